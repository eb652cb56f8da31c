import type { MemoryCrmOptions } from '../../../src/server/crm/memory/world.ts';
import type { MemoryMailboxOptions } from '../../../src/server/mailboxes/memory/index.ts';
import type { Item } from '../../../src/sync/item.ts';
import type { JsonObject } from '../../../src/sync/json.ts';
import type { Event } from '../../../src/sync/kinds/event/event.ts';
import { eventKind } from '../../../src/sync/kinds/event/kind.ts';
import { company, event, live } from './world.ts';
import type { Company } from './world.ts';

const SINGLE_FIELDS = Object.keys(eventKind.fields).filter(
  (field) => field !== 'recurrenceRules' && field !== 'recurrenceOverrides',
);

/** A company whose CRM knows no series. */
export function seriesless(
  names: readonly string[],
  options: Partial<MemoryMailboxOptions> = {},
  crm: Partial<MemoryCrmOptions> = {},
): Company {
  return company(names, options, {
    recurrence: 'occurrences',
    kinds: { Event: { recordType: 'appointment', fields: SINGLE_FIELDS } },
    ...crm,
  });
}

/** A daily series of five from 1 December at ten. */
export function daily(changes: JsonObject = {}): Item {
  return event('s', { recurrenceRules: [{ frequency: 'daily', count: 5 }], ...changes });
}

/** Original start of the occurrence on a day of December 2026. */
export function on(date: number, time = '10:00'): string {
  return `2026-12-${String(date).padStart(2, '0')}T${time}:00`;
}

/** The records that live, by original start (or UID); of each its title, and its start where that is another one. */
export function records(firm: Company): Readonly<Record<string, string>> {
  return Object.fromEntries(
    live(firm.crmWorld).map(({ item }) => {
      const { uid, title, start, recurrenceId } = item as Event;
      const isMoved = recurrenceId !== undefined && start !== recurrenceId;
      return [recurrenceId ?? uid, isMoved ? `${title ?? ''} at ${start}` : (title ?? '')];
    }),
  );
}

/** The living record of an occurrence. */
export function recordOn(firm: Company, date: number) {
  const found = live(firm.crmWorld).find(({ item }) => item['recurrenceId'] === on(date));
  if (found === undefined) throw new Error(`No record of ${on(date)}`);
  return found;
}

/** The only series in somebody's mailbox. */
export function seriesOf(firm: Company, name: string) {
  const found = live(firm.person(name).world).find(({ item }) => item['recurrenceRules'] !== undefined);
  if (found === undefined) throw new Error(`${name} has no series`);
  return found;
}
