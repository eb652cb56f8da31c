import { sql, type Kysely, type Selectable } from 'kysely';
import type { JsonObject } from '../../sync/json.ts';
import type { Link, Ref, Side } from '../../sync/ports.ts';
import { refKey } from './ledger/keys.ts';
import { rowToLink, type LinkRow } from './ledger/rows.ts';
import type { Database } from './tables.ts';
import type { ConflictTable } from './tables/links.ts';

/** A value that did not prevail, and the link that it belongs to. */
export interface StoredConflict {
  readonly id: string;
  readonly mailboxId: string;
  readonly linkId: string;
  readonly at: Date;
  /** Path of what was merged, with slashes. */
  readonly field: string;
  readonly losingSide: Side;
  readonly losing: JsonObject;
  readonly winning: JsonObject;
  /** As it is now; null when it is not there any more. */
  readonly link: Link | null;
}

/** What conflicts kept. Who may see it is decided elsewhere. */
export interface ConflictStore {
  /** Newest first, with ids before `before`. */
  list(mailboxId: string, before: string | null, limit: number): Promise<readonly StoredConflict[]>;
  /** Of all mailboxes' living links to a record, newest first. */
  ofRecord(ref: Ref, before: string | null, limit: number): Promise<readonly StoredConflict[]>;
  find(mailboxId: string, id: string): Promise<StoredConflict | null>;
  /** Ends it, with a line in the history; false: it is not there. */
  end(
    mailboxId: string,
    id: string,
    event: 'conflict-used' | 'conflict-dismissed',
    at: Date,
  ): Promise<boolean>;
}

/** Conflicts in the database. */
export function conflictStore(db: Kysely<Database>): ConflictStore {
  const newest = (before: string | null, limit: number) =>
    db
      .selectFrom('conflicts')
      .selectAll('conflicts')
      .$if(before !== null, (query) => query.where('conflicts.id', '<', before ?? ''))
      .orderBy('conflicts.id', 'desc')
      .limit(limit);
  return {
    list: async (mailboxId, before, limit) =>
      withLinks(db, await newest(before, limit).where('conflicts.mailbox_id', '=', mailboxId).execute()),
    ofRecord: async (ref, before, limit) =>
      withLinks(
        db,
        await newest(before, limit)
          .innerJoin('links', 'links.id', 'conflicts.link_id')
          .where('links.record_key', '=', refKey(ref))
          .where('links.state', '<>', 'ended')
          .execute(),
      ),
    async find(mailboxId, id) {
      const rows = await newest(null, 1)
        .where('conflicts.mailbox_id', '=', mailboxId)
        .where('conflicts.id', '=', id)
        .execute();
      return (await withLinks(db, rows))[0] ?? null;
    },
    end: (mailboxId, id, event, at) =>
      db.transaction().execute(async (tx) => {
        const [ended] = await tx
          .deleteFrom('conflicts')
          .where('mailbox_id', '=', mailboxId)
          .where('id', '=', id)
          .returning('link_id')
          .execute();
        if (ended === undefined) return false;
        const line = { mailbox_id: mailboxId, link_id: ended.link_id, at, event, reason: null };
        await tx.insertInto('history').values(line).execute();
        return true;
      }),
  };
}

async function withLinks(
  db: Kysely<Database>,
  rows: readonly Selectable<ConflictTable>[],
): Promise<readonly StoredConflict[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ link_id: id }) => id);
  const found: readonly LinkRow[] = await db
    .selectFrom('links')
    .selectAll()
    .where('id', '=', sql<string>`ANY(${ids}::uuid[])`)
    .execute();
  const links = new Map(found.map((row) => [row.id, rowToLink(row)]));
  return rows.map((row) => ({
    id: row.id,
    mailboxId: row.mailbox_id,
    linkId: row.link_id,
    at: row.at,
    field: row.field,
    losingSide: row.losing_side,
    losing: row.losing,
    winning: row.winning,
    link: links.get(row.link_id) ?? null,
  }));
}
