// https://www.rfc-editor.org/rfc/rfc4791#section-9.6.5
import ICAL from 'ical.js';
import { parseCalendar } from '../../groupware/ical/calendar-object.ts';
import type { CalendarObject } from '../../groupware/ical/calendar-object.ts';
import { momentOf } from '../../groupware/ical/moment.ts';
import { occurrencesIn } from '../../groupware/ical/occurrences.ts';
import type { Frame, Occurrence } from '../../groupware/ical/occurrences.ts';
import { instantsOf } from '../../groupware/ical/zones.ts';
import { Problem } from '../problem.ts';
import { caldav } from '../xml/names.ts';

/** The object with every occurrence in the frame as an event of its own, in UTC, without rules. */
export function expanded(object: CalendarObject, frame: Frame): string {
  const { occurrences, complete } = occurrencesIn(object, frame);
  if (!complete) throw new Problem(403, 'There are too many occurrences.', caldav('max-instances'));
  const calendar = parseCalendar(object.text);
  const toInstant = instantsOf(calendar, 'UTC');
  const events = calendar.getAllSubcomponents('vevent');
  const originalStart = (event: ICAL.Component): number | null => {
    const id = event.getFirstProperty('recurrence-id');
    return id === null ? null : toInstant(momentOf(id));
  };
  const byStart = new Map(events.map((event) => [originalStart(event), event]));
  calendar.removeAllSubcomponents('vevent');
  calendar.removeAllSubcomponents('vtimezone');
  const recurring =
    object.master === null || object.master.rule !== null || object.master.additional.length > 0;
  for (const occurrence of occurrences) {
    const event = byStart.get(occurrence.part.recurrenceId);
    if (event !== undefined) calendar.addSubcomponent(instance(event, occurrence, recurring));
  }
  return `${calendar.toString()}\r\n`;
}

function instance(event: ICAL.Component, occurrence: Occurrence, recurring: boolean): ICAL.Component {
  const one = new ICAL.Component(structuredClone(event.toJSON()) as unknown[]);
  for (const name of ['rrule', 'rdate', 'exdate', 'recurrence-id', 'duration']) one.removeAllProperties(name);
  const isDate = occurrence.part.start.isDate;
  setTime(one, 'dtstart', occurrence.start, isDate);
  setTime(one, 'dtend', occurrence.end, isDate);
  if (recurring) setTime(one, 'recurrence-id', occurrence.recurrenceId, isDate);
  return one;
}

function setTime(event: ICAL.Component, name: string, at: number, isDate: boolean): void {
  event.removeAllProperties(name);
  const time = ICAL.Time.fromJSDate(new Date(at), true);
  time.isDate = isDate;
  event.addPropertyWithValue(name, time);
}
