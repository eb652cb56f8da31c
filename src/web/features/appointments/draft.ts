import type { Appointment, Participant, RecordType } from '../../../contract/index.ts';
import { addDays, daysBetween, durationBetween, localEnd, zoneOf } from './times.ts';
import { ruleDraftOf, ruleOf } from './rule-draft.ts';
import type { RuleDraft } from './rule-draft.ts';

export interface LinkedRecord {
  readonly recordType: RecordType;
  readonly id: string;
  readonly title: string;
}

/** Somebody who takes part; `address` is the canonical calendar address. */
export interface Attendee {
  readonly address: string;
  readonly participant: Participant;
}

/** An appointment being typed. Dates `YYYY-MM-DD`, times `HH:MM[:SS]`; of an all-day one `endDate` is its last day. */
export interface AppointmentDraft {
  readonly title: string;
  readonly allDay: boolean;
  readonly startDate: string;
  readonly startTime: string;
  readonly endDate: string;
  readonly endTime: string;
  /** '' is floating: wherever one is. */
  readonly timeZone: string;
  readonly place: string;
  readonly description: string;
  readonly attendees: readonly Attendee[];
  readonly links: readonly LinkedRecord[];
  /** `kept`: rules that the editor can't express; they stay as they are. */
  readonly rule: RuleDraft | 'kept';
}

/** The properties of the contract that the form is about; null is "not there". */
export type Properties = Readonly<Record<string, unknown>>;

type Source = Pick<
  Appointment,
  | 'title'
  | 'start'
  | 'timeZone'
  | 'duration'
  | 'showWithoutTime'
  | 'locations'
  | 'description'
  | 'participants'
  | 'recurrenceRules'
> & { readonly links: readonly LinkedRecord[] };

/** An appointment, ready for typing. `reader` is the user's time zone. */
export function draftOf(source: Source, reader: string): AppointmentDraft {
  const allDay = source.showWithoutTime === true;
  const end = localEnd(source.start, source.duration, allDay ? 'UTC' : zoneOf(source, reader));
  return {
    title: source.title ?? '',
    allDay,
    startDate: source.start.slice(0, 10),
    startTime: allDay ? '09:00' : timeText(source.start),
    endDate: allDay ? lastDay(source.start, end) : end.slice(0, 10),
    endTime: allDay ? '10:00' : timeText(end),
    timeZone: allDay ? reader : (source.timeZone ?? ''),
    place: source.locations?.['1']?.name ?? '',
    description: source.description ?? '',
    attendees: Object.entries(source.participants ?? {}).map(([address, participant]) => ({
      address,
      participant,
    })),
    links: source.links.map(({ recordType, id, title }) => ({ recordType, id, title })),
    rule: ruleDraftOf(source.recurrenceRules ?? []),
  };
}

function lastDay(start: string, end: string): string {
  const last = addDays(end.slice(0, 10), -1);
  return last < start.slice(0, 10) ? start.slice(0, 10) : last;
}

function timeText(local: string): string {
  const time = local.slice(11);
  return time.endsWith(':00') ? time.slice(0, 5) : time;
}

/** What is wrong with the times: something missing, the end before the start, or nothing. */
export function timeMistake(draft: AppointmentDraft, reader: string): 'needTime' | 'endBeforeStart' | null {
  const { startDate, startTime, endDate, endTime, allDay } = draft;
  if (startDate === '' || endDate === '' || (!allDay && (startTime === '' || endTime === '')))
    return 'needTime';
  if (allDay) return endDate < startDate ? 'endBeforeStart' : null;
  const { seconds } = durationBetween(startOf(draft), endOf(draft), draft.timeZone || reader);
  return seconds < 0 ? 'endBeforeStart' : null;
}

/** Local date-time at which the draft starts. */
export function startOf(draft: AppointmentDraft): string {
  return draft.allDay ? `${draft.startDate}T00:00:00` : `${draft.startDate}T${seconds(draft.startTime)}`;
}

function endOf(draft: AppointmentDraft): string {
  return `${draft.endDate}T${seconds(draft.endTime)}`;
}

function seconds(time: string): string {
  return time.length === 5 ? `${time}:00` : time;
}

/** The draft as the contract's properties. `source` lends what the form doesn't show (further places, rules). */
export function propertiesOf(draft: AppointmentDraft, source: Partial<Source>, reader: string): Properties {
  const { '1': _, ...otherPlaces } = source.locations ?? {};
  const place = draft.place.trim();
  const locations = place === '' ? otherPlaces : { '1': { name: place }, ...otherPlaces };
  return {
    title: draft.title.trim(),
    start: startOf(draft),
    timeZone: draft.allDay || draft.timeZone === '' ? null : draft.timeZone,
    duration: draft.allDay
      ? `P${daysBetween(draft.startDate, draft.endDate) + 1}D`
      : durationBetween(startOf(draft), endOf(draft), draft.timeZone || reader).iso,
    showWithoutTime: draft.allDay ? true : null,
    locations: orNull(locations),
    description: draft.description,
    participants: orNull(
      Object.fromEntries(draft.attendees.map(({ address, participant }) => [address, participant])),
    ),
    recurrenceRules:
      draft.rule === 'kept' ? (source.recurrenceRules ?? null) : ruleOf(draft.rule, draft.allDay),
  };
}

function orNull(map: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> | null {
  return Object.keys(map).length === 0 ? null : map;
}

/** The properties that differ, with their new values. */
export function differences(before: Properties, after: Properties): Properties {
  return Object.fromEntries(
    Object.entries(after).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name])),
  );
}
