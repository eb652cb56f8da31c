import { sql, type Kysely } from 'kysely';
import { recordKey } from '../../../sync/identity.ts';
import { Malformed } from '../../../sync/errors.ts';
import type { Patch } from '../../../sync/item.ts';
import { eventKind } from '../../../sync/kinds/event/kind.ts';
import type { Event } from '../../../sync/kinds/event/event.ts';
import type { Database } from '../tables.ts';
import { insertAppointments } from './appointment-create.ts';
import { getAppointment } from './appointment-list.ts';
import { markAppointmentsDeleted } from './appointment-lock.ts';
import {
  NAMES,
  refusalOf,
  rowOf,
  TIMEOUT,
  undoable,
  Undone,
  type AppointmentResult,
} from './appointment-result.ts';
import { changeAppointments } from './appointment-update.ts';
import { linkAppointment, type LinkTarget } from './links.ts';
import { readerColumns } from './readable.ts';
import { isUuid, unitOfWork, type Writer } from './writer.ts';

/** What of an appointment isn't the event itself; what is left out stays, or gets its default. */
export interface AppointmentHands {
  readonly ownerId?: string | undefined;
  readonly readers?: readonly string[] | undefined;
  /** In whose mailboxes it shall be; the writer's own by default. */
  readonly users?: readonly string[] | undefined;
}

/**
 * Makes an appointment with this id (UUIDv7). One that has the id already and that the writer may see is answered as it
 * is: the same creation, asked for twice.
 */
export async function createAppointment(
  db: Kysely<Database>,
  writer: Writer,
  id: string,
  event: Event,
  options: AppointmentHands & { readonly links?: readonly LinkTarget[] | undefined } = {},
): Promise<AppointmentResult> {
  const row = rowOf(event);
  if (row instanceof Malformed) return { type: 'malformed', error: row };
  const { ownerId = writer.user.id, readers = [], users = [writer.user.id], links = [] } = options;
  return undoable<AppointmentResult>(db, async (tx) => {
    const known = await getAppointment(tx, writer.user.id, id);
    if (known !== null) return { type: 'done', appointment: known };
    const field = await unknownUsers(tx, { ownerId, readers, users });
    if (field !== null) return { type: 'reference-unknown', field };
    const correlationKey = recordKey('Event', eventKind.identity(row.item) ?? id);
    const draft = { id, correlationKey, event: row, ownerId, readers, users, source: 'assigned' as const };
    if (!(await insertAppointments(tx, writer, [draft])).has(id)) return { type: 'exists' };
    if (links.length > 0 && !(await linkAppointment(tx, writer, id, links))) {
      throw new Undone({ type: 'reference-unknown', field: 'links' });
    }
    return answer(tx, writer, id);
  });
}

/** Changes an appointment if its version is still this one (null: whatever it is). In `patch` null removes a property. */
export async function updateAppointment(
  db: Kysely<Database>,
  writer: Writer,
  id: string,
  version: string | null,
  { patch, ...hands }: AppointmentHands & { readonly patch?: Patch | undefined },
): Promise<AppointmentResult> {
  return undoable<AppointmentResult>(db, async (tx) => {
    const field = await unknownUsers(tx, hands);
    const [result] = await changeAppointments(tx, writer, [{ id, version, patch, ...hands }]);
    if (result?.type !== 'done') return refusalOf(result);
    if (field !== null) throw new Undone({ type: 'reference-unknown', field });
    return answer(tx, writer, id);
  });
}

/** Marks an appointment deleted if its version is still this one. */
export async function deleteAppointment(
  db: Kysely<Database>,
  writer: Writer,
  id: string,
  version: string | null,
): Promise<'done' | 'not-found' | 'not-allowed' | 'version-changed'> {
  const [result] = await unitOfWork(db, TIMEOUT, (tx) =>
    markAppointmentsDeleted(tx, writer, [{ id, version }]),
  );
  if (result?.type === 'done') return 'done';
  return NAMES[result?.type ?? 'gone'];
}

/** After handing it away the writer may not see it any more. */
async function answer(tx: Kysely<Database>, { user }: Writer, id: string): Promise<AppointmentResult> {
  const appointment = await getAppointment(tx, user.id, id);
  return appointment === null ? { type: 'not-found' } : { type: 'done', appointment };
}

/** The first field that names someone who is no user, or null. */
async function unknownUsers(tx: Kysely<Database>, { ownerId, readers, users }: AppointmentHands) {
  const named = {
    ownerId: ownerId === undefined ? [] : [ownerId],
    readers: readerColumns(readers ?? []).readers,
    users: users ?? [],
  } as const;
  const ids = [...new Set(Object.values(named).flat())].filter(isUuid);
  if (Object.values(named).flat().length === 0) return null;
  const { rows } = await sql<{ id: string }>`SELECT id FROM users WHERE id = ANY (${ids}::uuid[])`.execute(
    tx,
  );
  const known = new Set(rows.map(({ id }) => id));
  const fields = ['ownerId', 'readers', 'users'] as const;
  return fields.find((field) => !named[field].every((id) => known.has(id))) ?? null;
}
