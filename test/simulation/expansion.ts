import type { Json, JsonObject } from '../../src/sync/json.ts';
import { isObject, textOf } from './loose-json.ts';
import { remembered } from './remembered.ts';

const DAY = 86_400_000;
const WEEKDAYS = ['su', 'mo', 'tu', 'we', 'th', 'fr', 'sa'];
/** No series of a story goes on for longer. */
const MOST_DAYS = 120;

/**
 * The days on which a series takes place by its rule, counted from its first one; [0] where there is no rule. It knows the
 * rules that stories have (daily and weekly ones), and is so simple on purpose: it is the judge's own.
 */
export const daysOf = remembered((item: JsonObject): readonly number[] => {
  const rules = item['recurrenceRules'];
  const rule = Array.isArray(rules) ? (rules as readonly Json[])[0] : undefined;
  if (!isObject(rule)) return [0];
  const start = textOf(item['start']);
  const first = Date.parse(`${start.slice(0, 10)}T00:00:00Z`);
  const step = Number(rule['interval'] ?? 1);
  const count = Number(rule['count'] ?? Infinity);
  const until = textOf(rule['until']);
  const weekly = rule['frequency'] === 'weekly';
  const wanted = weekly ? weekdaysOf(rule, first) : null;
  // Weeks begin on Monday.
  const monday = (new Date(first).getUTCDay() + 6) % 7;
  const days: number[] = [];
  for (let day = 0; day < MOST_DAYS && days.length < count; day += 1) {
    const at = new Date(first + day * DAY);
    const due = wanted === null ? day % step === 0 : wanted.has(WEEKDAYS[at.getUTCDay()] ?? '');
    if (!due || (wanted !== null && Math.floor((day + monday) / 7) % step !== 0)) continue;
    if (until !== '' && `${at.toISOString().slice(0, 10)}${start.slice(10)}` > until) break;
    days.push(day);
  }
  return days;
});

/** Everything that takes place, exceptions included: `start zone duration`, earliest first. */
export const occurrencesOf = remembered((item: JsonObject): readonly string[] => {
  const start = textOf(item['start']);
  const overrides = isObject(item['recurrenceOverrides']) ? item['recurrenceOverrides'] : {};
  const regular = daysOf(item).map((day) => dayAfter(start, day));
  const ids = new Set([...regular, ...Object.keys(overrides)]);
  return [...ids]
    .map((id) => [id, isObject(overrides[id]) ? overrides[id] : {}] as const)
    .filter(([, patch]) => patch['excluded'] !== true)
    .map(([id, patch]) => {
      const at: JsonObject = { ...item, start: id, ...patch };
      return `${textOf(at['start'])} ${textOf(at['timeZone'])} ${textOf(at['duration'])}`;
    })
    .sort();
});

/**
 * Whether a series has a date beside its rule, or one that was moved to the day of another one or past it: Exchange has
 * neither (ErrorOccurrenceCrossingBoundary).
 */
export const isTangled = remembered((item: JsonObject): boolean => {
  const start = textOf(item['start']);
  const overrides = isObject(item['recurrenceOverrides']) ? item['recurrenceOverrides'] : {};
  const regular = daysOf(item).map((day) => dayAfter(start, day));
  const patchAt = (id: string): JsonObject => (isObject(overrides[id]) ? overrides[id] : {});
  const isOut = (id: string): boolean => patchAt(id)['excluded'] === true;
  const days = regular
    .filter((id) => !isOut(id))
    .map((id) => textOf(patchAt(id)['start'] ?? id).slice(0, 10));
  const isBeside = Object.keys(overrides).some((id) => !regular.includes(id) && !isOut(id));
  return isBeside || days.some((day, index) => index > 0 && day <= (days[index - 1] ?? ''));
});

/** The local date-time so many days later. */
export function dayAfter(local: string, days: number): string {
  const at = Date.parse(`${local.slice(0, 10)}T00:00:00Z`) + days * DAY;
  return `${dateAt(at)}${local.slice(10)}`;
}

/** The date of a midnight in UTC. To spell one takes long, and stories have the same ones again and again. */
function dateAt(midnight: number): string {
  const date = DATES.get(midnight) ?? new Date(midnight).toISOString().slice(0, 10);
  DATES.set(midnight, date);
  return date;
}

const DATES = new Map<number, string>();

/** How many days after the other one a local date-time is. */
export function daysBetween(earlier: string, later: string): number {
  const [from, to] = [earlier, later].map((local) => Date.parse(`${local.slice(0, 10)}T00:00:00Z`));
  return ((to ?? 0) - (from ?? 0)) / DAY;
}

function weekdaysOf(rule: JsonObject, first: number): ReadonlySet<string> {
  const given = Array.isArray(rule['byDay']) ? (rule['byDay'] as readonly Json[]) : [];
  const days = given.map((entry) => (isObject(entry) ? textOf(entry['day']) : ''));
  return new Set(days.length > 0 ? days : [WEEKDAYS[new Date(first).getUTCDay()] ?? '']);
}
