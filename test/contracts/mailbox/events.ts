import { randomUUID } from 'node:crypto';
import type {
  CallContext,
  Change,
  Cursor,
  Found,
  Intent,
  Mailbox,
  Page,
  Ref,
} from '../../../src/sync/ports.ts';
import type { Event } from '../../../src/sync/kinds/event/event.ts';
import type { JsonObject } from '../../../src/sync/json.ts';

/** A fresh event, an hour in Berlin unless told otherwise. */
export function anEvent(properties: Partial<Event> = {}): Event {
  return {
    '@type': 'Event',
    uid: `${randomUUID()}@contract.example`,
    title: 'Kick-off',
    start: '2026-03-10T09:30:00',
    timeZone: 'Europe/Berlin',
    duration: 'PT1H',
    ...properties,
  };
}

/** A weekly series with one occurrence left out and one moved and renamed. */
export function aSeries(): Event {
  return anEvent({
    title: 'Review',
    description: 'Every week',
    recurrenceRules: [{ frequency: 'weekly', byDay: [{ day: 'tu' }], count: 8 }],
    recurrenceOverrides: {
      '2026-03-17T09:30:00': { excluded: true },
      '2026-03-24T09:30:00': { title: 'Review, moved', start: '2026-03-25T11:00:00' },
    },
  });
}

/** Twenty seconds from now. */
export function soon(): CallContext {
  return { deadline: Date.now() + 20_000 };
}

/** A new intent; `expectedVersion` null for creates. */
export function anIntent(
  expectedVersion: string | null = null,
  correlationKey: string = randomUUID(),
): Intent {
  return { id: randomUUID(), correlationKey, expectedVersion, mailPolicy: 'none' };
}

/** What a feed said from a cursor to its end. */
export interface Feed {
  readonly pages: readonly Page[];
  readonly changes: readonly Change[];
  readonly cursor: Cursor;
  readonly last: Page;
}

/** Follows a feed until there is no more. */
export async function follow(mailbox: Mailbox, collection: string, cursor: Cursor | null): Promise<Feed> {
  const pages: Page[] = [];
  let at = cursor;
  for (;;) {
    const page: Page = await mailbox.changes(collection, at, soon());
    pages.push(page);
    at = page.cursor;
    if (!page.more)
      return { pages, changes: pages.flatMap((entry) => entry.changes), cursor: at, last: page };
    if (pages.length > 1000) throw new Error('The feed does not end');
  }
}

/** The change that a feed reports of a ref (the last one), or undefined. */
export function changeOf(feed: Feed, ref: Ref): Change | undefined {
  return feed.changes.findLast(
    (change) => change.ref.id === ref.id && change.ref.collection === ref.collection,
  );
}

/** Reads one item that has to be there. */
export async function found(mailbox: Mailbox, ref: Ref): Promise<Found> {
  const [reading] = await mailbox.read([ref], soon());
  if (reading?.type !== 'found')
    throw new Error(`Expected to find ${ref.id}, got ${reading?.type ?? 'nothing'}`);
  return reading.found;
}

/** Creates one item; it has to work. */
export async function created(
  mailbox: Mailbox,
  collection: string,
  item: Event,
  key?: string,
): Promise<Found> {
  const [outcome] = await mailbox.create([{ collection, item, intent: anIntent(null, key) }], soon());
  if (outcome?.ok !== true) throw new Error('Expected the creation to work', { cause: outcome?.error });
  return found(mailbox, outcome.ref);
}

/** The properties of `item` that `like` has, to compare what came back with what was sent. */
export function only(item: JsonObject, like: JsonObject): JsonObject {
  return Object.fromEntries(Object.keys(like).map((key) => [key, item[key] ?? null]));
}
