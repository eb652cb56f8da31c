import { sql, type Kysely, type RawBuilder, type Transaction } from 'kysely';
import type { LedgerTransaction, Link } from '../../../sync/ports.ts';
import type { Database } from '../tables.ts';
import { refKey, textKey } from './keys.ts';
import { identityKey, LINK_COLUMNS, linkToRow, rowToLink, type LinkColumn } from './rows.ts';

type LinkReads = Pick<
  LedgerTransaction,
  | 'linksByItem'
  | 'linksByRecord'
  | 'linksByIdentity'
  | 'linksByKey'
  | 'linksById'
  | 'siblings'
  | 'lookalikes'
  | 'dirtyLinks'
  | 'linksToRead'
>;

/** What the ledger answers about links. Ended links are among the answers, but for `linksToRead` and `siblings`. */
export function linkReads(tx: Kysely<Database>, mailboxId: string): LinkReads {
  const links = () => tx.selectFrom('links').selectAll().orderBy('id');
  const mine = () => links().where('mailbox_id', '=', mailboxId);
  const answer = async (query: ReturnType<typeof links>): Promise<readonly Link[]> =>
    (await query.execute()).map(rowToLink);
  return {
    async linksByItem(refs) {
      return refs.length === 0 ? [] : answer(mine().where('item_key', '=', anyKey(refs.map(refKey))));
    },
    async linksByRecord(refs) {
      return refs.length === 0 ? [] : answer(mine().where('record_key', '=', anyKey(refs.map(refKey))));
    },
    async linksByIdentity(kind, identities) {
      if (identities.length === 0) return [];
      const keys = identities.map((identity) => identityKey(kind, identity));
      return answer(links().where('identity_key', '=', anyKey(keys)));
    },
    async linksByKey(keys) {
      if (keys.length === 0) return [];
      return answer(links().where('correlation_key', '=', anyKey(keys.map((key) => textKey(key)))));
    },
    async linksById(ids) {
      return ids.length === 0 ? [] : answer(mine().where('id', '=', sql<string>`ANY(${ids}::uuid[])`));
    },
    async siblings(refs) {
      if (refs.length === 0) return [];
      return answer(
        links()
          .where('record_key', '=', anyKey(refs.map(refKey)))
          .where('mailbox_id', '<>', mailboxId)
          .where('state', '<>', 'ended'),
      );
    },
    lookalikes: () => answer(mine().where('state', '<>', 'ended').where(isFresh(mailboxId))),
    dirtyLinks(after, limit) {
      return answer(
        mine()
          .where('dirty', '=', true)
          .$if(after !== null, (query) => query.where('id', '>', after))
          // NOT IN, so that the planner keeps to the index's order instead of sorting all dirty links for an anti-join.
          .where('id', 'not in', (query) =>
            query.selectFrom('intents').select('link_id').where('intents.mailbox_id', '=', mailboxId),
          )
          .limit(limit),
      );
    },
    linksToRead(side, after, limit) {
      const seen = side === 'mailbox' ? 'mailbox_seen' : 'crm_seen';
      return answer(
        mine()
          .where(seen, 'in', ['unread', 'missing'])
          .where('state', 'not in', ['ended', 'quarantined'])
          .$if(after !== null, (query) => query.where('id', '>', after))
          .limit(limit),
      );
    },
  };
}

/** Of links that look alike: one of them is dirty. */
function isFresh(mailboxId: string): RawBuilder<boolean> {
  return sql<boolean>`lookalike_key IN (
    SELECT lookalike_key FROM links
    WHERE mailbox_id = ${mailboxId} AND lookalike_key IS NOT NULL AND state <> 'ended' AND dirty)`;
}

/** Writes links down: new ones, and others as they are now. */
export function linkWrites(tx: Transaction<Database>): Pick<LedgerTransaction, 'saveLinks'> {
  return {
    async saveLinks(saved) {
      if (saved.length > 0) await upsert(tx, saved);
    },
  };
}

const COLUMNS = Object.keys(LINK_COLUMNS) as readonly LinkColumn[];
const KEPT: ReadonlySet<string> = new Set(['id', 'mailbox_id']);

/** What the owner of the mailbox said of the item, as soon as its identity is known. */
const MARK = sql`(
  SELECT m.mark FROM item_marks m JOIN mailboxes b ON b.user_id = m.user_id
  WHERE b.id = batch.mailbox_id AND m.identity_key = batch.identity_key)`;

/** One statement for the whole batch: an array per column. */
async function upsert(tx: Transaction<Database>, saved: readonly Link[]): Promise<void> {
  const rows = saved.map(linkToRow);
  const arrays = COLUMNS.map((column) => {
    const type = LINK_COLUMNS[column];
    const values = rows.map((row) => row[column]);
    return sql`${values}::${sql.raw(type === 'json' ? 'text' : type)}[]`;
  });
  const names = sql.join(COLUMNS.map((column) => sql.ref(column)));
  const selected = sql.join(
    COLUMNS.map((column) =>
      LINK_COLUMNS[column] === 'json' ? sql`${sql.ref(column)}::json` : sql.ref(column),
    ),
  );
  const changes = COLUMNS.filter((column) => !KEPT.has(column)).map(
    (column) => sql`${sql.ref(column)} = excluded.${sql.ref(column)}`,
  );
  await sql`
    INSERT INTO links (${names}, mark)
    SELECT ${selected}, ${MARK} FROM unnest(${sql.join(arrays)}) AS batch (${names})
    ON CONFLICT (id) DO UPDATE SET ${sql.join(changes)}, mark = coalesce(links.mark, excluded.mark),
      state_since = CASE WHEN links.state = excluded.state THEN links.state_since ELSE now() END
  `.execute(tx);
}

function anyKey(keys: readonly Buffer[]): RawBuilder<Buffer> {
  return sql<Buffer>`ANY(${keys}::bytea[])`;
}
