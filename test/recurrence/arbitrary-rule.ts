import * as fc from 'fast-check';
import type { SpokenRule } from './reference/jscalendar.ts';
import { localOfMoment, momentOf } from './reference/jscalendar.ts';

type Frequency = SpokenRule['frequency'];

const WEEKDAYS = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'];

/** A few numbers, counted from the end as well, mostly with the edges among them. */
function counted(most: number): fc.Arbitrary<readonly number[]> {
  const near = fc.constantFrom(1, 2, most - 1, most);
  const number = fc
    .tuple(fc.oneof(fc.integer({ min: 1, max: most }), near), fc.boolean())
    .map(([at, back]) => (back ? -at : at));
  return fc.uniqueArray(number, { minLength: 1, maxLength: 5 });
}

function clock(most: number): fc.Arbitrary<readonly number[]> {
  return fc.uniqueArray(fc.integer({ min: 0, max: most }), { minLength: 1, maxLength: 3 });
}

const months = fc.uniqueArray(fc.integer({ min: 1, max: 12 }).map(String), { minLength: 1, maxLength: 3 });
const weekdays = fc
  .uniqueArray(fc.constantFrom(...WEEKDAYS), { minLength: 1, maxLength: 4 })
  .map((days) => days.map((day) => ({ day })));

function nthWeekdays(most: number): fc.Arbitrary<NonNullable<SpokenRule['byDay']>> {
  const nth = fc.integer({ min: -most, max: most });
  const day = fc
    .tuple(fc.constantFrom(...WEEKDAYS), nth)
    .map(([name, at]) => (at === 0 ? { day: name } : { day: name, nthOfPeriod: at }));
  return fc.uniqueArray(day, { minLength: 1, maxLength: 3, selector: (entry) => JSON.stringify(entry) });
}

/** The parts that RFC 5545's table (3.3.10) allows with a frequency. */
function partsOf(frequency: Frequency): Readonly<Record<string, fc.Arbitrary<unknown>>> {
  const small = { byHour: clock(23), byMinute: clock(59), bySecond: clock(59) };
  if (frequency === 'yearly')
    return {
      ...small, byMonth: months, byWeekNo: counted(53), byYearDay: counted(366), byMonthDay: counted(31),
      byDay: fc.oneof(weekdays, nthWeekdays(53)),
    }; // prettier-ignore
  if (frequency === 'monthly')
    return { ...small, byMonth: months, byMonthDay: counted(31), byDay: fc.oneof(weekdays, nthWeekdays(5)) };
  if (frequency === 'weekly') return { ...small, byMonth: months, byDay: weekdays };
  const daily = { ...small, byMonth: months, byMonthDay: counted(31), byDay: weekdays };
  return frequency === 'daily' ? daily : { ...daily, byYearDay: counted(366) };
}

/** "BYDAY with a numeric value MUST NOT be used with BYWEEKNO"; BYSETPOS needs another part. */
function isAllowed(rule: SpokenRule): boolean {
  const counts = rule.byDay?.some(({ nthOfPeriod }) => nthOfPeriod !== undefined) === true;
  return rule.byWeekNo === undefined || !counts;
}

function ruleOfFrequency(frequency: Frequency): fc.Arbitrary<SpokenRule> {
  const parts = partsOf(frequency);
  const names = Object.keys(parts);
  return fc
    .uniqueArray(fc.constantFrom(...names), { maxLength: 4 })
    .chain((chosen) =>
      fc.record(
        {
          frequency: fc.constant(frequency),
          interval: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 5, max: 60 })),
          firstDayOfWeek: fc.constantFrom(...WEEKDAYS),
          ...Object.fromEntries(chosen.map((name) => [name, parts[name] ?? fc.constant(undefined)])),
          ...(chosen.length === 0 ? {} : { bySetPosition: counted(4) }),
          count: fc.integer({ min: 1, max: 60 }),
        },
        { requiredKeys: ['frequency', ...(chosen as never[])] },
      ),
    )
    .map((rule) => rule as unknown as SpokenRule)
    .filter(isAllowed);
}

/** Any rule that RFC 5545 allows, of these frequencies; some end by a count, none by a date. */
export function arbitraryRule(...frequencies: readonly Frequency[]): fc.Arbitrary<SpokenRule> {
  return fc.constantFrom(...frequencies).chain(ruleOfFrequency);
}

/** A start within the years, local. */
export function arbitraryStart(firstYear: number, lastYear: number): fc.Arbitrary<string> {
  const at = (year: number): number => momentOf(`${String(year).padStart(4, '0')}-01-01T00:00:00`);
  return fc.integer({ min: at(firstYear), max: at(lastYear + 1) - 1 }).map(localOfMoment);
}
