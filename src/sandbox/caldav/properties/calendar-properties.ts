import type { Calendar } from '../../groupware/model.ts';
import type { CallContext } from '../context.ts';
import type { DeadProperties } from '../dead-properties.ts';
import { syncTokenOf } from '../sync-token.ts';
import { apple, caldav, calendarServer, dav } from '../xml/names.ts';
import { element, elementWith } from '../xml/write.ts';
import { commonProperties, ownerProperty } from './principal-properties.ts';
import { privileges, property, propertyTable, reports, resourceType, textProperty } from './table.ts';
import type { Property, PropertyTable } from './table.ts';

const READ = ['read', 'read-acl', 'read-current-user-privilege-set'];
const WRITE = ['write', 'write-properties', 'write-content', 'bind', 'unbind'];

/** Properties of a calendar that a client may set, beside dead ones. */
export const SETTABLE = {
  name: dav('displayname'),
  color: apple('calendar-color'),
  description: caldav('calendar-description'),
} as const;

/** A calendar (RFC 4791, 5.2; RFC 6578, 4; CalendarServer's getctag; Apple's colour). */
export function calendarProperties(
  context: CallContext,
  calendar: Calendar,
  dead: DeadProperties,
): PropertyTable {
  const token = syncTokenOf(context.groupware.calendars.cursor(calendar.id));
  return propertyTable([
    ...commonProperties(context),
    ownerProperty(context),
    resourceType(dav('collection'), caldav('calendar')),
    privileges(...READ, ...(calendar.readOnly ? [] : WRITE)),
    property(SETTABLE.name, calendar.name),
    textProperty(SETTABLE.color, calendar.color),
    textProperty(SETTABLE.description, calendar.description),
    property(dav('sync-token'), token),
    property(calendarServer('getctag'), token),
    ...capabilities(context),
    ...dead.of(calendar.id),
  ]);
}

function capabilities({ options }: CallContext): readonly Property[] {
  const filters = ['calendar-query', 'calendar-multiget', 'free-busy-query'].map(caldav);
  return [
    reports(...filters, dav('sync-collection')),
    property(caldav('supported-calendar-component-set'), elementWith(caldav('comp'), { name: 'VEVENT' })),
    property(
      caldav('supported-calendar-data'),
      elementWith(caldav('calendar-data'), { 'content-type': 'text/calendar', version: '2.0' }),
    ),
    property(
      caldav('supported-collation-set'),
      ...['i;ascii-casemap', 'i;octet', 'i;unicode-casemap'].map((name) =>
        element(caldav('supported-collation'), name),
      ),
    ),
    property(caldav('max-resource-size'), String(options.maxResourceSize)),
    property(caldav('min-date-time'), '00010101T000000Z'),
    property(caldav('max-date-time'), '99990101T000000Z'),
  ];
}
