import { sql, type Kysely } from 'kysely';
import type { Lease } from '../../../sync/ports.ts';
import type { Database } from '../tables.ts';

/** Hands out the right to work on a mailbox. The database's clock alone decides when a lease has run out. */
export interface Leases {
  /**
   * A lease with a new epoch for `ttlMs`, or null while another one is running (`takeOver`: even then) and when there
   * is no such mailbox.
   */
  acquire(
    mailboxId: string,
    workerId: string,
    ttlMs: number,
    options?: { readonly takeOver?: boolean },
  ): Promise<Lease | null>;
  /** Prolongs it; false: it was taken over, and nothing may be done under it any more. */
  renew(lease: Lease, ttlMs: number): Promise<boolean>;
  /** Gives it back; it is worthless afterwards. A lost one is left to its new holder. */
  release(lease: Lease): Promise<void>;
}

/** Leases in PostgreSQL. */
export function createLeases(db: Kysely<Database>): Leases {
  return {
    async acquire(mailboxId, workerId, ttlMs, options = {}) {
      const takeOver = options.takeOver === true;
      const { rows } = await sql<{ epoch: string; since: Date }>`
        INSERT INTO leases (mailbox_id, epoch, worker, expires_at)
        SELECT id, 1, ${workerId}, ${later(ttlMs)} FROM mailboxes WHERE id = ${mailboxId}
        ON CONFLICT (mailbox_id) DO UPDATE
          SET epoch = leases.epoch + 1, worker = excluded.worker, expires_at = excluded.expires_at
          WHERE leases.expires_at IS NULL OR leases.expires_at <= clock_timestamp() OR ${takeOver}::boolean
        RETURNING epoch, clock_timestamp() AS since
      `.execute(db);
      const row = rows[0];
      return row === undefined ? null : { mailboxId, epoch: Number(row.epoch), since: row.since.getTime() };
    },
    async renew(lease, ttlMs) {
      const { rows } = await sql`
        UPDATE leases SET expires_at = ${later(ttlMs)}
        WHERE mailbox_id = ${lease.mailboxId} AND epoch = ${lease.epoch} RETURNING 1
      `.execute(db);
      return rows.length > 0;
    },
    release: (lease) => releaseLease(db, lease),
  };
}

/** Gives a lease back, in the caller's transaction if it has one. */
export async function releaseLease(db: Kysely<Database>, lease: Lease): Promise<void> {
  await sql`
    UPDATE leases SET epoch = epoch + 1, worker = NULL, expires_at = NULL
    WHERE mailbox_id = ${lease.mailboxId} AND epoch = ${lease.epoch}
  `.execute(db);
}

function later(ttlMs: number) {
  return sql`clock_timestamp() + ${ttlMs}::double precision * interval '1 millisecond'`;
}
