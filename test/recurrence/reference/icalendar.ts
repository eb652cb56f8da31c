import type { Moment, Rule } from './rule.ts';
import { momentOf } from './jscalendar.ts';
import { instantOf, localOf } from './zone.ts';

/** Just enough of iCalendar (RFC 5545) to read when things recur. */

export interface Line {
  readonly name: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly value: string;
}

export interface Component {
  readonly name: string;
  readonly text: readonly string[];
  readonly lines: readonly Line[];
  readonly parts: readonly Component[];
}

/** A value of DTSTART, RDATE, UNTIL and the like. */
export interface TimeValue {
  readonly local: Moment;
  /** IANA; null floats. */
  readonly zone: string | null;
  readonly dateOnly: boolean;
}

/** The outermost components of a file. */
export function componentsOf(text: string): readonly Component[] {
  const open: Component[] = [{ name: '', text: [], lines: [], parts: [] }];
  for (const raw of text
    .replace(/\r\n?/g, '\n')
    .replace(/\n[ \t]/g, '')
    .split('\n')) {
    const line = lineOf(raw);
    if (line === null) continue;
    if (line.name === 'BEGIN')
      open.push({ name: line.value.trim().toUpperCase(), text: [], lines: [], parts: [] });
    const inner = open.at(-1);
    for (const component of open) (component.text as string[]).push(raw);
    if (line.name !== 'BEGIN' && line.name !== 'END') (inner?.lines as Line[]).push(line);
    const closed = line.name === 'END' && open.length > 1 ? open.pop() : undefined;
    if (closed !== undefined) (open.at(-1)?.parts as Component[]).push(closed);
  }
  return open[0]?.parts ?? [];
}

function lineOf(raw: string): Line | null {
  const match = /^([A-Za-z0-9-]+)((?:;[^:;="]+=(?:"[^"]*"|[^:;"])*)*):(.*)$/.exec(raw);
  if (match === null) return null;
  const [, name = '', parameters = '', value = ''] = match;
  const pairs = [...parameters.matchAll(/;([^:;="]+)=((?:"[^"]*"|[^:;"])*)/g)].map(
    ([, key = '', entry = '']) => [key.toUpperCase(), entry.replaceAll('"', '')] as const,
  );
  return { name: name.toUpperCase(), parameters: new Map(pairs), value };
}

export function linesNamed(component: Component, name: string): readonly Line[] {
  return component.lines.filter((line) => line.name === name);
}

/** The values of a list of times; of a PERIOD its start. `zoneOf` says what a TZID means. Throws on what is none. */
export function timesOf(line: Line, zoneOf: (tzid: string) => string | null): readonly TimeValue[] {
  const values = line.value.split(',').filter((value) => value.trim() !== '');
  return values.map((value) => timeOf(value, line.parameters.get('TZID'), zoneOf));
}

export function timeOf(
  value: string,
  tzid: string | undefined,
  zoneOf: (tzid: string) => string | null,
): TimeValue {
  const match = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z)?)?(?:\/.*)?$/.exec(value.trim());
  if (match === null) throw new Error(`not a time: ${value}`);
  const [, year = '', month = '', day = '', hour, minute = '', second = '', utc] = match;
  const local = momentOf(`${year}-${month}-${day}T${hour ?? '00'}:${minute || '00'}:${second || '00'}`);
  const zone = utc !== undefined ? 'UTC' : tzid === undefined || hour === undefined ? null : zoneOf(tzid);
  return { local, zone, dateOnly: hour === undefined };
}

/** A time as the clocks of another zone show it; floating ones are what they are everywhere. */
export function shownIn(time: TimeValue, zone: string | null): Moment {
  if (time.zone === null || zone === null || time.zone === zone) return time.local;
  return localOf(instantOf(time.local, time.zone), zone);
}

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** A RECUR value. `until`: how its UNTIL is to be read. */
export function recurOf(value: string, until: (text: string) => Moment): Rule {
  const parts = new Map(
    value.split(';').map((part) => part.toUpperCase().trim().split('=') as [string, string]),
  );
  const numbers = (name: string): readonly number[] | undefined => parts.get(name)?.split(',').map(Number);
  const byday = parts
    .get('BYDAY')
    ?.split(',')
    .map((entry) => ({
      weekday: WEEKDAYS.indexOf(entry.trim().slice(-2)),
      nth: Number(entry.trim().slice(0, -2)),
    }));
  const [count, ends] = [parts.get('COUNT'), parts.get('UNTIL')];
  const rule = {
    freq: parts.get('FREQ')?.toLowerCase(),
    interval: Number(parts.get('INTERVAL') ?? 1),
    wkst: Math.max(0, WEEKDAYS.indexOf(parts.get('WKST') ?? 'MO')),
    byday,
    bymonth: numbers('BYMONTH'), byweekno: numbers('BYWEEKNO'), byyearday: numbers('BYYEARDAY'),
    bymonthday: numbers('BYMONTHDAY'), byhour: numbers('BYHOUR'), byminute: numbers('BYMINUTE'),
    bysecond: numbers('BYSECOND'), bysetpos: numbers('BYSETPOS'),
    count: count === undefined ? undefined : Number(count),
    until: ends === undefined || count !== undefined ? undefined : until(ends),
  }; // prettier-ignore
  return Object.fromEntries(Object.entries(rule).filter(([, part]) => part !== undefined)) as unknown as Rule;
}
