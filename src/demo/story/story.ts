import { matters, opportunities } from './business.ts';
import { COLLEAGUES, FIRM } from './colleagues.ts';
import { COMPANIES } from './companies.ts';
import { holidays } from './holidays.ts';
import { meetingText, uidOf } from './icalendar.ts';
import type { Attending } from './icalendar.ts';
import { CLIENT_MEETINGS } from './meetings/clients.ts';
import { crmMeetings } from './meetings/crm-only.ts';
import { DAYS_OUT } from './meetings/days-out.ts';
import { SALES_MEETINGS } from './meetings/sales.ts';
import { SERIES } from './meetings/series.ts';
import { PERSONS } from './persons.ts';
import type { MeetingPlan } from './plan.ts';
import { subjectsOf } from './subjects.ts';
import type { MailboxMeeting, Story } from './types.ts';

/**
 * The demo's story on a given day (`YYYY-MM-DD`): meetings lie around it, on working days. The same day always tells
 * the same story. Throws RangeError when it is not a date.
 */
export function story(today: string): Story {
  const plans = [...SERIES, ...CLIENT_MEETINGS, ...SALES_MEETINGS, ...DAYS_OUT];
  return {
    firm: FIRM,
    users: COLLEAGUES,
    companies: COMPANIES,
    persons: PERSONS,
    opportunities: opportunities(today),
    matters: matters(today),
    meetings: {
      inMailboxes: plans.map((plan) => mailboxMeeting(today, plan)),
      inCrm: crmMeetings(today),
      holidays: holidays(today),
    },
  };
}

function mailboxMeeting(today: string, plan: MeetingPlan): MailboxMeeting {
  const everybody = { [plan.organizer]: 'ACCEPTED', ...plan.people };
  const owners = COLLEAGUES.filter(({ name }) => name in everybody).map(({ name }) => name);
  const invited = Object.entries(plan.people ?? {}).map(([key, status]) => attending(key, status));
  const organizer = invited.length === 0 ? null : attending(plan.organizer, 'ACCEPTED');
  const outside = Object.keys(everybody).filter((key) => !owners.includes(key));
  return {
    uid: uidOf(plan.key),
    title: plan.title,
    subjects: subjectsOf(plan.about ?? [], outside),
    copies: owners.map((owner) => ({
      owner,
      text: meetingText(today, plan, { organizer, attendees: invited, own: owner === plan.organizer }),
    })),
  };
}

function attending(key: string, status: string): Attending {
  const colleague = COLLEAGUES.find(({ name }) => name === key);
  if (colleague !== undefined) return { name: colleague.displayName, address: colleague.address, status };
  const person = PERSONS.find((one) => one.key === key);
  const address = person?.addresses[0];
  if (person === undefined || address === undefined) throw new Error(`The story has nobody called ${key}`);
  return { name: `${person.givenName} ${person.surname}`, address, status };
}
