import ICAL from 'ical.js';
import { readCalendarObject } from '../../groupware/ical/calendar-object.ts';
import { InvalidCalendar } from '../../groupware/ical/invalid-calendar.ts';
import type { XmlElement } from '../../xml/tree.ts';
import type { WriteSurroundings } from '../calendar-port.ts';
import { ItemProblem } from '../item-problem.ts';
import { typeChild, typeText } from '../xml.ts';
import type { Writing } from './fields/field.ts';
import { newUid } from './global-object-id.ts';
import { calendarIn } from './mime-in.ts';
import { masterIn } from './occurrence-event.ts';
import { seriesOf } from './series.ts';
import { finish, setField } from './write-field.ts';
import { applyTimes, checkSeries } from './write-series.ts';

/** See CalendarMapping.calendarObjectFrom. */
export function calendarObjectFrom(item: XmlElement, surroundings: WriteSurroundings): string {
  const uid = typeText(item, 'UID') ?? newUid(surroundings.now);
  const mime = typeChild(item, 'MimeContent');
  const calendar = mime === undefined ? emptyCalendar(uid) : calendarIn(mime, uid, surroundings.now);
  const event = masterIn(calendar) ?? calendar.getFirstSubcomponent('vevent');
  if (event === null) throw new ItemProblem('ErrorMimeContentInvalid', 'There is no event in it.');
  // Exchange reminds a quarter of an hour before, unless somebody says otherwise.
  const reminder = mime === undefined ? { isSet: true } : {};
  const writing: Writing = {
    calendar,
    event,
    surroundings,
    creating: true,
    isOccurrence: false,
    times: {},
    reminder,
  };
  for (const element of item.children) {
    if (element.name !== 'MimeContent') setField(writing, element);
  }
  applyTimes(writing, null);
  finish(writing);
  const text = checkedText(calendar, mime !== undefined);
  checkSeries(text);
  return text;
}

function emptyCalendar(uid: string): ICAL.Component {
  const calendar = new ICAL.Component('vcalendar');
  calendar.addPropertyWithValue('version', '2.0');
  calendar.addPropertyWithValue('prodid', '-//Liaison//Sandbox Exchange//EN');
  const event = new ICAL.Component('vevent');
  event.addPropertyWithValue('uid', uid);
  calendar.addSubcomponent(event);
  return calendar;
}

/** The text of a tree, if a calendar may hold it and Exchange can express it. */
export function checkedText(calendar: ICAL.Component, fromMime: boolean): string {
  const zones = calendar.getAllSubcomponents('vtimezone');
  const events = calendar.getAllSubcomponents('vevent');
  calendar.removeAllSubcomponents();
  for (const component of [...zones, ...events]) calendar.addSubcomponent(component);
  const text = `${calendar.toString()}\r\n`;
  try {
    const object = readCalendarObject(text);
    if (fromMime && object.master !== null && object.master.rule !== null && seriesOf(object) === null) {
      throw new ItemProblem('ErrorUnsupportedRecurrence', 'Exchange has no pattern for this recurrence.');
    }
  } catch (error) {
    if (!(error instanceof InvalidCalendar)) throw error;
    const code = fromMime ? 'ErrorMimeContentInvalid' : 'ErrorCalendarInvalidPropertyValue';
    throw new ItemProblem(code, `${error.message}.`);
  }
  return text;
}
