import { sql, type Kysely } from 'kysely';
import type { JsonObject } from '../../../sync/json.ts';
import type { Database } from '../tables.ts';

/** Why an appointment is, or is not, in a user's mailboxes. */
export type AssignmentSource = 'mailbox' | 'participant' | 'assigned' | 'removed';

/** One user's relation to one appointment. */
export interface Assignment {
  readonly userId: string;
  readonly active: boolean;
  readonly source: AssignmentSource;
}

/** By calendar address (canonical) the users whom it belongs to. */
export async function usersByAddress(
  tx: Kysely<Database>,
  addresses: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, string[]>();
  if (addresses.length === 0) return found;
  const { rows } = await sql<{ id: string; addresses: string[] }>`
    SELECT id, addresses FROM users WHERE addresses && ${[...new Set(addresses)]}::text[]
  `.execute(tx);
  for (const { id, addresses: own } of rows) {
    for (const address of own) found.set(address, [...(found.get(address) ?? []), id]);
  }
  return found;
}

/** What was decided about an appointment's users; absent: as it is. */
export interface AssignmentChange {
  /** By a person: these and no others. */
  readonly users?: readonly string[] | undefined;
  /** Users whose address is among the participants now. */
  readonly invited?: readonly string[] | undefined;
}

/**
 * All assignments after the change, ended ones included. Participants come and go with their invitation; who was taken
 * away by a person isn't brought back by it.
 */
export function reassigned(
  before: readonly Assignment[],
  { users, invited }: AssignmentChange,
): readonly Assignment[] {
  const after = new Map(before.map((assignment) => [assignment.userId, assignment]));
  const set = (userId: string, active: boolean, source: AssignmentSource): void => {
    after.set(userId, { userId, active, source });
  };
  if (invited !== undefined) {
    for (const { userId, active, source } of before) {
      if (active && source === 'participant' && !invited.includes(userId)) set(userId, false, 'participant');
    }
    for (const userId of invited) {
      const known = after.get(userId);
      if (known === undefined || (!known.active && known.source !== 'removed'))
        set(userId, true, 'participant');
    }
  }
  if (users !== undefined) {
    for (const { userId, active } of [...after.values()]) {
      if (active && !users.includes(userId)) set(userId, false, 'removed');
    }
    for (const userId of users) if (after.get(userId)?.active !== true) set(userId, true, 'assigned');
  }
  return [...after.values()];
}

/** The assignments of appointments, by appointment. */
export async function assignmentsOf(
  tx: Kysely<Database>,
  appointmentIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Assignment[]>> {
  const rows = await tx
    .selectFrom('appointment_users')
    .select(['user_id', 'appointment_id', 'active', 'source'])
    .where('appointment_id', '=', sql<string>`ANY (${appointmentIds}::uuid[])`)
    .execute();
  const found = new Map<string, Assignment[]>();
  for (const { user_id: userId, appointment_id: id, active, source } of rows) {
    found.set(id, [...(found.get(id) ?? []), { userId, active, source }]);
  }
  return found;
}

/** An assignment to be stored. */
export interface AssignmentRow {
  readonly user_id: string;
  readonly appointment_id: string;
  readonly active: boolean;
  readonly source: AssignmentSource;
  /** The item as the user was last allowed to see it, when the assignment ends. */
  readonly last_item: JsonObject | null;
}

/** Stores assignments; each moves to this transaction's place in its user's feed. */
export async function saveAssignments(tx: Kysely<Database>, rows: readonly AssignmentRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    INSERT INTO appointment_users (user_id, appointment_id, active, source, last_item, xid)
    SELECT user_id, appointment_id, active, source, last_item, pg_current_xact_id()
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS x(user_id uuid, appointment_id uuid, active boolean, source text, last_item jsonb)
    ON CONFLICT (user_id, appointment_id) DO UPDATE SET
      active = excluded.active, source = excluded.source, last_item = excluded.last_item, xid = excluded.xid,
      changed_at = now()
  `.execute(tx);
}
