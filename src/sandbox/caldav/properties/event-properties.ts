import type { EventCopy } from '../../groupware/model.ts';
import { roleIn } from '../../groupware/scheduling.ts';
import type { CallContext } from '../context.ts';
import { etagOf, scheduleTagOf } from '../context.ts';
import { caldav, dav } from '../xml/names.ts';
import { commonProperties, ownerProperty } from './principal-properties.ts';
import { privileges, property, propertyTable, resourceType, textProperty } from './table.ts';
import type { PropertyTable } from './table.ts';

/** What an event is called on the wire (RFC 5545, 8.1; RFC 4791, 4.1). */
export const EVENT_TYPE = 'text/calendar; charset=utf-8; component=VEVENT';

/** An event. `data` is calendar-data, for reports only (RFC 4791, 9.6: it is no property of PROPFIND). */
export function eventProperties(context: CallContext, event: EventCopy, data: string | null): PropertyTable {
  const calendar = context.groupware.calendars
    .of(context.user.name)
    .find(({ id }) => id === event.calendarId);
  const writable = calendar?.readOnly === false ? ['write', 'write-content'] : [];
  return propertyTable([
    ...commonProperties(context),
    ownerProperty(context),
    resourceType(),
    privileges('read', 'read-current-user-privilege-set', ...writable),
    property(dav('getetag'), etagOf(event)),
    property(dav('getcontenttype'), EVENT_TYPE),
    property(dav('getcontentlength'), String(Buffer.byteLength(event.object.text))),
    textProperty(caldav('schedule-tag'), isScheduled(context, event) ? scheduleTagOf(event) : null),
    textProperty(caldav('calendar-data'), data),
  ]);
}

/** Whether the event is a scheduling object resource (RFC 6638, 3.1). */
export function isScheduled({ options, user }: CallContext, event: EventCopy): boolean {
  return options.scheduling === 'implicit' && roleIn(event.object, user.address) !== 'none';
}
