// https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/myresponsetype
import type { Element } from './element.ts';
import { textOf } from './element.ts';

/** What an attendee's copy says of their own answer. */
const ANSWERS = new Set(['Tentative', 'Accept', 'Decline', 'NoResponseReceived']);

/** Whether an item is its mailbox's own: the organiser's copy of a meeting, or no meeting at all. */
export function isOrganizersCopy(item: Element): boolean {
  if (ANSWERS.has(textOf(item, 'MyResponseType') ?? '')) return false;
  return !(textOf(item, 'IsOrganizer') === 'false' && textOf(item, 'IsMeeting') === 'true');
}
