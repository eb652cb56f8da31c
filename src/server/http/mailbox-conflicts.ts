import { equal } from '../../sync/json.ts';
import type { JsonObject } from '../../sync/json.ts';
import type { Event } from '../../sync/kinds/event/event.ts';
import type { StoredConflict } from '../storage/conflicts.ts';
import type { Caller } from './api.ts';
import { conflictPage, contractConflict } from './conflicts.ts';
import { editOf, keptValue, placeOf, valueAt } from './conflict-values.ts';
import type { Mailboxes } from './mailbox-services.ts';
import type { MailboxAccess } from './mailboxes.ts';
import { found, ProblemError } from './problem.ts';

/** What did not prevail in a mailbox, and what its owner makes of it. */
export function mailboxConflicts(access: MailboxAccess): Pick<Mailboxes, 'conflicts' | 'decideConflict'> {
  const { conflicts } = access;
  return {
    async conflicts(caller, id, query) {
      const { userId } = await access.visible(caller, id);
      const read = (before: string | null, limit: number) => conflicts.list(id, before, limit);
      return conflictPage(query, read, () => userId === caller.id);
    },
    async decideConflict(caller, id, conflictId, decision) {
      await access.own(caller, id);
      const conflict = found(await conflicts.find(id, conflictId));
      if (decision === 'use-other') await writeOther(access, caller, conflict);
      const event = decision === 'use-other' ? 'conflict-used' : 'conflict-dismissed';
      await conflicts.end(id, conflictId, event, access.now());
    },
  };
}

/** Writes the other value as the caller's own edit, with all that is checked of one. */
async function writeOther(
  { appointments }: MailboxAccess,
  caller: Caller,
  conflict: StoredConflict,
): Promise<void> {
  const appointmentId = conflict.link?.recordRef?.id;
  const appointment = appointmentId === undefined ? null : await appointments.find(caller, appointmentId);
  if (appointment === null) throw new ProblemError('conflict-not-usable');
  const event = { '@type': 'Event', ...appointment } as unknown as Event & JsonObject;
  const place = placeOf(conflict.field);
  const value = keptValue(conflict.losing);
  // Asked for twice: it is there already.
  if (equal(valueAt(event, place), value)) return;
  const edit = editOf(event, place, value);
  if (edit === null || !contractConflict(conflict, true).usable)
    throw new ProblemError('conflict-not-usable');
  await appointments.update(caller, appointment.id, appointment.version, edit);
}
