import { textOf } from '../../src/server/mailboxes/ews/element.ts';
import * as product from '../../src/server/mailboxes/ews/time.ts';

export * from '../../src/server/mailboxes/ews/time.ts';

/**
 * An all-day event shifts by a day: midnight in Berlin is 23:00 of the day before in UTC, and that day is taken. The best known failure
 * of all that go from Exchange's instants to dates.
 */
export const readEventTime: typeof product.readEventTime = (item, kept) => {
  const time = product.readEventTime(item, kept);
  const day = textOf(item, 'Start')?.slice(0, 10);
  return time.allDay && day !== undefined ? { ...time, start: `${day}T00:00:00` } : time;
};
