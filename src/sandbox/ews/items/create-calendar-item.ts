import { readCalendarObject } from '../../groupware/ical/calendar-object.ts';
import type { EventCopy } from '../../groupware/model.ts';
import type { XmlElement } from '../../xml/tree.ts';
import type { EwsContext } from '../context.ts';
import { folderIn, folderOf } from '../folders/folder.ts';
import type { Folder } from '../folders/folder.ts';
import { ItemProblem } from '../item-problem.ts';
import { troubledId, troubledText } from '../troubles.ts';
import { messageChild, t, tWith } from '../xml.ts';
import { itemIdElement } from './item.ts';
import { writerOf } from './surroundings.ts';
import { mailingOf } from './letter.ts';

/** Creates a t:CalendarItem in a calendar, and invites whom it names if the request says so. */
export function createCalendarItem(
  item: XmlElement,
  request: XmlElement,
  context: EwsContext,
): readonly XmlElement[] {
  const mailing = mailingOf(
    request.attributes['SendMeetingInvitations'],
    'ErrorSendMeetingInvitationsRequired',
  );
  const holder = messageChild(request, 'SavedItemFolderId');
  const folder =
    holder === undefined
      ? folderOf(context, tWith('DistinguishedFolderId', { Id: 'calendar' }))
      : folderIn(context, holder);
  const text = troubledText(context, context.calendar.calendarObjectFrom(item, writerOf(context)));
  const { uid } = readCalendarObject(text);
  const calendarId = calendarOf(folder);
  const { groupware } = context;
  const short = uid.replaceAll(/[^A-Za-z0-9._@-]/g, '-');
  const taken = groupware.events.find(calendarId, `${short}.ics`) !== undefined;
  const name = `${short}${taken ? `-${String(groupware.position())}` : ''}.ics`;
  const copy = groupware.events.save({ calendarId, name, text, ...mailing });
  return [calendarItemId(context, copy)];
}

/** t:CalendarItem with nothing but its id. */
export function calendarItemId(
  context: EwsContext,
  copy: EventCopy,
  occurrence: number | null = null,
): XmlElement {
  return t('CalendarItem', troubledId(context, itemIdElement(context, { kind: 'event', copy, occurrence })));
}

/** The calendar that a folder is. Any other folder holds no calendar items: ErrorCannotCreateCalendarItemInNonCalendarFolder. */
function calendarOf(folder: Folder): string {
  if (folder.kind === 'calendar') return folder.calendar.id;
  throw new ItemProblem(
    'ErrorCannotCreateCalendarItemInNonCalendarFolder',
    'Cannot create a calendar item in a folder that is not a calendar folder.',
  );
}
