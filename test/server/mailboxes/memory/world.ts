import {
  memoryMailboxWorld,
  type MemoryMailboxOptions,
  type MemoryMailboxWorld,
} from '../../../../src/server/mailboxes/memory/index.ts';

/** Every property of an event that Liaison synchronises. */
export const EVENT_FIELDS = [
  ...['title', 'description', 'start', 'timeZone', 'duration', 'showWithoutTime'],
  ...['recurrenceRules', 'recurrenceOverrides', 'recurrenceId', 'recurrenceIdTimeZone'],
  ...['locations', 'virtualLocations', 'participants', 'status', 'priority'],
  ...['privacy', 'freeBusyStatus', 'alerts', 'keywords', 'color'],
];

/** An account of Ada's with one calendar, on a server that behaves as told. */
export function adasWorld(options: Partial<MemoryMailboxOptions> = {}): MemoryMailboxWorld {
  return memoryMailboxWorld({
    now: Date.now,
    addresses: ['mailto:ada@firm.example'],
    collections: [{ id: 'calendar', name: 'Calendar', kinds: ['Event'], color: '#0078d4', writable: true }],
    fields: { Event: EVENT_FIELDS },
    ...options,
  });
}
