import type {
  Appointment,
  AppointmentSynchronisation,
  Company,
  Mailbox,
  MessageSummary,
  PageOf,
} from '../../../src/contract/index.ts';
import { until } from '../../support/until.ts';
import type { ApiUser } from './outlook-world.ts';

/** The mails that a user sees at a company's page in the CRM. */
export async function mailsAt(user: ApiUser, company: string): Promise<readonly MessageSummary[]> {
  const { body } = await user.ask<PageOf<Company>>('GET', '/api/companies?limit=200');
  const id = body.items.find(({ name }) => name === company)?.id ?? '';
  const answer = await user.ask<PageOf<MessageSummary>>('GET', `/api/companies/${id}/messages`);
  expect(answer.status).toBe(200);
  return answer.body.items;
}

/** A meeting in the CRM, as somebody sees it there. */
export async function meetingOf(user: ApiUser, called: string): Promise<Appointment> {
  const { body } = await user.ask<PageOf<Appointment>>('GET', '/api/appointments?limit=200');
  const meeting = body.items.find(({ title }) => title === called);
  if (meeting === undefined) throw new Error('The meeting is not in the CRM');
  return meeting;
}

/** How the meeting stands in the user's own mailbox. */
export async function copyOf(user: ApiUser, called: string): Promise<AppointmentSynchronisation> {
  const mailbox = await mailboxOf(user);
  const { synchronisation } = await meetingOf(user, called);
  const copy = synchronisation.find(({ mailboxId }) => mailboxId === mailbox.id);
  if (copy === undefined) throw new Error('The mailbox does not have the meeting');
  return copy;
}

async function mailboxOf(user: ApiUser): Promise<Mailbox> {
  const { body } = await user.ask<PageOf<Mailbox>>('GET', '/api/mailboxes');
  const [mailbox] = body.items;
  if (mailbox === undefined) throw new Error('No mailbox is connected');
  return mailbox;
}

/** Has the worker synchronise the mailbox now, and waits until it has. */
export async function pumped(user: ApiUser): Promise<void> {
  const { id, lastPumpAt } = await mailboxOf(user);
  await user.ask('POST', `/api/mailboxes/${id}/synchronise`);
  await until(async () => {
    const after = await mailboxOf(user);
    return after.lastPumpAt !== lastPumpAt && after.state === 'waiting';
  }, 200);
}

/** Where a meeting takes place. */
export const placeOf = ({ locations }: Appointment): string =>
  Object.values(locations ?? {})
    .map(({ name }) => name ?? '')
    .join();
