import { childrenOf } from '../../../xml/tree.ts';
import type { XmlElement } from '../../../xml/tree.ts';
import { ItemProblem } from '../../item-problem.ts';
import { typeChild, typeName, typeText } from '../../xml.ts';
import type { YearRules, ZoneRules, ZoneTransition } from './rules.ts';

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** A transition before one knows from which offset it leads. */
type Read = Omit<ZoneTransition, 'before'>;

/**
 * The rules that a client spells out in a t:TimeZoneDefinition (Periods, TransitionsGroups, Transitions), or null when
 * it only names a zone. Contradictions: ItemProblem ErrorTimeZone.
 */
export function rulesIn(definition: XmlElement): ZoneRules | null {
  const periods = typeChild(definition, 'Periods');
  if (periods === undefined) return null;
  const offsets = new Map(
    childrenOf(periods, typeName('Period')).map((period) => [
      period.attributes['Id'] ?? '',
      0 - minutesOf(period.attributes['Bias'] ?? ''),
    ]),
  );
  const groups = new Map(
    (typeChild(definition, 'TransitionsGroups')?.children ?? []).map((group) => [
      group.attributes['Id'] ?? '',
      group.children.map((transition) => readTransition(transition, offsets)),
    ]),
  );
  const years = (typeChild(definition, 'Transitions')?.children ?? []).map((transition) =>
    yearRules(transition, groups, offsets),
  );
  const [offset = 0] = offsets.values();
  const [first = { year: 1970, standard: offset, transitions: [] }, ...others] = years;
  const id = definition.attributes['Id'] ?? '';
  return {
    id: id === '' ? 'Customized Time Zone' : id,
    name: definition.attributes['Name'] ?? id,
    years: [first, ...others],
  };
}

function yearRules(
  transition: XmlElement,
  groups: ReadonlyMap<string, readonly Read[]>,
  offsets: ReadonlyMap<string, number>,
): YearRules {
  const year = Number((typeText(transition, 'DateTime') ?? '1970').slice(0, 4));
  const to = typeText(transition, 'To') ?? '';
  const read = groups.get(to);
  if (read === undefined) {
    const offset = offsets.get(to);
    if (offset === undefined) throw unknown(`There is no period or group ${to}`);
    return { year, standard: offset, transitions: [] };
  }
  const standard = Math.min(...read.map((one) => one.after));
  const dated = read.filter((one) => one.month > 0).sort((a, b) => a.month - b.month);
  const transitions = dated.map((one, index) => ({
    ...one,
    before: (dated[index - 1] ?? dated.at(-1) ?? one).after,
  }));
  return { year, standard, transitions: transitions.filter((one) => one.before !== one.after) };
}

function readTransition(transition: XmlElement, offsets: ReadonlyMap<string, number>): Read {
  const to = typeText(transition, 'To') ?? '';
  const after = offsets.get(to);
  if (after === undefined) throw unknown(`There is no period ${to}`);
  const time = minutesOf(typeText(transition, 'TimeOffset') ?? 'PT0S');
  const month = Number(typeText(transition, 'Month') ?? 0);
  const day = typeText(transition, 'Day');
  const weekday = WEEKDAYS.indexOf(typeText(transition, 'DayOfWeek') ?? 'Sunday');
  if (weekday < 0) throw unknown('A change of the clock falls on a day of the week');
  const occurrence = Number(typeText(transition, 'Occurrence') ?? 1);
  const on =
    day === undefined ? { weekday, occurrence: occurrence > 4 ? -1 : occurrence } : { day: Number(day) };
  return { month, on, time, after };
}

/** Minutes of an xs:duration of days, hours, minutes and seconds. */
function minutesOf(duration: string): number {
  const match = /^(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?)?$/.exec(duration.trim());
  if (match === null) throw unknown(`${duration} is not a duration`);
  const [, sign, days = 0, hours = 0, minutes = 0, seconds = 0] = match;
  const sum = (Number(days) * 24 + Number(hours)) * 60 + Number(minutes) + Math.round(Number(seconds) / 60);
  return sign === '-' ? 0 - sum : sum;
}

/** The rules of GetUserAvailability's t:TimeZone (Bias, StandardTime, DaylightTime in minutes). */
export function rulesOfSerializable(zone: XmlElement): ZoneRules {
  const bias = Number(typeText(zone, 'Bias') ?? 0);
  const standard = serializableTime(zone, 'StandardTime', bias);
  const daylight = serializableTime(zone, 'DaylightTime', bias);
  const both = standard !== null && daylight !== null && standard.after !== daylight.after;
  const transitions = both
    ? [
        { ...daylight, before: standard.after },
        { ...standard, before: daylight.after },
      ].sort((a, b) => a.month - b.month)
    : [];
  const offset = standard?.after ?? -bias;
  return { id: 'Customized Time Zone', name: '', years: [{ year: 1970, standard: offset, transitions }] };
}

function serializableTime(zone: XmlElement, name: string, bias: number): Read | null {
  const change = typeChild(zone, name);
  if (change === undefined) return null;
  const after = 0 - (bias + Number(typeText(change, 'Bias') ?? 0));
  const [hours = 0, minutes = 0] = (typeText(change, 'Time') ?? '').split(':').map(Number);
  const order = Number(typeText(change, 'DayOrder') ?? 1);
  const weekday = Math.max(0, WEEKDAYS.indexOf(typeText(change, 'DayOfWeek') ?? 'Sunday'));
  const month = Number(typeText(change, 'Month') ?? 1);
  const fixed = /[1-9]/.test(typeText(change, 'Year') ?? '');
  const on = fixed ? { day: order } : { weekday, occurrence: order > 4 ? -1 : order };
  // Month 0: the clock doesn't change, and both times are the same.
  return { month: month === 0 ? 1 : month, on, time: hours * 60 + minutes, after };
}

function unknown(message: string): ItemProblem {
  return new ItemProblem('ErrorTimeZone', `The time zone is not valid. ${message}.`);
}
