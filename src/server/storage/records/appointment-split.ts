import { sql, type Kysely } from 'kysely';
import { Malformed } from '../../../sync/errors.ts';
import type { Patch } from '../../../sync/item.ts';
import { recordKey } from '../../../sync/identity.ts';
import type { Event } from '../../../sync/kinds/event/event.ts';
import { splitAt } from '../../../sync/kinds/event/split.ts';
import type { Database } from '../tables.ts';
import { insertAppointments } from './appointment-create.ts';
import { getAppointment, type AppointmentRecord } from './appointment-list.ts';
import { changeAppointments } from './appointment-update.ts';
import { refusalOf, rowOf, undoable, Undone, type AppointmentResult } from './appointment-result.ts';
import { changedByPerson } from './changed-event.ts';
import type { Writer } from './writer.ts';

/** Where a series is cut, and what is different from there on. */
export interface SeriesCut {
  /** Original start of the occurrence at which it is cut. */
  readonly recurrenceId: string;
  /** Id (UUIDv7) and UID of the new series. */
  readonly newId: string;
  /** Changed properties of the new series; null removes one. */
  readonly patch: Patch;
}

/** `not-split`: it has no such occurrence, or can't be cut there. Otherwise as `AppointmentResult`, of the new series. */
export type SplitResult = AppointmentResult | { readonly type: 'not-split' };

/**
 * Cuts a series at an occurrence, if its version is still the given one: it ends before, and a new one begins there that
 * belongs to the same people and records. Both or nothing. Asked for twice with one id, it answers with what was made.
 */
export async function splitAppointment(
  db: Kysely<Database>,
  writer: Writer,
  id: string,
  version: string | null,
  cut: SeriesCut,
): Promise<SplitResult> {
  return undoable<SplitResult>(db, async (tx) => {
    const known = await getAppointment(tx, writer.user.id, cut.newId);
    if (known !== null) return { type: 'done', appointment: known };
    const whole = await getAppointment(tx, writer.user.id, id);
    if (whole === null) return { type: 'not-found' };
    const parts = splitAt(whole.event, cut.recurrenceId, cut.newId);
    if (parts === null) return { type: 'not-split' };
    const { recurrenceRules = [], recurrenceOverrides = null } = parts.head;
    // What was cut is what was read: the lock finds out if somebody changed it meanwhile.
    const change = {
      id,
      version: version ?? whole.version,
      patch: { recurrenceRules, recurrenceOverrides },
    };
    const [result] = await changeAppointments(tx, writer, [change]);
    if (result?.type !== 'done') return refusalOf(result);
    await insertTail(tx, writer, whole, parts.tail, cut);
    const appointment = await getAppointment(tx, writer.user.id, cut.newId);
    return appointment === null ? { type: 'not-found' } : { type: 'done', appointment };
  });
}

async function insertTail(
  tx: Kysely<Database>,
  writer: Writer,
  { id, ownerId, readers, users }: AppointmentRecord,
  tail: Event,
  { newId, patch }: SeriesCut,
): Promise<void> {
  const event = rowOf(changedByPerson(tail, patch));
  if (event instanceof Malformed) throw new Undone({ type: 'malformed', error: event });
  const correlationKey = recordKey('Event', newId);
  const draft = { id: newId, correlationKey, event, ownerId, readers, users, source: 'assigned' as const };
  if (!(await insertAppointments(tx, writer, [draft])).has(newId)) throw new Undone({ type: 'exists' });
  // Those too that the writer may not see: who may sees both series.
  await sql`
    INSERT INTO appointment_links (appointment_id, record_id, linked_by, linked_at, rule)
    SELECT ${newId}::uuid, record_id, linked_by, linked_at, rule
    FROM appointment_links WHERE appointment_id = ${id}::uuid
  `.execute(tx);
}
