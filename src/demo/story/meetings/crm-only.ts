import { COLLEAGUES, FIRM } from '../colleagues.ts';
import { dayOf } from '../days.ts';
import type { Day } from '../days.ts';
import { PERSONS } from '../persons.ts';
import { subjectsOf } from '../subjects.ts';
import type { CrmMeeting, StoryEvent, StoryParticipant } from '../types.ts';

const ZURICH = 'Europe/Zurich';
const LONDON = 'Europe/London';

/** Meetings that somebody entered in the CRM and that no calendar knows yet. `today` is `YYYY-MM-DD`. */
export function crmMeetings(today: string): readonly CrmMeeting[] {
  const at = (day: Day, time: string): string => `${dayOf(today, day).toString()}T${time}:00`;
  return [...alone(at), ...together(at)];
}

type At = (day: Day, time: string) => string;

function alone(at: At): readonly CrmMeeting[] {
  return [
    meeting('crm-lindenau-followup', 'Call Urs Zgraggen about the offer', ['chiara'], {
      about: ['opportunity:Y1-1-104', 'person:lindenau.zgraggen'],
      when: { start: at([1, 2], '08:45'), timeZone: ZURICH, duration: 'PT15M' },
    }),
    meeting('crm-northgate-lunch', 'Lunch with Fiona McAllister', ['ben'], {
      about: ['opportunity:Y1-2-003', 'person:northgate.mcallister'],
      when: { start: at([2, 5], '12:30'), timeZone: LONDON, duration: 'PT1H30M' },
      locations: { '1': { name: 'Newcastle, Grainger Market' } },
    }),
    meeting('crm-rietmann-jour-fixe', 'Rietmann: Jour fixe', ['chiara'], {
      about: ['matter:M-0024', 'person:rietmann.kueng'],
      when: { start: at([1, 4], '16:30'), timeZone: ZURICH, duration: 'PT45M' },
      recurrenceRules: [{ frequency: 'weekly', interval: 2, count: 6 }],
    }),
    meeting('crm-deadline-elbwerft', 'Deadline: reply brief Elbwerft', ['anna'], {
      about: ['matter:M-0017'],
      when: { start: at([2, 5], '00:00'), duration: 'P1D', showWithoutTime: true },
    }),
  ];
}

function together(at: At): readonly CrmMeeting[] {
  return [
    meeting('crm-hartmann-debrief', 'Debrief after Munich', ['anna', 'chiara'], {
      about: ['opportunity:Y1-1-100'],
      when: { start: at([1, 1], '11:00'), timeZone: ZURICH, duration: 'PT30M' },
      participants: { ...organizer('anna'), ...invited('chiara', 'needs-action') },
    }),
    meeting('crm-mellor-first-call', 'First call with Oliver Mellor', ['anna', 'ben'], {
      about: ['opportunity:Y1-3-002', 'person:mellor.mellor'],
      when: { start: at([1, 3], '15:00'), timeZone: LONDON, duration: 'PT30M' },
      status: 'tentative',
      participants: { ...organizer('ben'), ...invited('anna', 'accepted'), ...outside('mellor.mellor') },
    }),
  ];
}

type When = Pick<StoryEvent, 'start' | 'timeZone' | 'duration' | 'showWithoutTime'>;
type Rest = Omit<StoryEvent, '@type' | 'uid' | 'title' | keyof When>;

function meeting(
  key: string,
  title: string,
  users: readonly string[],
  { about, when, ...rest }: { readonly about: readonly string[]; readonly when: When } & Rest,
): CrmMeeting {
  const event: StoryEvent = { '@type': 'Event', uid: `${key}@${FIRM.domain}`, title, ...when, ...rest };
  return { event, users, subjects: subjectsOf(about, []) };
}

function colleague(name: string): { readonly id: string; readonly name: string } {
  const user = COLLEAGUES.find((one) => one.name === name);
  if (user === undefined) throw new Error(`The story has no colleague ${name}`);
  return { id: `mailto:${user.address}`, name: user.displayName };
}

function organizer(user: string): Readonly<Record<string, StoryParticipant>> {
  const { id, name } = colleague(user);
  return { [id]: { name, roles: { owner: true, attendee: true }, participationStatus: 'accepted' } };
}

function invited(
  user: string,
  participationStatus: NonNullable<StoryParticipant['participationStatus']>,
): Readonly<Record<string, StoryParticipant>> {
  const { id, name } = colleague(user);
  return { [id]: { name, roles: { attendee: true }, participationStatus, expectReply: true } };
}

function outside(key: string): Readonly<Record<string, StoryParticipant>> {
  const person = PERSONS.find((one) => one.key === key);
  if (person === undefined) throw new Error(`The story has no person ${key}`);
  const name = `${person.givenName} ${person.surname}`;
  return { [`mailto:${person.addresses[0] ?? ''}`]: { name, roles: { attendee: true }, expectReply: true } };
}
