import type { EwsContext } from '../ews/context.ts';
import { calendarMapping } from '../ews/calendar/mapping.ts';
import { itemAt } from '../ews/items/item.ts';
import type { Item } from '../ews/items/item.ts';
import { itemTarget } from '../ews/ids.ts';
import { ItemProblem } from '../ews/item-problem.ts';
import { subscriptionsOf } from '../ews/notifications/subscriptions.ts';
import { noFaults } from '../faults.ts';
import type { Groupware } from '../groupware/groupware.ts';
import type { Message } from '../groupware/mail/model.ts';
import type { User } from '../groupware/model.ts';

/** A signed-in colleague's mailbox, as Exchange has it: what the page shows and what EWS says are one truth. */
export type MailboxContext = EwsContext;

/** The mailboxes of a groupware. */
export function mailboxesOf(groupware: Groupware, timeZone: string): (user: User) => MailboxContext {
  const subscriptions = subscriptionsOf(groupware);
  // What a page does is nothing that tests make fail; faults of EWS are for its clients.
  const faults = noFaults();
  return (user) => ({
    groupware,
    user,
    faults,
    subscriptions,
    calendar: calendarMapping,
    options: { maxRequestSize: 0, heartbeatMs: 0, timeZone },
    target: { operation: 'Outlook', path: '' },
    version: null,
    timeZoneContext: null,
  });
}

/** The item of an EWS id. ItemProblem ErrorInvalidIdMalformed, ErrorItemNotFound. */
export function itemWith(context: MailboxContext, id: string): Item {
  return itemAt(context, itemTarget(context.user, id));
}

/** The message of an EWS id. ItemProblem as above. */
export function messageWith(context: MailboxContext, id: string): Message {
  const item = itemWith(context, id);
  if (item.kind === 'message') return item.message;
  throw new ItemProblem('ErrorItemNotFound', 'There is no such message.');
}
