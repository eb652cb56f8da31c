import { sql, type Kysely } from 'kysely';
import { mayRead, mayWrite, type Protected } from '../../access/access.ts';
import type { Item } from '../../../sync/item.ts';
import type { Database } from '../tables.ts';
import { announce } from './announce.ts';
import { readersOf } from './readable.ts';
import { isUuid, type Writer } from './writer.ts';

/** An appointment that nobody else can change until the end of the transaction. */
export interface LockedAppointment extends Protected {
  readonly version: string;
  readonly deleted: boolean;
  readonly item: Item;
}

interface Row {
  readonly id: string;
  readonly owner_id: string;
  readonly readers: string[];
  readonly everyone: boolean;
  readonly users: string[];
  readonly version: string;
  readonly deleted: boolean;
  readonly item: Item;
}

/** Locks appointments in the order of their ids and returns them as they are now, by id. */
export async function loadForUpdate(
  tx: Kysely<Database>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, LockedAppointment>> {
  // Both rows are locked: a row that isn't would be the one from before the wait.
  const { rows } = await sql<Row>`
    SELECT r.id, r.owner_id, r.readers, r.everyone, r.users, r.version::text, r.deleted_at IS NOT NULL AS deleted, a.item
    FROM records r JOIN appointments a ON a.record_id = r.id
    WHERE r.id = ANY (${ids.filter(isUuid)}::uuid[]) ORDER BY r.id FOR UPDATE OF r, a
  `.execute(tx);
  return new Map(
    rows.map((row) => [
      row.id,
      {
        ownerId: row.owner_id,
        readers: readersOf(row),
        users: row.users,
        version: row.version,
        deleted: row.deleted,
        item: row.item,
      },
    ]),
  );
}

/** What became of a deletion. */
export type RemovalResult =
  | { readonly type: 'done'; readonly version: string }
  | { readonly type: 'gone' | 'stale' | 'hidden' | 'denied' };

/** Marks appointments deleted, each if its version is still the given one (null: whatever it is). */
export async function markAppointmentsDeleted(
  tx: Kysely<Database>,
  writer: Writer,
  removals: readonly { readonly id: string; readonly version: string | null }[],
): Promise<readonly RemovalResult[]> {
  const locked = await loadForUpdate(
    tx,
    removals.map(({ id }) => id),
  );
  const checked = removals.map(({ id, version }) => checkRemoval(locked.get(id), version, writer));
  const ids = [...new Set(removals.map(({ id }) => id).filter((_id, index) => checked[index] === null))];
  const versions = await remove(tx, writer, ids);
  await announce(
    tx,
    ids.flatMap((id) => locked.get(id)?.users ?? []),
    writer.origin,
  );
  return removals.map(({ id }, index) => checked[index] ?? { type: 'done', version: versions.get(id) ?? '' });
}

function checkRemoval(record: LockedAppointment | undefined, version: string | null, { user }: Writer) {
  if (record === undefined || record.deleted) return { type: 'gone' } as const;
  if (!mayRead(user, record)) return { type: 'hidden' } as const;
  if (!mayWrite(user, record)) return { type: 'denied' } as const;
  return version !== null && version !== record.version ? ({ type: 'stale' } as const) : null;
}

async function remove(tx: Kysely<Database>, { now }: Writer, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, string>();
  const { rows } = await sql<{ id: string; version: string }>`
    WITH ended AS (
      UPDATE appointments SET live = false WHERE record_id = ANY (${ids}::uuid[])
    ), told AS (
      UPDATE appointment_users SET xid = pg_current_xact_id() WHERE active AND appointment_id = ANY (${ids}::uuid[])
    ), forgotten AS (
      DELETE FROM record_tokens WHERE record_id = ANY (${ids}::uuid[])
    )
    UPDATE records SET deleted_at = ${now}, updated_at = ${now}, version = version + 1
    WHERE id = ANY (${ids}::uuid[]) RETURNING id, version::text
  `.execute(tx);
  return new Map(rows.map(({ id, version }) => [id, version]));
}
