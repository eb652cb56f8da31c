import type { Participant, RecurrenceRule } from '../../../contract/index.ts';
import { useFormats, useWords } from '../../language/spoken.ts';
import { nameOf } from './attendees.ts';
import { lengthOf } from './times.ts';
import { useRuleWords } from './use-rule-words.ts';

/** Names and values of an appointment's properties, of one of its dates, or of a participant, in words. */
export interface FieldWords {
  /** A property without a name of its own keeps the one that RFC 8984 gives it. */
  readonly label: (field: string) => string;
  /** Null and undefined: there is none. */
  readonly text: (field: string, value: unknown) => string;
}

/** Says what an appointment's properties are called and what they hold. */
export function useFieldWords(): FieldWords {
  const { appointments, common } = useWords();
  const labels: Readonly<Record<string, string>> = appointments.fields;
  const says = useSayings();
  return {
    label: (field) => labels[field] ?? field,
    text(field, value) {
      if (value === null || value === undefined || value === '')
        return NOTHING[field]?.(appointments) ?? common.none;
      return says[field]?.(value) ?? plain(value);
    },
  };
}

type Words = ReturnType<typeof useWords>['appointments'];

/** Properties whose absence says something. */
const NOTHING: Readonly<Record<string, (words: Words) => string>> = {
  timeZone: ({ form }) => form.floating,
  recurrenceRules: ({ form }) => form.frequencies.never,
  status: ({ confirmed }) => confirmed,
  participationStatus: ({ status }) => status['needs-action'],
};

function useSayings(): Readonly<Record<string, (value: unknown) => string>> {
  const { appointments, common } = useWords();
  const formats = useFormats();
  const ruleWords = useRuleWords();
  const { status } = appointments;
  const invited = ({ name, participationStatus = 'needs-action' }: Participant) =>
    [name, status[participationStatus]].filter((part) => part !== undefined).join(', ');
  return {
    start: (value) => `${formats.shortDay(plain(value).slice(0, 10))} ${plain(value).slice(11, 16)}`,
    duration: (value) => formats.length(lengthOf(plain(value))),
    showWithoutTime: (value) => (value === true ? '✓' : common.none),
    status: (value) => (value === 'tentative' || value === 'cancelled' ? appointments[value] : plain(value)),
    locations: (value) => formats.list(entries(value).map((place) => place['name'] ?? '')),
    virtualLocations: (value) => formats.list(entries(value).map((place) => place['uri'] ?? '')),
    participants: (value) =>
      'roles' in (value as object) ? invited(value as Participant) : formats.list(people(value)),
    participationStatus: (value) => (isStatus(value, status) ? status[value] : plain(value)),
    roles: (value) => formats.list(Object.keys(value as object)),
    recurrenceRules: (value) => (value as RecurrenceRule[]).map((rule) => ruleWords(rule)).join('; '),
    recurrenceOverrides: (value) =>
      (value as { excluded?: boolean }).excluded === true ? appointments.cancelled : appointments.exception,
  };
}

function people(value: unknown): readonly string[] {
  return Object.entries(value as Record<string, Participant>).map(([address, participant]) =>
    nameOf({ address, participant }),
  );
}

function isStatus(value: unknown, words: Words['status']): value is keyof Words['status'] {
  return typeof value === 'string' && value in words;
}

function entries(value: unknown): readonly Readonly<Record<string, string>>[] {
  return Object.values(value as Record<string, Record<string, string>>);
}

function plain(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
}
