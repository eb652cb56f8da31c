import type { RecurrenceRule } from '../../../contract/index.ts';

export const FREQUENCIES = ['daily', 'weekly', 'monthly', 'yearly'] as const;
export type Frequency = (typeof FREQUENCIES)[number];
export const ENDINGS = ['never', 'until', 'count'] as const;
export type Ending = (typeof ENDINGS)[number];

/** A simple repetition being typed. */
export interface RuleDraft {
  readonly frequency: Frequency | 'never';
  readonly interval: string;
  /** Days of a weekly rule ('mo'); none: the day of the start. */
  readonly days: readonly string[];
  readonly ending: Ending;
  /** Date. */
  readonly until: string;
  readonly count: string;
}

/** Does not repeat. */
export const NO_RULE: RuleDraft = {
  frequency: 'never',
  interval: '1',
  days: [],
  ending: 'never',
  until: '',
  count: '10',
};

const SIMPLE = new Set(['frequency', 'interval', 'firstDayOfWeek', 'byDay', 'count', 'until']);

/** The rules as the editor has them, or `kept` when it can't express them. */
export function ruleDraftOf(rules: readonly RecurrenceRule[]): RuleDraft | 'kept' {
  const [rule, ...others] = rules;
  if (rule === undefined) return NO_RULE;
  const frequency = FREQUENCIES.find((each) => each === rule.frequency);
  if (others.length > 0 || frequency === undefined || !isSimple(rule)) return 'kept';
  return {
    frequency,
    interval: String(rule.interval ?? 1),
    days: (rule.byDay ?? []).map(({ day }) => day),
    ending: rule.until !== undefined ? 'until' : rule.count !== undefined ? 'count' : 'never',
    until: rule.until?.slice(0, 10) ?? '',
    count: String(rule.count ?? 10),
  };
}

function isSimple(rule: RecurrenceRule): boolean {
  const days = rule.byDay ?? [];
  return (
    Object.keys(rule).every((name) => SIMPLE.has(name)) &&
    (rule.firstDayOfWeek === undefined || rule.firstDayOfWeek === 'mo') &&
    (days.length === 0 || rule.frequency === 'weekly') &&
    days.every(({ nthOfPeriod }) => nthOfPeriod === undefined)
  );
}

/** The draft as the contract's rules; null when it doesn't repeat. */
export function ruleOf(draft: RuleDraft, allDay: boolean): readonly RecurrenceRule[] | null {
  if (draft.frequency === 'never') return null;
  const interval = Number(draft.interval);
  const weekly = draft.frequency === 'weekly' && draft.days.length > 0;
  return [
    {
      frequency: draft.frequency,
      ...(interval > 1 ? { interval } : {}),
      ...(weekly ? { byDay: draft.days.map((day) => ({ day: day as 'mo' })) } : {}),
      ...(draft.ending === 'count' ? { count: Number(draft.count) } : {}),
      // Inclusive: whatever time it is at, the meeting of that day is the last one.
      ...(draft.ending === 'until' ? { until: `${draft.until}T${allDay ? '00:00:00' : '23:59:59'}` } : {}),
    },
  ];
}

/** What is wrong with a rule; null when it can be saved. */
export function ruleMistake(
  draft: RuleDraft | 'kept',
  startDate: string,
): 'countWrong' | 'untilWrong' | 'intervalWrong' | null {
  if (draft === 'kept' || draft.frequency === 'never') return null;
  if (!isCount(draft.interval)) return 'intervalWrong';
  if (draft.ending === 'count' && !isCount(draft.count)) return 'countWrong';
  if (draft.ending === 'until' && (draft.until === '' || draft.until < startDate)) return 'untilWrong';
  return null;
}

function isCount(text: string): boolean {
  return /^[1-9]\d{0,2}$/.test(text.trim());
}
