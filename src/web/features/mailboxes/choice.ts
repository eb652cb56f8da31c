import type { MailboxCollection } from '../../../contract/index.ts';

/** Which calendars are synchronised, and which one gets new meetings. */
export interface CalendarChoice {
  readonly selected: readonly string[];
  /** One of `selected` that can be written, or null. */
  readonly createIn: string | null;
}

/** Calendars among the account's collections: those that hold events. */
export function calendarsOf(collections: readonly MailboxCollection[]): readonly MailboxCollection[] {
  return collections.filter((collection) => collection.kinds.includes('Event'));
}

/** The stored choice; for a new mailbox all calendars that can be written, and the first of them for new meetings. */
export function choiceOf(collections: readonly MailboxCollection[], first: boolean): CalendarChoice {
  const calendars = calendarsOf(collections);
  const stored = calendars.filter((calendar) => calendar.selected);
  if (!first || stored.length > 0) {
    return {
      selected: stored.map((calendar) => calendar.id),
      createIn: stored.find((calendar) => calendar.createIn)?.id ?? null,
    };
  }
  const writable = calendars.filter((calendar) => calendar.writable);
  return { selected: writable.map((calendar) => calendar.id), createIn: writable[0]?.id ?? null };
}

/** The choice after a calendar was ticked or unticked; new meetings move to a calendar that is still chosen. */
export function toggled(
  choice: CalendarChoice,
  calendars: readonly MailboxCollection[],
  id: string,
  chosen: boolean,
): CalendarChoice {
  const wanted = new Set(choice.selected);
  if (chosen) wanted.add(id);
  else wanted.delete(id);
  const selected = calendars.filter((calendar) => wanted.has(calendar.id));
  const receivers = selected.filter((calendar) => calendar.writable).map((calendar) => calendar.id);
  const had = choice.createIn;
  const lost = had !== null && !receivers.includes(had);
  const begun = had === null && choice.selected.length === 0;
  return {
    selected: selected.map((calendar) => calendar.id),
    createIn: lost || begun ? (receivers[0] ?? null) : had,
  };
}
