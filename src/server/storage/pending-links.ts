import { sql, type Kysely } from 'kysely';
import { readableBy } from './records/readable.ts';
import type { Database } from './tables.ts';

/** Records that the meeting of a ledger's link shall be linked with as soon as it has a record itself. */
export interface PendingLinks {
  /** The ledger's link. */
  readonly linkId: string;
  readonly recordIds: readonly string[];
  readonly userId: string;
}

/** Notes them; idempotent. Answers those that are new. */
export async function addPendingLinks(
  tx: Kysely<Database>,
  { linkId, recordIds, userId }: PendingLinks,
  now: Date,
): Promise<readonly string[]> {
  const { rows } = await sql<{ record_id: string }>`
    INSERT INTO pending_links (link_id, record_id, linked_by, linked_at)
    SELECT ${linkId}::uuid, id, ${userId}::uuid, ${now} FROM unnest(${recordIds}::uuid[]) AS id
    ON CONFLICT DO NOTHING RETURNING record_id
  `.execute(tx);
  return rows.map(({ record_id: id }) => id);
}

/** Forgets them; idempotent. Answers those that were there. */
export async function removePendingLinks(
  tx: Kysely<Database>,
  linkId: string,
  recordIds: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await sql<{ record_id: string }>`
    DELETE FROM pending_links WHERE link_id = ${linkId}::uuid AND record_id = ANY (${recordIds}::uuid[])
    RETURNING record_id
  `.execute(tx);
  return rows.map(({ record_id: id }) => id);
}

/** Those of a link that are records the user may see; oldest first. */
export async function pendingLinksOf(
  db: Kysely<Database>,
  userId: string,
  linkId: string,
): Promise<readonly { readonly recordId: string; readonly linkedBy: string; readonly linkedAt: Date }[]> {
  const { rows } = await sql<{ record_id: string; linked_by: string; linked_at: Date }>`
    SELECT p.record_id, p.linked_by, p.linked_at FROM pending_links p JOIN records r ON r.id = p.record_id
    WHERE p.link_id = ${linkId}::uuid AND r.deleted_at IS NULL AND ${readableBy(userId)}
    ORDER BY p.linked_at, p.record_id
  `.execute(db);
  return rows.map((row) => ({
    recordId: row.record_id,
    linkedBy: row.linked_by,
    linkedAt: row.linked_at,
  }));
}

/** Turns what waited into links, of the meetings of a mailbox that have a record by now. */
export async function settlePendingLinks(db: Kysely<Database>, mailboxId: string): Promise<void> {
  const waiting = await db
    .selectFrom('pending_links')
    .innerJoin('links', 'links.id', 'pending_links.link_id')
    .select(['link_id', 'record_id', 'linked_by', 'linked_at', 'details'])
    .where('mailbox_id', '=', mailboxId)
    .where('record_key', 'is not', null)
    .execute();
  for (const { link_id: linkId, record_id: recordId, linked_by: by, linked_at: at, details } of waiting) {
    await sql`
      WITH settled AS (
        INSERT INTO appointment_links (appointment_id, record_id, linked_by, linked_at)
        SELECT ${details.recordRef?.id ?? null}::uuid, ${recordId}::uuid, ${by}::uuid, ${at} ON CONFLICT DO NOTHING
      )
      DELETE FROM pending_links WHERE link_id = ${linkId}::uuid AND record_id = ${recordId}::uuid
    `.execute(db);
  }
}
