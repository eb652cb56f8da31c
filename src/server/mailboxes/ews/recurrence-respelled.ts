// https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/recurrence-recurrencetype
import type { Event, RecurrenceRule } from '../../../sync/kinds/event/event.ts';
import { localFromMs, localMs } from '../../../sync/kinds/event/local-time.ts';
import { LAST, ruleStarts } from '../../../sync/kinds/event/recurrence.ts';
import type { Element } from './element.ts';
import { element } from './element.ts';
import { lastDate, MOST_OCCURRENCES, writeRecurrence } from './recurrence-from-item.ts';

const DAY = 86_400_000;
/** What is said for a moment of a series without end: in so many years it ends. */
const YEARS = 30;

/**
 * The rule of a series in other words: the same days, another range. A server that is told the very rule that it has
 * changes nothing; told so, it forgets the exceptions. The range is the same to the day where Exchange has two ways to
 * say it; of a series without end, and of one of more than 999 occurrences, it is as good as the same. Null: no series.
 * Throws Unsupported.
 */
export function respelledRecurrence(event: Event): Element | null {
  const [pattern] = writeRecurrence(event)?.children ?? [];
  const [rule] = event.recurrenceRules ?? [];
  if (pattern === undefined || rule === undefined) return null;
  return element('Recurrence', [pattern, otherRange(event, rule)]);
}

function otherRange(event: Event, rule: RecurrenceRule): Element {
  const start = localMs(event.start) ?? 0;
  const from = element('StartDate', event.start.slice(0, 10));
  const endingOn = (day: string): Element =>
    element('EndDateRecurrence', [from, element('EndDate', day.slice(0, 10))]);
  if (rule.count !== undefined) {
    const starts = ruleStarts(event, start, LAST, rule.count);
    return endingOn(starts.at(-1) ?? event.start);
  }
  if (rule.until === undefined) return endingOn(localFromMs(start + YEARS * 365 * DAY));
  const starts = ruleStarts(event, start, LAST, MOST_OCCURRENCES + 1);
  if (starts.length > MOST_OCCURRENCES)
    return endingOn(localFromMs((localMs(`${lastDate(rule.until, event.start)}T00:00:00`) ?? 0) + DAY));
  return element('NumberedRecurrence', [from, element('NumberOfOccurrences', String(starts.length))]);
}
