import type { GroupwareState } from './groupware/groupware.ts';
import type { CalendarState } from './groupware/store.ts';

/** The format of state files from before the sandbox had messages. */
export const BEFORE_MAIL = 'liaison-sandbox-1';

type OldEvent = Pick<
  CalendarState['events'][number],
  'id' | 'name' | 'version' | 'scheduleVersion' | 'at' | 'text'
>;

interface OldState {
  readonly number: number;
  readonly calendars: readonly {
    readonly calendar: Omit<CalendarState['calendar'], 'parent'>;
    readonly generation: number;
    readonly at: number;
    readonly events: readonly OldEvent[];
    readonly removed: readonly (readonly [name: string, at: number])[];
  }[];
  readonly mails: GroupwareState['mails'];
}

/** A state of that format as it would be written down today. When things happened nobody knows any more. */
export function upgraded(state: unknown): GroupwareState {
  const old = state as OldState;
  let serial = 0;
  const calendars = old.calendars.map(({ calendar, events, removed, ...feed }): CalendarState => {
    const dated = events.map((event) => {
      serial += 1;
      return { ...event, serial, born: event.at, createdAt: 0, modifiedAt: 0 };
    });
    // The ids of what was removed were not kept; names do, for nobody can have seen an id yet.
    const gone = removed.map(([name, at]) => ({ id: name, name, at, born: 0 }));
    return { ...feed, calendar: { ...calendar, parent: null }, events: dated, removed: gone };
  });
  const { number, mails } = old;
  return { number, serial, calendars, mails, folders: [], messages: {} };
}
