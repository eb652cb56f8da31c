import type { SimulatedLedger } from '../ledger.ts';
import { mailboxId } from '../processes.ts';
import { shelfAt, userAt, type World } from '../world.ts';
import { dateOfRecord, datesOf } from './calendar.ts';
import type { SeenDate } from './calendar.ts';
import type { DateField } from './story.ts';
import { textOf } from '../loose-json.ts';

/** What a person did to one date, seen from outside: before it and after it. Null: it was not there. */
export interface Deed {
  readonly place: string;
  readonly key: string;
  readonly before: SeenDate['says'] | null;
  readonly after: SeenDate['says'] | null;
}

export const FIELDS: readonly DateField[] = ['title', 'description', 'place', 'duration', 'start'];

/** All dates that lie at a place, as people see them. */
export function datesAt(world: World, ledger: SimulatedLedger, place: string): readonly SeenDate[] {
  const items = [...shelfAt(world, place).items.values()].filter(({ deleted }) => !deleted);
  if (place === 'crm') return items.map(({ item }) => dateOfRecord(item));
  const links = ledger.links(mailboxId(userAt(place)));
  return items.flatMap(({ item, correlationKey }) => {
    const uid = textOf(item['uid']);
    // A date that came back beside its series has the UID of its key; whose date it is only the ledger knows.
    const link = uid === correlationKey ? links.find((one) => one.correlationKey === uid) : undefined;
    const dates = datesOf(item, link?.identity ?? uid);
    return link === undefined ? dates : dates.map((date) => ({ ...date, cameBack: true }));
  });
}

/** What has changed for people between two looks at a place. */
export function deedsBetween(
  place: string,
  before: readonly SeenDate[],
  after: readonly SeenDate[],
): readonly Deed[] {
  const [old, now] = [before, after].map((dates) => new Map(dates.map(({ key, says }) => [key, says])));
  const keys = new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])]);
  return [...keys].flatMap((key): Deed[] => {
    const [then, since] = [old?.get(key) ?? null, now?.get(key) ?? null];
    const isSame = then !== null && since !== null && FIELDS.every((field) => then[field] === since[field]);
    return isSame ? [] : [{ place, key, before: then, after: since }];
  });
}
