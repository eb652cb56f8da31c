import { sql, type Kysely } from 'kysely';
import type { RecordHit } from '../records/search.ts';
import { hitsOf } from '../records/hits.ts';
import type { Writer } from '../records/writer.ts';
import type { Database } from '../tables.ts';
import type { RemovedLink } from '../tables/messages.ts';

/** A mail or a meeting in the CRM. */
export interface LinkedItem {
  readonly type: 'message' | 'appointment';
  /** Of its record. */
  readonly id: string;
}

/** A record that an item is linked with. `rule` names what linked it; null: a person did. */
export interface ItemLink extends RecordHit {
  readonly linkedBy: { readonly id: string; readonly displayName: string } | null;
  readonly linkedAt: Date;
  readonly rule: string | null;
}

/** Links of both kinds of items have one shape. */
const TABLES = {
  message: [sql.table('message_links'), sql.ref('message_record_id')],
  appointment: [sql.table('appointment_links'), sql.ref('appointment_id')],
} as const;

/** The item's links to living records that the user may see; oldest first. */
export async function linksOfItem(
  db: Kysely<Database>,
  userId: string,
  item: LinkedItem,
): Promise<readonly ItemLink[]> {
  interface Row {
    readonly record_id: string;
    readonly linked_by: string | null;
    readonly display_name: string | null;
    readonly linked_at: Date;
    readonly rule: string | null;
  }
  const [table, id] = TABLES[item.type];
  const { rows } = await sql<Row>`
    SELECT l.record_id, l.linked_by, u.display_name, l.linked_at, l.rule
    FROM ${table} l LEFT JOIN users u ON u.id = l.linked_by
    WHERE l.${id} = ${item.id}::uuid ORDER BY l.linked_at, l.record_id
  `.execute(db);
  const ids = rows.map((row) => row.record_id);
  const hits = await hitsOf(db, userId, ids);
  return rows.flatMap(({ record_id, linked_by, display_name, linked_at: linkedAt, rule }) => {
    const hit = hits.get(record_id);
    const linkedBy = linked_by === null ? null : { id: linked_by, displayName: display_name ?? '' };
    return hit === undefined ? [] : [{ ...hit, linkedBy, linkedAt, rule }];
  });
}

/**
 * Links an item, whose record the transaction holds, with records that the writer may see: the caller has made sure of
 * both. Answers the ids of the links that are new.
 */
export async function addItemLinks(
  tx: Kysely<Database>,
  { user, now }: Writer,
  item: LinkedItem,
  recordIds: readonly string[],
): Promise<readonly string[]> {
  const [table, id] = TABLES[item.type];
  const { rows } = await sql<{ record_id: string }>`
    INSERT INTO ${table} (${id}, record_id, linked_by, linked_at)
    SELECT ${item.id}::uuid, r, ${user.id}::uuid, ${now} FROM unnest(${[...new Set(recordIds)].sort()}::uuid[]) r
    WHERE r <> ${item.id}::uuid
    ON CONFLICT DO NOTHING RETURNING record_id
  `.execute(tx);
  return rows.map((row) => row.record_id);
}

/** Takes links away; answers those that were there. Of links that stand since a certain save (`madeAt`), that one's only. */
export async function removeItemLinks(
  tx: Kysely<Database>,
  item: LinkedItem,
  recordIds: readonly string[],
  made?: { readonly by: string; readonly at: Date },
): Promise<readonly RemovedLink[]> {
  const [table, id] = TABLES[item.type];
  const same =
    made === undefined ? sql`true` : sql`(linked_by = ${made.by}::uuid AND linked_at = ${made.at})`;
  const { rows } = await sql<{
    record_id: string;
    linked_by: string | null;
    linked_at: Date;
    rule: string | null;
  }>`
    DELETE FROM ${table} WHERE ${id} = ${item.id}::uuid AND record_id = ANY (${recordIds}::uuid[]) AND ${same}
    RETURNING record_id, linked_by, linked_at, rule
  `.execute(tx);
  return rows.map((row) => ({
    recordId: row.record_id,
    linkedBy: row.linked_by,
    linkedAt: row.linked_at.toISOString(),
    rule: row.rule,
  }));
}

/** Puts removed links back as they were; those that were made anew meanwhile stay as they are. */
export async function restoreItemLinks(
  tx: Kysely<Database>,
  item: LinkedItem,
  links: readonly RemovedLink[],
): Promise<void> {
  const [table, id] = TABLES[item.type];
  for (const { recordId, linkedBy, linkedAt, rule } of links) {
    await sql`
      INSERT INTO ${table} (${id}, record_id, linked_by, linked_at, rule)
      VALUES (${item.id}::uuid, ${recordId}::uuid, ${linkedBy}::uuid, ${linkedAt}::timestamptz, ${rule})
      ON CONFLICT DO NOTHING
    `.execute(tx);
  }
}
