import ICAL from 'ical.js';
import { dayIn } from './rules.ts';
import type { YearRules, ZoneRules, ZoneTransition } from './rules.ts';

const DAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

/** The VTIMEZONE (RFC 5545, 3.6.5) of these rules under this TZID. */
export function vtimezoneOf(tzid: string, { years }: Pick<ZoneRules, 'years'>): ICAL.Component {
  const zone = new ICAL.Component('vtimezone');
  zone.addPropertyWithValue('tzid', tzid);
  for (const [index, rules] of years.entries()) {
    const from = index === 0 ? 1970 : rules.year;
    const next = years[index + 1];
    for (const part of observances(rules, from, next === undefined ? null : next.year - 1)) {
      zone.addSubcomponent(part);
    }
  }
  return zone;
}

function observances(rules: YearRules, from: number, to: number | null): readonly ICAL.Component[] {
  if (rules.transitions.length === 0) {
    return [observance('standard', stamp(from, 1, 1, 0), rules.standard, rules.standard)];
  }
  return rules.transitions.map((transition) => {
    const { month, time, before, after } = transition;
    const name = after > rules.standard ? 'daylight' : 'standard';
    const part = observance(name, stamp(from, month, dayIn(from, transition), time), before, after);
    if (to !== from) part.addPropertyWithValue('rrule', ICAL.Recur.fromString(yearly(transition, to)));
    return part;
  });
}

function observance(name: string, start: string, before: number, after: number): ICAL.Component {
  const part = new ICAL.Component(name);
  part.addPropertyWithValue('dtstart', ICAL.Time.fromDateTimeString(start));
  part.addPropertyWithValue('tzoffsetfrom', ICAL.UtcOffset.fromSeconds(before * 60));
  part.addPropertyWithValue('tzoffsetto', ICAL.UtcOffset.fromSeconds(after * 60));
  return part;
}

function yearly(transition: ZoneTransition, to: number | null): string {
  const { month, on, time, before } = transition;
  const day =
    'day' in on
      ? `BYMONTHDAY=${String(on.day)}`
      : `BYDAY=${String(on.occurrence)}${DAYS[on.weekday] ?? 'SU'}`;
  if (to === null) return `FREQ=YEARLY;BYMONTH=${String(month)};${day}`;
  // UNTIL is the last change itself, in UTC (RFC 5545, 3.6.5).
  const last = Date.UTC(to, month - 1, dayIn(to, transition), 0, time - before);
  const until = `${new Date(last).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
  return `FREQ=YEARLY;UNTIL=${until};BYMONTH=${String(month)};${day}`;
}

function stamp(year: number, month: number, day: number, time: number): string {
  return new Date(Date.UTC(year, month - 1, day, 0, time)).toISOString().slice(0, 19);
}

/**
 * The rules that a VTIMEZONE has for today: its observances that never end, or the last one that began. Windows has no
 * better use for it, for it keeps one pair of rules of a zone that it doesn't know. Null without observances.
 */
export function currentRules(zone: ICAL.Component): YearRules | null {
  const parts = [...zone.getAllSubcomponents('standard'), ...zone.getAllSubcomponents('daylight')];
  const yearlies = parts.flatMap((part) => transitionIn(part) ?? []);
  if (yearlies.length > 1) {
    const transitions = yearlies.sort((a, b) => a.month - b.month);
    return { year: 1970, standard: Math.min(...transitions.map((one) => one.after)), transitions };
  }
  const last = parts.sort((a, b) => textOf(a, 'dtstart').localeCompare(textOf(b, 'dtstart'))).at(-1);
  return last === undefined ? null : { year: 1970, standard: offset(last, 'tzoffsetto'), transitions: [] };
}

function transitionIn(part: ICAL.Component): ZoneTransition | null {
  const rule = part.getFirstPropertyValue('rrule');
  const start = part.getFirstPropertyValue('dtstart');
  if (!(rule instanceof ICAL.Recur) || !(start instanceof ICAL.Time) || rule.until !== null) return null;
  const [byDay] = rule.getComponent('BYDAY') as readonly string[];
  const match = /^([+-]?\d)?(SU|MO|TU|WE|TH|FR|SA)$/.exec(byDay ?? '');
  const on =
    match === null
      ? { day: start.day }
      : { weekday: DAYS.indexOf(match[2] ?? 'SU'), occurrence: Number(match[1] ?? 1) };
  const month = Number((rule.getComponent('BYMONTH') as readonly unknown[])[0] ?? start.month);
  const time = start.hour * 60 + start.minute;
  return { month, on, time, before: offset(part, 'tzoffsetfrom'), after: offset(part, 'tzoffsetto') };
}

function offset(part: ICAL.Component, name: string): number {
  const value = part.getFirstPropertyValue(name);
  return value instanceof ICAL.UtcOffset ? Math.round(value.toSeconds() / 60) : 0;
}

function textOf(part: ICAL.Component, name: string): string {
  return String(part.getFirstPropertyValue(name) ?? '');
}
