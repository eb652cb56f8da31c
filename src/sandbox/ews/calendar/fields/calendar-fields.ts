import type { XmlElement } from '../../../xml/tree.ts';
import { t, tWith, typeText } from '../../xml.ts';
import { definitionElement } from '../zones/definition.ts';
import type { ItemZone } from '../zones/item-zone.ts';
import type { ItemView } from '../view.ts';
import { elementNameOf } from './field.ts';
import type { Field, FieldWrite } from './field.ts';
import { MEETING_FIELDS } from './meeting-fields.ts';
import { onlineMeetingUrl } from './online-meeting.ts';
import { keptText, plain } from './plain-field.ts';
import {
  deletedOccurrences,
  firstOccurrence,
  lastOccurrence,
  modifiedOccurrences,
  recurrence,
} from './series-fields.ts';
import { TIME_FIELDS } from './time-fields.ts';
import { booleanOf, setLine, setText, textOf } from './values.ts';

const zone = (
  name: string,
  shape: Field['shape'],
  of: (view: ItemView) => ItemZone,
  write?: FieldWrite,
): Field => ({
  uri: `calendar:${name}`,
  shape,
  read: (view) => definitionElement(name, of(view).rules(), true),
  ...(write === undefined ? {} : { write }),
});

const wallClock = (name: string, at: (view: ItemView) => number, of: (view: ItemView) => ItemZone): Field =>
  plain(name, (view) => of(view).toWall(at(view)));

const occurrenceOf = (name: string, read: (view: ItemView) => XmlElement | null): Field => ({
  uri: `calendar:${name}`,
  shape: 'AllProperties',
  read,
});

/** Whether counter-proposals are unwelcome ([MS-OXCICAL] 2.1.3.1.1.20.36). */
const NO_COUNTER = 'x-microsoft-disallow-counter';

/** The properties that calendar items have beyond those of all items, in the order of t:CalendarItemType. */
export const CALENDAR_FIELDS: readonly Field[] = [
  ...TIME_FIELDS,
  ...MEETING_FIELDS,
  {
    uri: 'calendar:Recurrence',
    shape: 'AllProperties',
    read: recurrence,
    write: {
      set: ({ times }, element) => {
        times.recurrence = element;
      },
      clear: ({ times }) => {
        times.recurrence = null;
      },
    },
  },
  occurrenceOf('FirstOccurrence', firstOccurrence),
  occurrenceOf('LastOccurrence', lastOccurrence),
  occurrenceOf('ModifiedOccurrences', modifiedOccurrences),
  occurrenceOf('DeletedOccurrences', deletedOccurrences),
  {
    uri: 'calendar:MeetingTimeZone',
    shape: 'asked',
    read: ({ startZone }) => tWith('MeetingTimeZone', { TimeZoneName: startZone.id }),
    write: {
      set: ({ times }, element) => {
        times.meetingZone = element;
      },
    },
  },
  zone('StartTimeZone', 'AllProperties', ({ startZone }) => startZone, {
    set: ({ times }, element) => {
      times.startZone = element;
    },
  }),
  zone('EndTimeZone', 'AllProperties', ({ endZone }) => endZone, {
    set: ({ times }, element) => {
      times.endZone = element;
    },
  }),
  plain('ConferenceType', () => '0', { set: () => undefined }),
  plain('AllowNewTimeProposal', ({ event }) => String(!/^true$/i.test(textOf(event, NO_COUNTER) ?? '')), {
    set: ({ event }, { text }) => {
      setText(event, NO_COUNTER, booleanOf(text.trim()) ? '' : 'TRUE');
    },
  }),
  plain('IsOnlineMeeting', ({ event }) => String(onlineMeetingUrl(event) !== null), { set: () => undefined }),
  keptText('MeetingWorkspaceUrl', 'x-ews-workspace-url'),
  keptText('NetShowUrl', 'x-ews-netshow-url'),
  {
    uri: 'calendar:EnhancedLocation',
    shape: 'asked',
    read: enhancedLocation,
    write: {
      set: ({ event }, element) => {
        setLine(event, 'location', typeText(element, 'DisplayName') ?? '');
      },
      clear: ({ event }) => event.removeAllProperties('location'),
    },
  },
  wallClock(
    'StartWallClock',
    ({ start }) => start,
    ({ startZone }) => startZone,
  ),
  wallClock(
    'EndWallClock',
    ({ end }) => end,
    ({ endZone }) => endZone,
  ),
  plain('StartTimeZoneId', ({ startZone }) => startZone.id),
  plain('EndTimeZoneId', ({ endZone }) => endZone.id),
  plain('IntendedFreeBusyStatus', () => 'Busy'),
  plain('JoinOnlineMeetingUrl', ({ event }) => onlineMeetingUrl(event)),
  plain('IsOrganizer', ({ role }) => String(role !== 'attendee')),
];

/** Names of their elements. */
export const CALENDAR_FIELD_NAMES: readonly string[] = CALENDAR_FIELDS.map(elementNameOf);

function enhancedLocation({ event }: ItemView): XmlElement | null {
  const location = textOf(event, 'location');
  if (location === null) return null;
  return t('EnhancedLocation', t('DisplayName', location), t('PostalAddress', t('LocationSource', 'None')));
}
