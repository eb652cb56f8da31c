import type { Participant, RecurrenceRule } from '../../../contract/index.ts';
import { useFormats, useWords } from '../../language/spoken.ts';
import { nameOf } from './attendees.ts';
import type { Conflict } from './use-editing.ts';
import { useRuleWords } from './use-rule-words.ts';

/** Says what another person made of the properties that both changed: label and value. */
export function useDifferenceWords(): (conflict: Conflict) => readonly (readonly [string, string])[] {
  const { appointments, common } = useWords();
  const formats = useFormats();
  const ruleWords = useRuleWords();
  const { form } = appointments;
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  const says: Readonly<Record<string, (value: unknown) => readonly [string, string]>> = {
    title: (value) => [form.title, text(value)],
    start: (value) => [
      form.starts,
      `${formats.shortDay(text(value).slice(0, 10))} ${text(value).slice(11, 16)}`,
    ],
    duration: (value) => [form.ends, text(value)],
    timeZone: (value) => [form.timeZone, value === null ? form.floating : text(value)],
    showWithoutTime: (value) => [appointments.allDay, value === true ? '✓' : common.none],
    description: (value) => [form.description, text(value)],
    locations: (value) => [
      form.place,
      Object.values((value ?? {}) as Record<string, { name: string }>)
        .map(({ name }) => name)
        .join(', '),
    ],
    participants: (value) => [
      appointments.participants,
      Object.entries((value ?? {}) as Record<string, Participant>)
        .map(([address, participant]) => nameOf({ address, participant }))
        .join(', '),
    ],
    recurrenceRules: (value) => [
      form.repeat,
      value === null
        ? form.frequencies.never
        : (value as RecurrenceRule[]).map((rule) => ruleWords(rule)).join('; '),
    ],
  };
  return ({ theirs }) =>
    Object.entries(theirs).flatMap(([name, value]) => {
      const say = says[name];
      return say === undefined ? [] : [say(value)];
    });
}
