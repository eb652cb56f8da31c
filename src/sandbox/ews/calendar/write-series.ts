import ICAL from 'ical.js';
import { readCalendarObject } from '../../groupware/ical/calendar-object.ts';
import type { CalendarObject } from '../../groupware/ical/calendar-object.ts';
import { utcAsWall, wallAsUtc } from '../../groupware/ical/moment.ts';
import type { XmlElement } from '../../xml/tree.ts';
import { ItemProblem } from '../item-problem.ts';
import type { Writing } from './fields/field.ts';
import { readRecurrence } from './recurrence/element-read.ts';
import { firstDate } from './recurrence/first-date.ts';
import type { Recurrence } from './recurrence/pattern.ts';
import { ruleText } from './recurrence/rule-text.ts';
import { seriesOf } from './series.ts';
import { timesOf, wantedTimes, writeTimes } from './times.ts';
import type { Times } from './times.ts';
import { isSameZone } from './zones/item-zone.ts';
import type { ItemZone } from './zones/item-zone.ts';

const DAY = 86_400_000;

/**
 * Writes what a request wants of times and recurrence. `before`: the object as it was, null for a new item. Exchange
 * forgets exceptions and deleted occurrences when the pattern or the start of a series changes, and so does this.
 */
export function applyTimes(writing: Writing, before: CalendarObject | null): void {
  const { times: edit, calendar, event, surroundings } = writing;
  const { recurrence, ...rest } = edit;
  const present = event.hasProperty('dtstart') ? timesOf(calendar, event) : null;
  const isTimed = Object.keys(rest).length > 0;
  if (present !== null && recurrence === undefined && !isTimed) return;
  if (recurrence !== undefined && writing.isOccurrence) {
    throw new ItemProblem('ErrorInvalidPropertySet', 'An occurrence has no recurrence of its own.');
  }
  const times = wantedTimes(rest, present, surroundings);
  if (writing.isOccurrence) {
    writeTimes(calendar, event, times);
    return;
  }
  const series = before === null ? null : (seriesOf(before)?.recurrence ?? null);
  const wanted = wantedRecurrence(recurrence, series, present, times);
  if (wanted === null) {
    writeTimes(calendar, event, times);
    if (recurrence === null) becomeSingle(writing);
    return;
  }
  const moved = onDay(times, wanted.start);
  writeTimes(calendar, event, moved);
  const same =
    present !== null && sameStart(present, moved) && JSON.stringify(series) === JSON.stringify(wanted);
  if (same) return;
  forgetExceptions(writing);
  event.removeAllProperties('rrule');
  event.addPropertyWithValue('rrule', ICAL.Recur.fromString(rule(wanted, moved)));
}

/** The recurrence that the item is to have, beginning on the first day of its pattern; null: none that can be said. */
function wantedRecurrence(
  element: XmlElement | null | undefined,
  before: Recurrence | null,
  present: Times | null,
  times: Times,
): Recurrence | null {
  if (element === null) return null;
  if (element === undefined && before === null) return null;
  if (element === undefined && present !== null && sameStart(present, times)) return before;
  const clock = times.startZone.toWall(times.start).slice(0, 10);
  const wanted = element === undefined ? before && { ...before, start: clock } : readRecurrence(element);
  const start = wanted === null ? null : firstDate(wanted.pattern, wanted.start);
  if (wanted === null || start === null || (wanted.range.kind === 'endDate' && wanted.range.last < start)) {
    throw new ItemProblem('ErrorRecurrenceHasNoOccurrence', 'The recurrence has no occurrence.');
  }
  return { ...wanted, start };
}

function sameStart(a: Times, b: Times): boolean {
  return a.start === b.start && a.allDay === b.allDay && isSameZone(a.startZone, b.startZone);
}

/** The same hours on another day, by the clock. */
function onDay(times: Times, day: string): Times {
  const { startZone, endZone, start, end } = times;
  const by = Date.parse(day) - Math.floor(wallAsUtc(startZone.toWall(start)) / DAY) * DAY;
  const shifted = (at: number, zone: ItemZone): number =>
    zone.toInstant(utcAsWall(wallAsUtc(zone.toWall(at)) + by));
  return { ...times, start: shifted(start, startZone), end: shifted(end, endZone) };
}

function rule({ pattern, range }: Recurrence, { startZone, start, allDay }: Times): string {
  const clock = startZone.toWall(start).slice(10);
  return ruleText(pattern, range, (date) => {
    if (allDay) return date.replaceAll('-', '');
    const until = new Date(startZone.toInstant(`${date}${clock}`)).toISOString();
    return `${until.slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
  });
}

function becomeSingle(writing: Writing): void {
  forgetExceptions(writing);
  writing.event.removeAllProperties('rrule');
}

function forgetExceptions({ calendar, event }: Writing): void {
  for (const name of ['exdate', 'rdate']) event.removeAllProperties(name);
  for (const other of calendar.getAllSubcomponents('vevent')) {
    if (other !== event) calendar.removeSubcomponent(other);
  }
}

/** Checks a series that was written: an occurrence must end before the next begins. */
export function checkSeries(text: string): void {
  const series = seriesOf(readCalendarObject(text));
  const [first, second] = series?.firstStarts(2) ?? [];
  if (series === null || first === undefined || second === undefined) return;
  if (first + series.master.lengthMs > second) {
    throw new ItemProblem(
      'ErrorOccurrenceTimeSpanTooBig',
      'The time span of an occurrence reaches into the next one.',
    );
  }
}
