// https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/transitionsgroup
import { durationSeconds } from '../../../sync/kinds/event/local-time.ts';
import type { Element } from './element.ts';
import { childOf, childrenOf, textOf } from './element.ts';

/** A time zone as a server defines it: offsets by local time. */
export interface ZoneRules {
  /** Seconds east of UTC at a local date-time. */
  readonly offsetAt: (local: string) => number;
}

/** Into another period of the year, at a local date-time; or for the whole year (`at` null). */
interface Transition {
  readonly offset: number;
  readonly at: ((year: number) => string) | null;
}

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** The rules of a TimeZoneDefinition; null when it holds none that can be evaluated. */
export function readZoneRules(definition: Element): ZoneRules | null {
  const offsets = new Map<string, number>();
  for (const period of childrenOf(childOf(definition, 'Periods'), 'Period')) {
    // A bias is what is to be added to local time to get UTC.
    const bias = durationSeconds(period.attributes['Bias'] ?? '');
    if (bias !== null) offsets.set(period.attributes['Id'] ?? '', bias === 0 ? 0 : -bias);
  }
  const [only] = offsets.values();
  if (only === undefined) return null;
  const groups = new Map<string, readonly Transition[]>();
  for (const group of childrenOf(childOf(definition, 'TransitionsGroups'), 'TransitionsGroup'))
    groups.set(group.attributes['Id'] ?? '', transitionsOf(group, offsets));
  const eras = erasOf(childOf(definition, 'Transitions'), groups);
  return {
    offsetAt(local) {
      const group = eras.findLast(({ from }) => from <= local)?.group ?? [...groups.values()][0] ?? [];
      return offsetWithin(group, local) ?? only;
    },
  };
}

/** Which group of yearly transitions holds from when on. */
function erasOf(
  transitions: Element | undefined,
  groups: ReadonlyMap<string, readonly Transition[]>,
): readonly { readonly from: string; readonly group: readonly Transition[] }[] {
  return (transitions?.children ?? [])
    .flatMap((transition) => {
      const group = groups.get(textOf(transition, 'To') ?? '');
      const from = textOf(transition, 'DateTime')?.slice(0, 19) ?? '';
      return group === undefined ? [] : [{ from, group }];
    })
    .sort((a, b) => (a.from < b.from ? -1 : 1));
}

function transitionsOf(group: Element, offsets: ReadonlyMap<string, number>): readonly Transition[] {
  return group.children.flatMap((transition) => {
    const offset = offsets.get(textOf(transition, 'To') ?? '');
    if (offset === undefined) return [];
    return [{ offset, at: onset(transition) }];
  });
}

/** When a transition of every year happens: on the nth weekday of a month, or on a date. */
function onset(transition: Element): ((year: number) => string) | null {
  const seconds = durationSeconds(textOf(transition, 'TimeOffset') ?? '');
  const month = Number(textOf(transition, 'Month') ?? NaN);
  if (seconds === null || !(month >= 1 && month <= 12)) return null;
  const local = (ms: number): string => new Date(ms + seconds * 1000).toISOString().slice(0, 19);
  if (transition.name === 'RecurringDateTransition') {
    const day = Number(textOf(transition, 'Day') ?? 1);
    return (year) => local(Date.UTC(year, month - 1, day));
  }
  const weekday = DAYS.indexOf(textOf(transition, 'DayOfWeek') ?? '');
  const nth = Number(textOf(transition, 'Occurrence') ?? NaN);
  if (weekday < 0 || !Number.isInteger(nth)) return null;
  return (year) => local(nthWeekday(year, month - 1, weekday, nth));
}

/** Midnight (UTC milliseconds) of the nth such weekday of a month; 5 and -1 are the last. */
function nthWeekday(year: number, month: number, weekday: number, nth: number): number {
  if (nth < 0 || nth > 4) {
    const last = new Date(Date.UTC(year, month + 1, 0));
    return Date.UTC(year, month, last.getUTCDate() - ((last.getUTCDay() - weekday + 7) % 7));
  }
  const first = new Date(Date.UTC(year, month, 1)).getUTCDay();
  return Date.UTC(year, month, 1 + ((weekday - first + 7) % 7) + (nth - 1) * 7);
}

/** The offset at a local time: that of the last transition before it, which may be the last of the year before. */
function offsetWithin(group: readonly Transition[], local: string): number | null {
  const year = Number(local.slice(0, 4));
  const dated = group
    .flatMap(({ offset, at }) => (at === null ? [] : [{ offset, at: at(year) }]))
    .sort((a, b) => (a.at < b.at ? -1 : 1));
  const current = dated.findLast(({ at }) => at <= local) ?? dated.at(-1);
  return current?.offset ?? group[0]?.offset ?? null;
}

/**
 * The rules of a SerializableTimeZone; null when it holds none.
 * https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/timezone-availability
 */
export function readSerializableRules(zone: Element): ZoneRules | null {
  const minutes = (parent: Element | undefined): number => Number(textOf(parent, 'Bias') || NaN);
  const bias = minutes(zone);
  if (!Number.isInteger(bias)) return null;
  const transitions = ['StandardTime', 'DaylightTime'].flatMap((name): readonly Transition[] => {
    const change = childOf(zone, name);
    const more = minutes(change);
    if (change === undefined || !Number.isInteger(more)) return [];
    const at = serializableOnset(change);
    // A change in no month is none.
    return at === null ? [] : [{ offset: 0 - (bias + more) * 60, at }];
  });
  return { offsetAt: (local) => offsetWithin(transitions, local) ?? 0 - bias * 60 };
}

/** `DayOrder` counts weekdays of a month (5: the last), or days of it when a year is named. */
function serializableOnset(change: Element): ((year: number) => string) | null {
  const month = Number(textOf(change, 'Month') ?? NaN);
  const order = Number(textOf(change, 'DayOrder') ?? NaN);
  const weekday = DAYS.indexOf(textOf(change, 'DayOfWeek') ?? '');
  const time = textOf(change, 'Time') ?? '';
  if (!(month >= 1 && month <= 12) || !Number.isInteger(order) || !/^\d\d:\d\d:\d\d/.test(time)) return null;
  const onDay = (midnight: number): string =>
    `${new Date(midnight).toISOString().slice(0, 10)}T${time.slice(0, 8)}`;
  if (/[1-9]/.test(textOf(change, 'Year') ?? '')) return (year) => onDay(Date.UTC(year, month - 1, order));
  return weekday < 0 ? null : (year) => onDay(nthWeekday(year, month - 1, weekday, order));
}
