import { sql, type Kysely } from 'kysely';
import { mayAdminister, mayRead, mayWrite, type Protected } from '../../access/access.ts';
import { Malformed } from '../../../sync/errors.ts';
import { applyPatch, type Item, type Patch } from '../../../sync/item.ts';
import { equal } from '../../../sync/json.ts';
import type { Database } from '../tables.ts';
import { loadForUpdate, type LockedAppointment } from './appointment-lock.ts';
import {
  assignmentsOf,
  reassigned,
  saveAssignments,
  usersByAddress,
  type Assignment,
} from './appointment-users.ts';
import { eventRow, type EventRow } from './event-row.ts';
import { announce } from './announce.ts';
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

/** `hidden`: it is there, but not for this user. `denied`: they may see it, not change it. */
export type ChangeResult =
  | { readonly type: 'done'; readonly version: string; readonly item: Item }
  | { readonly type: 'gone' | 'stale' | 'hidden' | 'denied' }
  | { readonly type: 'malformed'; readonly error: Malformed };

/** A change that may be carried out. */
interface Accepted {
  readonly change: AppointmentChange;
  readonly before: LockedAppointment;
  readonly event: EventRow;
}

interface Planned extends Accepted {
  /** Ended ones included. */
  readonly assignments: readonly Assignment[];
}

/**
 * Changes appointments, each if its version is still the given one: one result per change, in their order. A handful of
 * statements, however many there are.
 */
export async function changeAppointments(
  tx: Kysely<Database>,
  writer: Writer,
  changes: readonly AppointmentChange[],
): Promise<readonly ChangeResult[]> {
  const locked = await loadForUpdate(
    tx,
    changes.map(({ id }) => id),
  );
  const checked = changes.map((change) => check(change, locked.get(change.id), writer));
  const taken = new Set<string>();
  const accepted = checked.flatMap((entry) => {
    // A second change of the same record in one batch comes too late: the first one moves the version on.
    if (!('event' in entry) || taken.has(entry.change.id)) return [];
    taken.add(entry.change.id);
    return [entry];
  });
  const versions = await store(tx, writer, await withAssignments(tx, accepted));
  const won = new Set<object>(accepted);
  return checked.map((entry) => {
    if (!('event' in entry)) return entry;
    const version = versions.get(entry.change.id);
    if (version === undefined || !won.has(entry)) return { type: 'stale' };
    return { type: 'done', version, item: entry.event.item };
  });
}

function check(
  change: AppointmentChange,
  before: LockedAppointment | undefined,
  { user }: Writer,
): Accepted | Exclude<ChangeResult, { readonly type: 'done' }> {
  if (before === undefined || before.deleted) return { type: 'gone' };
  const refusal = refused(change, before, user);
  if (refusal !== null) return { type: refusal };
  if (change.version !== null && change.version !== before.version) return { type: 'stale' };
  const patch = change.patch ?? {};
  try {
    return { change, before, event: eventRow(applyPatch(before.item, patch)) };
  } catch (error) {
    if (error instanceof Malformed) return { type: 'malformed', error };
    throw error;
  }
}

/** Owner and readers are the administrators' to change too, the rest is not. */
function refused(
  change: AppointmentChange,
  record: Protected,
  user: Writer['user'],
): 'hidden' | 'denied' | null {
  const hands = change.ownerId !== undefined || change.readers !== undefined;
  const content = change.patch !== undefined || change.users !== undefined;
  if (hands && !content && mayAdminister(user, record)) return null;
  if (!mayRead(user, record)) return 'hidden';
  return (content && !mayWrite(user, record)) || (hands && !mayAdminister(user, record)) ? 'denied' : null;
}

async function withAssignments(
  tx: Kysely<Database>,
  accepted: readonly Accepted[],
): Promise<readonly Planned[]> {
  if (accepted.length === 0) return [];
  const before = await assignmentsOf(
    tx,
    accepted.map(({ change }) => change.id),
  );
  const reinvited = accepted.filter((entry) => participantsChanged(entry));
  const byAddress = await usersByAddress(
    tx,
    reinvited.flatMap(({ event }) => event.invited),
  );
  return accepted.map((entry) => {
    const invited = reinvited.includes(entry)
      ? entry.event.invited.flatMap((address) => byAddress.get(address) ?? [])
      : undefined;
    const assignments = reassigned(before.get(entry.change.id) ?? [], { users: entry.change.users, invited });
    return { ...entry, assignments };
  });
}

function participantsChanged({ before, event }: Accepted): boolean {
  return !equal(before.item['participants'], event.item.participants);
}

async function store(tx: Kysely<Database>, writer: Writer, planned: readonly Planned[]) {
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
