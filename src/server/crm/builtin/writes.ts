import { Gone, Malformed, Stale } from '../../../sync/errors.ts';
import type { CreateRequest, Crm, Ref, WriteOutcome } from '../../../sync/ports.ts';
import { insertAppointments, type AppointmentDraft } from '../../storage/records/appointment-create.ts';
import { joinAppointments } from '../../storage/records/appointment-join.ts';
import { markAppointmentsDeleted } from '../../storage/records/appointment-lock.ts';
import { changeAppointments } from '../../storage/records/appointment-update.ts';
import { eventRow } from '../../storage/records/event-row.ts';
import { unitOfWork } from '../../storage/records/writer.ts';
import { refusal, withinDeadline } from './errors.ts';
import type { BuiltinCrm } from './index.ts';
import { APPOINTMENT } from './looks.ts';

/** The verbs that write. Each batch is one transaction: an error that is thrown means that none of it happened. */
export function writes(crm: BuiltinCrm): Pick<Crm, 'create' | 'update' | 'markDeleted'> {
  const { db, now } = crm;
  return {
    create: (requests, { deadline }) =>
      withinDeadline(deadline, now, (timeout) => create(crm, requests, timeout)),
    update: (requests, { deadline }) =>
      withinDeadline(deadline, now, async (timeout) => {
        const changes = requests.map(({ ref, patch, intent }) => ({
          id: idOf(ref),
          version: intent.expectedVersion,
          patch,
        }));
        const results = await unitOfWork(db, timeout, (tx) => changeAppointments(tx, crm.writer(), changes));
        return results.map((result, index): WriteOutcome => {
          const ref = requests[index]?.ref ?? { collection: APPOINTMENT, id: '' };
          if (result.type !== 'done') return { ok: false, error: refusal(result) };
          return { ok: true, ref, version: result.version, item: result.item };
        });
      }),
    markDeleted: (requests, { deadline }) =>
      withinDeadline(deadline, now, async (timeout) => {
        const removals = requests.map(({ ref, intent }) => ({
          id: idOf(ref),
          version: intent.expectedVersion,
        }));
        const results = await unitOfWork(db, timeout, (tx) =>
          markAppointmentsDeleted(tx, crm.writer(), removals),
        );
        return results.map((result, index): WriteOutcome => {
          const ref = requests[index]?.ref ?? { collection: APPOINTMENT, id: '' };
          if (result.type !== 'done') return { ok: false, error: refusal(result) };
          return { ok: true, ref, version: result.version, item: null };
        });
      }),
  };
}

/** An id of another record type names nothing here. */
function idOf({ collection, id }: Ref): string {
  return collection === APPOINTMENT ? id : '';
}

async function create(
  crm: BuiltinCrm,
  requests: readonly CreateRequest[],
  timeout: number,
): Promise<readonly WriteOutcome[]> {
  const drafts = requests.map((request) => draft(crm, request));
  const sound = drafts.filter((entry) => 'id' in entry);
  const made = await unitOfWork(crm.db, timeout, async (tx) => {
    const fresh = await insertAppointments(tx, crm.writer(), sound);
    const taken = sound.filter(({ id }) => !fresh.has(id));
    if (taken.length > 0) await joinAppointments(tx, crm.writer(), taken);
    return fresh;
  });
  return drafts.map((entry): WriteOutcome => {
    if (!('id' in entry)) return { ok: false, error: entry };
    if (!made.has(entry.id)) return { ok: false, error: new Stale({ code: 'record-exists' }) };
    return { ok: true, ref: { collection: APPOINTMENT, id: entry.id }, version: '1', item: entry.event.item };
  });
}

function draft({ newId, user }: BuiltinCrm, request: CreateRequest): AppointmentDraft | Malformed | Gone {
  if (request.collection !== APPOINTMENT) return new Gone({ code: 'record-type-unknown' });
  try {
    return {
      id: newId(),
      correlationKey: request.intent.correlationKey,
      event: eventRow(request.item),
      ownerId: user.id,
      readers: [],
      users: [user.id],
      source: 'mailbox',
    };
  } catch (error) {
    if (error instanceof Malformed) return error;
    throw error;
  }
}
