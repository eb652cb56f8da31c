// https://www.rfc-editor.org/rfc/rfc5545#section-3.6.5 (VTIMEZONE)
import { Temporal } from 'temporal-polyfill';
import { makeLine } from '../icalendar/content-line.ts';
import { makeComponent } from '../icalendar/component.ts';
import type { Component } from '../icalendar/component.ts';

/** A change of offset: the local time before it, and the offsets in seconds. */
interface Onset {
  readonly local: Temporal.PlainDateTime;
  readonly from: number;
  readonly to: number;
}

/** A rule is trusted when it held for as many years; a zone's history after the event's start is written until then. */
const YEARS_AHEAD = 12;
const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const made = new Map<string, Component>();

/** The definition of an IANA zone from the given local time on, with yearly rules where the zone keeps to one. */
export function makeZone(zone: string, since: string): Component {
  const key = `${zone} ${since.slice(0, 4)}`;
  const hit = made.get(key) ?? build(zone, Number(since.slice(0, 4)));
  if (made.size > 300) made.clear();
  made.set(key, hit);
  return hit;
}

function build(zone: string, year: number): Component {
  const first = Temporal.ZonedDateTime.from({ timeZone: zone, year: year - 1, month: 1, day: 1 });
  const onsets = onsetsOf(first, Math.max(year, 2026) + YEARS_AHEAD);
  const component = makeComponent('VTIMEZONE', [makeLine('TZID', zone)]);
  const groups = groupByRule(onsets);
  const initial = { local: first.toPlainDateTime(), from: seconds(first), to: seconds(first) };
  const standard = Math.min(...[initial, ...onsets].map((onset) => onset.to));
  if (groups.length === 0) component.entries.push(observance([initial], false, false));
  const last = Math.max(...onsets.map((onset) => onset.local.year));
  for (const group of groups) {
    const open = (group.at(-1)?.local.year ?? 0) >= last - 1 && group.length > 2;
    component.entries.push(observance(group, open, (group[0]?.to ?? 0) > standard));
  }
  return component;
}

function seconds(time: Temporal.ZonedDateTime): number {
  return time.offsetNanoseconds / 1e9;
}

function onsetsOf(first: Temporal.ZonedDateTime, until: number): readonly Onset[] {
  const onsets: Onset[] = [];
  let before = first;
  for (;;) {
    const next = before.getTimeZoneTransition('next');
    if (next === null || next.year > until) return onsets;
    const [from, to] = [seconds(before), seconds(next)];
    // A zone may change its name or law without its offset.
    if (from !== to) onsets.push({ local: next.toPlainDateTime().add({ seconds: from - to }), from, to });
    before = next;
  }
}

/** Consecutive years with the same offsets, month, week and weekday make one observance. */
function groupByRule(onsets: readonly Onset[]): readonly (readonly Onset[])[] {
  const groups: Onset[][] = [];
  for (const onset of onsets) {
    const group = groups.find((entries) => {
      const end = entries.at(-1);
      return (
        end !== undefined &&
        end.local.year === onset.local.year - 1 &&
        ordinals([...entries, onset]).length > 0
      );
    });
    if (group === undefined) groups.push([onset]);
    else group.push(onset);
  }
  return groups;
}

/** The ordinals ('1' to '4', '-1') of the weekday in its month that fit all; none if they follow no common rule. */
function ordinals(onsets: readonly Onset[]): readonly string[] {
  const shape = ({ local, from, to }: Onset): string =>
    [local.month, local.dayOfWeek, local.toPlainTime().toString(), from, to].join(' ');
  const [first] = onsets;
  if (first === undefined || onsets.some((onset) => shape(onset) !== shape(first))) return [];
  return ['-1', '1', '2', '3', '4'].filter((ordinal) =>
    onsets.every(({ local }) =>
      ordinal === '-1' ? local.day + 7 > local.daysInMonth : Math.ceil(local.day / 7) === Number(ordinal),
    ),
  );
}

function observance(onsets: readonly Onset[], open: boolean, daylight: boolean): Component {
  const [first, last] = [onsets[0], onsets.at(-1)];
  if (first === undefined || last === undefined) throw new RangeError('An observance needs an onset');
  const component = makeComponent(daylight ? 'DAYLIGHT' : 'STANDARD', [
    makeLine('DTSTART', basic(first.local)),
    makeLine('TZOFFSETFROM', offset(first.from)),
    makeLine('TZOFFSETTO', offset(first.to)),
  ]);
  const day = `${ordinals(onsets)[0] ?? ''}${DAYS[first.local.dayOfWeek - 1] ?? ''}`;
  if (onsets.length > 1) {
    const until = `;UNTIL=${basic(last.local.subtract({ seconds: last.from }))}Z`;
    const rule = `FREQ=YEARLY;BYMONTH=${String(first.local.month)};BYDAY=${day}${open ? '' : until}`;
    component.entries.splice(1, 0, makeLine('RRULE', rule));
  }
  return component;
}

function basic(time: Temporal.PlainDateTime): string {
  return time.toString({ smallestUnit: 'second' }).replace(/[-:]/g, '');
}

function offset(total: number): string {
  const rest = Math.abs(total);
  const parts = [Math.floor(rest / 3600), Math.floor((rest % 3600) / 60), rest % 60];
  const digits = parts.map((part) => String(part).padStart(2, '0'));
  return `${total < 0 ? '-' : '+'}${digits.slice(0, parts[2] === 0 ? 2 : 3).join('')}`;
}
