// https://learn.microsoft.com/exchange/client-developer/exchange-web-services/email-properties-and-elements-in-ews-in-exchange
import type { XmlElement } from '../../xml/tree.ts';

/** Properties that come with GetItem only: a listing (FindItem, SyncFolderItems) leaves them out, asked for or not. */
const NOT_LISTED = new Set([
  'MimeContent',
  'Body',
  'UniqueBody',
  'NormalizedBody',
  'TextBody',
  'Attachments',
  'InternetMessageHeaders',
  'ResponseObjects',
  'ToRecipients',
  'CcRecipients',
  'BccRecipients',
  'ReplyTo',
  'RequiredAttendees',
  'OptionalAttendees',
  'Resources',
  'Recurrence',
  'FirstOccurrence',
  'LastOccurrence',
  'ModifiedOccurrences',
  'DeletedOccurrences',
  'StartTimeZone',
  'EndTimeZone',
  'MeetingTimeZone',
]);

/** An item as a listing shows it. */
export function listed(element: XmlElement): XmlElement {
  return { ...element, children: element.children.filter(({ name }) => !NOT_LISTED.has(name)) };
}
