// https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/calendaritem,
// https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/meetingrequest
import { fromInstant, localFromMs } from '../../../sync/kinds/event/local-time.ts';
import type { CallContext, MeetingIdentity } from '../../../sync/ports.ts';
import { childOf, textOf } from './element.ts';
import type { Element } from './element.ts';
import { isNobodys } from './errors.ts';
import type { ItemShape } from './fields.ts';
import { fieldUri } from './fields.ts';
import { readKept } from './kept.ts';
import { CLEAN_GLOBAL_OBJECT_ID, KEPT } from './own-properties.ts';
import { ownZone, parseInstant, readEventTime, TIME_FIELDS } from './time.ts';
import { occurrenceId, originalStart } from './to-item.ts';
import { uidOf } from './uid.ts';
import type { EwsCalls, ItemRef } from './wire.ts';

const IDENTITY_SHAPE: ItemShape = {
  base: 'IdOnly',
  additional: [
    ...TIME_FIELDS,
    ...['UID', 'RecurrenceId', 'OriginalStart', 'CalendarItemType', 'Recurrence'].map((name) =>
      fieldUri(`calendar:${name}`),
    ),
    fieldUri('meeting:AssociatedCalendarItemId'),
    CLEAN_GLOBAL_OBJECT_ID,
    KEPT,
  ],
};

/**
 * What the synchronised item is called that stands behind an id: that of a meeting, a series or an occurrence, or of what
 * was mailed about one. One request, for an occurrence two, for mail about an occurrence three.
 */
export async function meetingOf(
  ews: EwsCalls,
  id: string,
  context: CallContext,
): Promise<MeetingIdentity | null> {
  const item = await itemAt(ews, { id, changeKey: null }, context);
  const uid = item === null ? null : uidOf(item);
  if (item === null || uid === null) return null;
  const recurrenceId =
    item.name === 'CalendarItem'
      ? await ofCalendarItem(ews, item, context)
      : await ofMail(ews, item, context);
  return { uid, recurrenceId };
}

async function itemAt(ews: EwsCalls, ref: ItemRef, context: CallContext): Promise<Element | null> {
  const [outcome] = await ews.getItem([ref], IDENTITY_SHAPE, context);
  if (outcome?.ok === true) return outcome.item;
  if (outcome === undefined || isNobodys(outcome.error, outcome.responseCode)) return null;
  throw outcome.error;
}

async function ofCalendarItem(ews: EwsCalls, item: Element, context: CallContext): Promise<string | null> {
  const type = textOf(item, 'CalendarItemType');
  if (type !== 'Occurrence' && type !== 'Exception') return ownRecurrenceId(item);
  const start = ['OriginalStart', 'RecurrenceId', 'Start']
    .map((name) => parseInstant(textOf(item, name)))
    .find((instant) => instant !== null);
  const id = childOf(item, 'ItemId')?.attributes['Id'];
  if (start == null || id === undefined) return ownRecurrenceId(item);
  const master = await itemAt(ews, { occurrence: { id, changeKey: null } }, context);
  return master === null ? ownRecurrenceId(item) : occurrenceId(master, start);
}

/** A mail says the instant alone: the item in the calendar knows the zone of its series. */
async function ofMail(ews: EwsCalls, mail: Element, context: CallContext): Promise<string | null> {
  const start = parseInstant(textOf(mail, 'RecurrenceId'));
  if (start === null) return null;
  const id = childOf(mail, 'AssociatedCalendarItemId')?.attributes['Id'];
  const item = id === undefined ? null : await itemAt(ews, { id, changeKey: null }, context);
  if (item === null) return ownRecurrenceId(mail);
  if (textOf(item, 'CalendarItemType') === 'RecurringMaster') return occurrenceId(item, start);
  return ofCalendarItem(ews, item, context);
}

/** Of an invitation to a single occurrence of a series that isn't here. */
function ownRecurrenceId(item: Element): string | null {
  const instant = parseInstant(textOf(item, 'RecurrenceId'));
  // What is mailed about a meeting need not say when it is.
  if (instant !== null && textOf(item, 'Start') === null)
    return localFromMs(fromInstant(instant, ownZone(item, instant)));
  const { recurrenceId } = originalStart(item, readEventTime(item, readKept(item).zone));
  return typeof recurrenceId === 'string' ? recurrenceId : null;
}
