import { COLLEAGUES, FIRM } from '../colleagues.ts';
import { dayOf } from '../days.ts';
import type { Day } from '../days.ts';
import { PERSONS } from '../persons.ts';
import { subjectsOf } from '../subjects.ts';
import type { CrmMeeting, StoryEvent, StoryParticipant } from '../types.ts';

/** Meetings that somebody entered in the CRM and that no calendar knows yet. `today` is `YYYY-MM-DD`. */
export function crmMeetings(today: string): readonly CrmMeeting[] {
  const at = (day: Day, time: string): string => `${dayOf(today, day).toString()}T${time}:00`;
  const timed = { timeZone: 'Europe/Zurich', duration: 'PT1H' } as const;
  return [
    meeting('crm-hartmann-debrief', 'Debrief after Munich', ['anna', 'chiara'], ['opportunity:Y1-1-100'], {
      start: at([1, 1], '11:00'),
      ...timed,
      duration: 'PT30M',
      participants: { ...organizer('anna'), ...invited('chiara', 'needs-action') },
    }),
    meeting(
      'crm-lindenau-followup',
      'Call Urs Zgraggen about the offer',
      ['chiara'],
      ['opportunity:Y1-1-104', 'person:lindenau.zgraggen'],
      {
        start: at([1, 2], '08:45'),
        ...timed,
        duration: 'PT15M',
      },
    ),
    meeting(
      'crm-northgate-lunch',
      'Lunch with Fiona McAllister',
      ['ben'],
      ['opportunity:Y1-2-003', 'person:northgate.mcallister'],
      {
        start: at([2, 5], '12:30'),
        timeZone: 'Europe/London',
        duration: 'PT1H30M',
        locations: { '1': { name: 'Newcastle, Grainger Market' } },
      },
    ),
    meeting(
      'crm-rietmann-jour-fixe',
      'Rietmann: Jour fixe',
      ['chiara'],
      ['matter:M-0024', 'person:rietmann.kueng'],
      {
        start: at([1, 4], '16:30'),
        ...timed,
        duration: 'PT45M',
        recurrenceRules: [{ frequency: 'weekly', interval: 2, count: 6 }],
      },
    ),
    meeting('crm-deadline-elbwerft', 'Deadline: reply brief Elbwerft', ['anna'], ['matter:M-0017'], {
      start: at([2, 5], '00:00'),
      duration: 'P1D',
      showWithoutTime: true,
    }),
    meeting(
      'crm-mellor-first-call',
      'First call with Oliver Mellor',
      ['anna', 'ben'],
      ['opportunity:Y1-3-002'],
      {
        start: at([1, 3], '15:00'),
        timeZone: 'Europe/London',
        duration: 'PT30M',
        status: 'tentative',
        participants: { ...organizer('ben'), ...invited('anna', 'accepted'), ...outside('mellor.mellor') },
      },
    ),
  ];
}

function meeting(
  key: string,
  title: string,
  users: readonly string[],
  about: readonly string[],
  rest: Omit<StoryEvent, '@type' | 'uid' | 'title'>,
): CrmMeeting {
  const event: StoryEvent = { '@type': 'Event', uid: `${key}@${FIRM.domain}`, title, ...rest };
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
