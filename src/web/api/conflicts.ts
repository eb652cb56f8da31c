import type { Conflict, ConflictDecision, PageOf } from '../../contract/index.ts';
import { call, withQuery } from './client.ts';
import type { Attempt } from './use-write.ts';

/** One page of what did not prevail about an appointment, newest first. */
export async function readAppointmentConflicts(
  appointmentId: string,
  cursor: string | null,
  signal: AbortSignal,
): Promise<PageOf<Conflict>> {
  const path = `/api/appointments/${encodeURIComponent(appointmentId)}/conflicts`;
  return (await call<PageOf<Conflict>>('GET', withQuery(path, { cursor }), { signal })).value;
}

/** Takes the other value after all, or forgets it. */
export async function decideConflict(
  { mailboxId, id }: Pick<Conflict, 'mailboxId' | 'id'>,
  body: ConflictDecision,
  attempt: Attempt,
): Promise<void> {
  const path = `/api/mailboxes/${encodeURIComponent(mailboxId)}/conflicts/${encodeURIComponent(id)}`;
  await call('POST', path, { body, ...attempt });
}
