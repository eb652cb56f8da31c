import type { Field } from './field.ts';
import { readFreeBusy, setFreeBusy } from './free-busy.ts';
import { isOccurrence, keptText, plain } from './plain-field.ts';
import { booleanOf, dateTime, setLine, stampOf, textOf } from './values.ts';

/** What an item is known by, when and where it is: the first of t:CalendarItemType, in its order. */
export const TIME_FIELDS: readonly Field[] = [
  plain('UID', ({ subject }) => subject.copy.object.uid, {
    set: ({ creating, calendar }, { text }) => {
      if (!creating) return;
      for (const event of calendar.getAllSubcomponents('vevent'))
        event.updatePropertyWithValue('uid', text.trim());
    },
  }),
  plain('RecurrenceId', ({ originalStart }) => (originalStart === null ? null : dateTime(originalStart))),
  plain('DateTimeStamp', ({ event }) => {
    const at = stampOf(event, 'dtstamp');
    return at === null ? null : dateTime(at);
  }),
  plain(
    'Start',
    ({ start }) => dateTime(start),
    {
      set: ({ times }, { text }) => {
        times.start = text.trim();
      },
    },
    'Default',
  ),
  plain(
    'End',
    ({ end }) => dateTime(end),
    {
      set: ({ times }, { text }) => {
        times.end = text.trim();
      },
    },
    'Default',
  ),
  plain(
    'OriginalStart',
    (view) => (isOccurrence(view) && view.originalStart !== null ? dateTime(view.originalStart) : null),
    undefined,
    'Default',
  ),
  plain('IsAllDayEvent', ({ allDay }) => String(allDay), {
    set: ({ times }, { text }) => {
      times.allDay = booleanOf(text.trim());
    },
  }),
  plain(
    'LegacyFreeBusyStatus',
    readFreeBusy,
    {
      set: (writing, { text }) => {
        setFreeBusy(writing, text.trim());
      },
    },
    'Default',
  ),
  plain(
    'Location',
    ({ event }) => textOf(event, 'location'),
    {
      set: ({ event }, { text }) => {
        setLine(event, 'location', text);
      },
      clear: ({ event }) => event.removeAllProperties('location'),
    },
    'Default',
  ),
  keptText('When', 'x-ews-when'),
];
