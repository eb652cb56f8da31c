import { equal, isObject } from '../../json.ts';
import type { Json, JsonObject } from '../../json.ts';
import { localMs } from './local-time.ts';

const DAYS = ['su', 'mo', 'tu', 'we', 'th', 'fr', 'sa'];

/**
 * Rules without the parts that the start says anyway (RFC 5545, 3.3.10: what BYDAY, BYMONTHDAY and BYMONTH lack is taken
 * from DTSTART). Exchange always spells them out, iCalendar programs often don't. For comparing only: a rule that is
 * written keeps the parts with which a person made it.
 */
export function withoutImplied(rules: Json | undefined, start: Json | undefined): Json | undefined {
  const at = typeof start === 'string' ? localMs(start) : null;
  if (!Array.isArray(rules) || at === null) return rules;
  return rules.map((rule: Json) => (isObject(rule) ? plain(rule, new Date(at)) : rule));
}

function plain(rule: JsonObject, start: Date): JsonObject {
  const said: Readonly<Record<string, Json>> = {
    byDay: [{ day: DAYS[start.getUTCDay()] ?? '' }],
    byMonthDay: [start.getUTCDate()],
    byMonth: [String(start.getUTCMonth() + 1)],
  };
  const by = Object.keys(rule).filter((name) => name.startsWith('by'));
  const { frequency } = rule;
  const parts = typeof frequency === 'string' ? (IMPLIED[frequency] ?? []) : [];
  // Together with other parts each of them chooses among more days than the start's.
  const only = by.length > 0 && by.every((name) => parts.includes(name) && equal(rule[name], said[name]));
  const isWhole = frequency !== 'yearly' || by.includes('byMonth');
  return only && isWhole
    ? Object.fromEntries(Object.entries(rule).filter(([name]) => !by.includes(name)))
    : rule;
}

/** Which parts the start stands in for, by frequency. */
const IMPLIED: Readonly<Record<string, readonly string[]>> = {
  weekly: ['byDay'],
  monthly: ['byMonthDay'],
  yearly: ['byMonth', 'byMonthDay'],
};
