import { canonicalText, isObject } from '../../json.ts';
import type { Json, JsonObject } from '../../json.ts';

const FREQUENCIES = ['yearly', 'monthly', 'weekly', 'daily', 'hourly', 'minutely', 'secondly'];
const DAYS = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'];
const NUMBER_LISTS = [
  'byMonthDay',
  'byYearDay',
  'byWeekNo',
  'byHour',
  'byMinute',
  'bySecond',
  'bySetPosition',
];

/** Recurrence rules in normal form: defaults left out, lists sorted, rules in a fixed order; undefined when none is left. */
export function normaliseRules(value: Json): Json | undefined {
  if (!Array.isArray(value)) return undefined;
  const rules = value
    .filter((rule: Json): rule is JsonObject => isObject(rule))
    .map(normaliseRule)
    .filter((rule): rule is JsonObject => rule !== undefined)
    .map((rule) => [canonicalText(rule), rule] as const);
  const distinct = [...new Map(rules).entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, rule]) => rule);
  return distinct.length === 0 ? undefined : distinct;
}

function normaliseRule(rule: JsonObject): JsonObject | undefined {
  const frequency = rule['frequency'];
  if (typeof frequency !== 'string' || !FREQUENCIES.includes(frequency)) return undefined;
  const normal: Record<string, Json> = { frequency };
  const interval = positive(rule['interval']) ?? 1;
  if (interval > 1) normal['interval'] = interval;
  const first = rule['firstDayOfWeek'];
  if (typeof first === 'string' && first !== 'mo' && DAYS.includes(first)) normal['firstDayOfWeek'] = first;
  const byDay = normaliseByDay(rule['byDay']);
  if (byDay !== undefined) normal['byDay'] = byDay;
  const byMonth = normaliseByMonth(rule['byMonth']);
  if (byMonth !== undefined) normal['byMonth'] = byMonth;
  for (const name of NUMBER_LISTS) {
    const numbers = rule[name];
    if (!Array.isArray(numbers)) continue;
    const kept = [...new Set(numbers.filter((entry: Json): entry is number => typeof entry === 'number'))];
    if (kept.length > 0) normal[name] = kept.sort((a, b) => a - b);
  }
  const count = positive(rule['count']);
  const { until } = rule;
  if (count !== undefined) normal['count'] = count;
  else if (typeof until === 'string') normal['until'] = until.slice(0, 19);
  return normal;
}

/** A number of at least 1 without its fraction, else undefined. */
export function positive(value: Json | undefined): number | undefined {
  return typeof value === 'number' && value >= 1 ? Math.trunc(value) : undefined;
}

/** Months by number; `L` marks a leap month in calendars that have them. */
function normaliseByMonth(value: Json | undefined): Json | undefined {
  if (!Array.isArray(value)) return undefined;
  const months = value
    .filter((month: Json): month is string | number => typeof month === 'string' || typeof month === 'number')
    .map(String)
    .filter((month) => /^\d{1,2}L?$/.test(month));
  const order = (month: string): number => Number.parseInt(month) + (month.endsWith('L') ? 0.5 : 0);
  const distinct = [...new Set(months)].sort((a, b) => order(a) - order(b) || (a < b ? -1 : 1));
  return distinct.length === 0 ? undefined : distinct;
}

function normaliseByDay(value: Json | undefined): Json | undefined {
  if (!Array.isArray(value)) return undefined;
  const days = value
    .filter((entry: Json): entry is JsonObject => isObject(entry))
    .filter((entry) => typeof entry['day'] === 'string' && DAYS.includes(entry['day']))
    .map((entry) => {
      const nth = entry['nthOfPeriod'];
      return typeof nth === 'number' && nth !== 0
        ? { day: entry['day'] as string, nthOfPeriod: nth }
        : { day: entry['day'] as string };
    });
  const order = (entry: { day: string; nthOfPeriod?: number }): number =>
    (entry.nthOfPeriod ?? 0) * 10 + DAYS.indexOf(entry.day);
  const distinct = [...new Map(days.map((entry) => [canonicalText(entry), entry])).values()];
  return distinct.length === 0 ? undefined : distinct.sort((a, b) => order(a) - order(b));
}
