import { sql, type Kysely } from 'kysely';
import type { Item, Patch } from '../../../sync/item.ts';
import { equal } from '../../../sync/json.ts';
import type { Database } from '../tables.ts';
import { announce } from './announce.ts';
import type { LockedAppointment } from './appointment-lock.ts';
import { linkReferences } from './appointment-references.ts';
import { saveAssignments, type Assignment } from './appointment-users.ts';
import type { EventRow } from './event-row.ts';
import { readerColumns } from './readable.ts';
import { replaceTokens } from './tokens.ts';
import type { Writer } from './writer.ts';

/** What is to change of one appointment; what is absent stays. */
export interface AppointmentChange {
  readonly id: string;
  /** The version it must still have; null: whatever it is. */
  readonly version: string | null;
  /** Changed properties of the event; null removes one. */
  readonly patch?: Patch | undefined;
  /** In whose mailboxes it shall be: these and no others. */
  readonly users?: readonly string[] | undefined;
  readonly ownerId?: string | undefined;
  readonly readers?: readonly string[] | undefined;
}

/** A change that may be carried out. */
export interface Accepted {
  readonly change: AppointmentChange;
  readonly before: LockedAppointment;
  readonly event: EventRow;
}

/** A change with what it makes of the assignments. */
export interface Planned extends Accepted {
  /** Ended ones included. */
  readonly assignments: readonly Assignment[];
}

/** Whether a change invites other people, or others no more. */
export function participantsChanged({ before, event }: Accepted): boolean {
  return !equal(before.item['participants'], event.item.participants);
}

/** Writes planned changes of locked appointments and tells whom they concern. Returns the new versions by id. */
export async function storeAppointments(tx: Kysely<Database>, writer: Writer, planned: readonly Planned[]) {
  if (planned.length === 0) return new Map<string, string>();
  const versions = await updateRows(tx, writer, planned);
  await saveAssignments(tx, planned.flatMap(assignmentRows));
  await replaceAddresses(tx, planned);
  await announce(tx, planned.flatMap(concerned), writer.origin);
  const renamed = planned.filter(
    ({ before, event }) => !equal(tokenSource(before.item), tokenSource(event.item)),
  );
  await replaceTokens(
    tx,
    renamed.map(({ change, event }) => ({ id: change.id, tokens: event.tokens })),
  );
  await linkReferences(
    tx,
    writer,
    planned.map(({ change, before, event }) => ({ id: change.id, before: before.item, after: event.item })),
  );
  return versions;
}

function tokenSource(item: Item) {
  return [item['title'] ?? '', item['locations'] ?? null];
}

/** Those who have it, and those who have just lost it. */
function assignmentRows({ change, before, assignments }: Planned) {
  return assignments
    .filter(({ userId, active }) => active || before.users.includes(userId))
    .map(({ userId, active, source }) => ({
      user_id: userId,
      appointment_id: change.id,
      active,
      source,
      last_item: active ? null : before.item,
    }));
}

function concerned(planned: Planned): readonly string[] {
  return assignmentRows(planned).map(({ user_id: id }) => id);
}

async function updateRows(tx: Kysely<Database>, { now }: Writer, planned: readonly Planned[]) {
  const rows = planned.map(({ change, before, event, assignments }) => ({
    id: change.id,
    owner_id: change.ownerId ?? before.ownerId,
    ...readerColumns(change.readers ?? before.readers),
    users: assignments.filter(({ active }) => active).map(({ userId }) => userId),
    name: event.name,
    sort_name: event.sort_name,
    item: event.item,
    start_at: event.start_at,
    end_at: event.end_at,
  }));
  const { rows: updated } = await sql<{ id: string; version: string }>`
    WITH input AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x(
        id uuid, owner_id uuid, readers uuid[], everyone boolean, users uuid[], name text, sort_name text, item jsonb,
        start_at timestamptz, end_at timestamptz)
    ), items AS (
      UPDATE appointments a SET item = x.item, start_at = x.start_at, end_at = x.end_at
      FROM input x WHERE a.record_id = x.id
    )
    UPDATE records r SET
      owner_id = x.owner_id, readers = x.readers, everyone = x.everyone, users = x.users, name = x.name,
      sort_name = x.sort_name, version = r.version + 1, updated_at = ${now}
    FROM input x WHERE r.id = x.id
    RETURNING r.id, r.version::text
  `.execute(tx);
  return new Map(updated.map(({ id, version }) => [id, version]));
}

async function replaceAddresses(tx: Kysely<Database>, planned: readonly Planned[]): Promise<void> {
  const overrides = ({ item }: { readonly item: Item }) => item['recurrenceOverrides'] ?? null;
  const changed = planned.filter(
    (entry) => participantsChanged(entry) || !equal(overrides(entry.before), overrides(entry.event)),
  );
  if (changed.length === 0) return;
  const ids = changed.map(({ change }) => change.id);
  await sql`DELETE FROM appointment_addresses WHERE appointment_id = ANY (${ids}::uuid[])`.execute(tx);
  const rows = changed.flatMap(({ change, event }) =>
    event.addresses.map((entry) => ({ id: change.id, ...entry })),
  );
  if (rows.length === 0) return;
  await sql`
    INSERT INTO appointment_addresses (appointment_id, address, domain)
    SELECT id, address, domain
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x(id uuid, address text, domain text)
  `.execute(tx);
}
