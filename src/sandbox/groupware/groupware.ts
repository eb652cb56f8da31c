import type { Clock } from '../clock.ts';
import { calendarsOf } from './calendars.ts';
import type { Calendars } from './calendars.ts';
import { eventsOf } from './events.ts';
import type { Events } from './events.ts';
import { emptyOutbox } from './outbox.ts';
import type { Outbox } from './outbox.ts';
import { usersOf } from './users.ts';
import type { Users } from './users.ts';

/**
 * A groupware server that lives in memory: users, their calendars, events with their copies in several mailboxes, and
 * the mails that go between them. Faces (CalDAV and others) show the same meetings in different protocols.
 */
export interface Groupware {
  readonly clock: Clock;
  readonly users: Users;
  readonly calendars: Calendars;
  readonly events: Events;
  readonly outbox: Outbox;
}

/** An empty groupware. */
export function createGroupware(clock: Clock): Groupware {
  const outbox = emptyOutbox();
  const users = usersOf();
  const { calendars, storeOf } = calendarsOf(users);
  const events = eventsOf({ clock, users, calendars, storeOf, outbox });
  return { clock, users, calendars, events, outbox };
}
