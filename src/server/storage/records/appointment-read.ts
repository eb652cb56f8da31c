import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { Item } from '../../../sync/item.ts';
import type { Database } from '../tables.ts';
import { readableBy } from './readable.ts';
import { isUuid } from './writer.ts';

/** An appointment as one user may see it. `users` are those in whose mailboxes it belongs. */
export interface SeenAppointment {
  readonly id: string;
  readonly version: string;
  readonly correlationKey: string | null;
  readonly users: readonly string[];
  readonly item: Item;
}

/** `hidden`: it is there, but not for this user. */
export type Look =
  { readonly type: 'found'; readonly appointment: SeenAppointment } | { readonly type: 'gone' | 'hidden' };

interface Row {
  readonly id: string;
  readonly version: string;
  readonly correlation_key: string | null;
  readonly users: string[];
  readonly deleted: boolean;
  readonly item: Item | null;
}

/**
 * What this user may see of an appointment: the item if they may read it; as it was when they still might, if it
 * was taken from their mailboxes; otherwise NULL. For `records r`, `appointments a` and the user's `appointment_users au`.
 */
export function seenItem(userId: string): RawBuilder<Item | null> {
  return sql<Item | null>`CASE WHEN ${readableBy(userId)} THEN a.item ELSE au.last_item END`;
}

/** Looks at appointments, one answer per id in their order. Unknown and deleted ones are gone. */
export async function lookAtAppointments(
  db: Kysely<Database>,
  userId: string,
  ids: readonly string[],
): Promise<readonly Look[]> {
  const known = ids.filter(isUuid);
  const { rows } = await sql<Row>`
    SELECT r.id, r.version::text, r.users, r.deleted_at IS NOT NULL AS deleted, a.correlation_key,
      ${seenItem(userId)} AS item
    FROM records r JOIN appointments a ON a.record_id = r.id
      LEFT JOIN appointment_users au ON au.appointment_id = r.id AND au.user_id = ${userId}::uuid
    WHERE r.id = ANY (${known}::uuid[])
  `.execute(db);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id): Look => {
    const row = byId.get(id);
    if (row === undefined || row.deleted) return { type: 'gone' };
    return row.item === null ? { type: 'hidden' } : { type: 'found', appointment: seen(row, row.item) };
  });
}

/**
 * Living appointments with these correlation keys that the user may read, by key: made under it, or already there when
 * they were to be made under it.
 */
export async function findAppointments(
  db: Kysely<Database>,
  userId: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, SeenAppointment>> {
  const { rows } = await sql<Row & { readonly key: string }>`
    SELECT asked.key, r.id, r.version::text, r.users, a.correlation_key, a.item
    FROM (
      SELECT correlation_key AS key, record_id FROM appointments
      WHERE live AND correlation_key = ANY (${keys}::text[])
      UNION SELECT key, record_id FROM appointment_keys WHERE key = ANY (${keys}::text[])
    ) asked JOIN appointments a ON a.record_id = asked.record_id JOIN records r ON r.id = a.record_id
    WHERE a.live AND ${readableBy(userId)}
    ORDER BY a.correlation_key = asked.key
  `.execute(db);
  return new Map(rows.flatMap((row) => (row.item === null ? [] : [[row.key, seen(row, row.item)] as const])));
}

function seen(row: Row, item: Item): SeenAppointment {
  const { id, version, correlation_key: correlationKey, users } = row;
  return { id, version, correlationKey, users, item };
}
