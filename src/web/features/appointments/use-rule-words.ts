import { useCallback } from 'react';
import type { RecurrenceRule } from '../../../contract/index.ts';
import type { Catalogue } from '../../language/catalogue.ts';
import type { Formats } from '../../language/formats.ts';
import { useFormats, useWords } from '../../language/spoken.ts';

/** Says rules in the user's language. */
export function useRuleWords(): (rule: RecurrenceRule) => string {
  const { appointments } = useWords();
  const formats = useFormats();
  return useCallback(
    (rule: RecurrenceRule) => ruleInWords(rule, appointments.rule, formats),
    [appointments, formats],
  );
}

/** A rule as a sentence: 'Every 2 weeks on Monday and Thursday, until Wed, 3 Mar 2027'. */
export function ruleInWords(
  rule: RecurrenceRule,
  words: Catalogue['appointments']['rule'],
  formats: Pick<Formats, 'list' | 'weekday' | 'month' | 'shortDay'>,
): string {
  const days = [
    ...(rule.byDay ?? []).map(({ day, nthOfPeriod }) =>
      nthOfPeriod === undefined ? formats.weekday(day) : words.nth(nthOfPeriod, formats.weekday(day)),
    ),
    ...(rule.byMonthDay ?? []).map(words.monthDay),
  ];
  const months = (rule.byMonth ?? []).map((month) => formats.month(Number.parseInt(month, 10)));
  const further = [
    rule.byYearDay,
    rule.byWeekNo,
    rule.byHour,
    rule.byMinute,
    rule.bySecond,
    rule.bySetPosition,
  ];
  const sentence = [
    words.every[rule.frequency](rule.interval ?? 1),
    ...(days.length > 0 ? [words.on(formats.list(days))] : []),
    ...(months.length > 0 ? [words.inMonths(formats.list(months))] : []),
    ...(further.some((part) => part !== undefined && part.length > 0) ? [words.further] : []),
  ].join(' ');
  if (rule.until !== undefined)
    return `${sentence}, ${words.until(formats.shortDay(rule.until.slice(0, 10)))}`;
  return rule.count === undefined ? sentence : `${sentence}, ${words.count(rule.count)}`;
}
