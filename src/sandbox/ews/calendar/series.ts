import ICAL from 'ical.js';
import type { CalendarObject } from '../../groupware/ical/calendar-object.ts';
import type { EventPart } from '../../groupware/ical/event-part.ts';
import { wallAsUtc } from '../../groupware/ical/moment.ts';
import { calendarOf, componentOf } from './parsed.ts';
import { beginsOn } from './recurrence/first-date.ts';
import type { Pattern, Range, Recurrence } from './recurrence/pattern.ts';
import { patternOf } from './recurrence/rule-pattern.ts';
import { zoneOfTzid } from './zones/item-zone.ts';

/** A series that Exchange can express. */
export interface Series {
  readonly recurrence: Recurrence;
  readonly master: EventPart;
  /** Original starts of all occurrences between two instants, deleted ones included, in order; epoch milliseconds. */
  readonly startsBetween: (from: number, to: number) => readonly number[];
  /** The first starts, at most so many, deleted ones included. */
  readonly firstStarts: (most: number) => readonly number[];
  /** All starts of a series with an end; null without one. */
  readonly allStarts: () => readonly number[] | null;
}

const known = new WeakMap<CalendarObject, Series | null>();

/** Walls and instants differ by at most this. */
const SLACK = 26 * 3_600_000;
const DAY = 86_400_000;
/** No series is looked at farther than this. */
const HORIZON = 1000 * 366 * DAY;

/**
 * The series of an object. Null for a single event, and for one whose rule Exchange cannot express: that one is shown
 * as a single event, its first occurrence, and its rule stays in the text. Dates added by RDATE aren't shown.
 */
export function seriesOf(object: CalendarObject): Series | null {
  const found = known.get(object);
  if (found !== undefined) return found;
  const series = readSeries(object);
  known.set(object, series);
  return series;
}

function readSeries(object: CalendarObject): Series | null {
  const { master } = object;
  if (master?.rule == null) return null;
  const recurrence = recurrenceOf(calendarOf(object), componentOf(object, master), master);
  if (recurrence === null) return null;
  const { range } = recurrence;
  const firstStarts = (most: number): readonly number[] => {
    let found: readonly number[] = [];
    const wanted = range.kind === 'numbered' ? Math.min(most, range.count) : Math.min(most, 400);
    // As far as it takes if the pattern is kept to; farther when it leaves something out.
    for (let span = wanted * turnOf(recurrence.pattern); span <= HORIZON; span *= 4) {
      const to = master.startsAt + span;
      const more = starts(master, master.startsAt, to);
      // More than anybody counts: what was found so far must do.
      if (more === null) break;
      found = more;
      const ended = range.kind === 'endDate' && to > Date.parse(range.last) + 2 * SLACK;
      const counted = range.kind === 'numbered' && found.length >= range.count;
      if (found.length >= most || ended || counted) break;
    }
    return found.slice(0, most);
  };
  return {
    recurrence,
    master,
    startsBetween: (from, to) => starts(master, from, to) ?? [],
    firstStarts,
    allStarts: () => (range.kind === 'noEnd' ? null : firstStarts(Number.MAX_SAFE_INTEGER)),
  };
}

/** At most so many milliseconds lie between two occurrences, if none is left out. */
function turnOf(pattern: Pattern): number {
  switch (pattern.kind) {
    case 'daily':
      return pattern.interval * DAY;
    case 'weekly':
      return pattern.interval * 7 * DAY;
    case 'absoluteMonthly':
    case 'relativeMonthly':
      return pattern.interval * 37 * DAY;
    case 'absoluteYearly':
    case 'relativeYearly':
      return 373 * DAY;
  }
}

/** Null when there are too many to count. */
function starts(master: EventPart, from: number, to: number): readonly number[] | null {
  const walls = master.rule?.between(Math.max(from - SLACK, wallAsUtc(master.start.wall)), to + SLACK);
  if (walls === undefined || walls === null) return null;
  const instants = walls.map((wall) => master.toInstant({ ...master.start, wall }));
  return [...new Set(instants)].filter((at) => at >= from && at <= to).sort((a, b) => a - b);
}

/** What the RRULE of a master says, or null when Exchange can't say it. */
function recurrenceOf(calendar: ICAL.Component, event: ICAL.Component, master: EventPart): Recurrence | null {
  const rule = event.getFirstPropertyValue('rrule');
  if (!(rule instanceof ICAL.Recur)) return null;
  const { wall } = master.start;
  const start = wall.slice(0, 10);
  const pattern = patternOf(rule.toString(), wall);
  if (pattern === null || !beginsOn(pattern, start)) return null;
  return { pattern, start, range: rangeOf(calendar, rule, master) };
}

function rangeOf(calendar: ICAL.Component, rule: ICAL.Recur, master: EventPart): Range {
  if (rule.count !== null) return { kind: 'numbered', count: rule.count };
  if (rule.until === null) return { kind: 'noEnd' };
  const written = rule.until.toString();
  const clock = master.start.wall.slice(11);
  const wall = written.endsWith('Z')
    ? zoneOfTzid(calendar, master.start.zone).toWall(Date.parse(written))
    : written.length === 10
      ? `${written}T${clock}`
      : written;
  const day = Date.parse(wall.slice(0, 10));
  // An end before the time of day leaves that day out.
  const last = wall.slice(11) < clock ? day - 86_400_000 : day;
  return { kind: 'endDate', last: new Date(last).toISOString().slice(0, 10) };
}
