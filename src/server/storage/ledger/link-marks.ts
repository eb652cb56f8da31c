import { sql, type RawBuilder, type Transaction } from 'kysely';
import type { LedgerTransaction, Side } from '../../../sync/ports.ts';
import type { Database } from '../tables.ts';
import { refKey, textKey } from './keys.ts';

type MissingMarks = Pick<LedgerTransaction, 'markMissing' | 'lookAgain' | 'lookAtHidden'>;
type DirtyMarks = Pick<
  LedgerTransaction,
  'touchDormant' | 'touchAll' | 'releaseQuarantined' | 'touchSiblings'
>;

/** Marks on many links at once: that they were not seen, or must be read again. */
export function missingMarks(tx: Transaction<Database>, mailboxId: string): MissingMarks {
  return {
    async markMissing(side, feed, listing) {
      const query =
        side === 'mailbox'
          ? tx
              .updateTable('links')
              .set({ mailbox_seen: 'missing', mailbox_observed: missingIn('mailbox'), dirty: true })
              .where('item_feed', '=', textKey(feed))
              .where('mailbox_seen', 'in', ['present', 'unread'])
              .where('mailbox_seen_in', '<>', listing)
          : tx
              .updateTable('links')
              .set({ crm_seen: 'missing', crm_observed: missingIn('crm'), dirty: true })
              .where('record_key', 'is not', null)
              .where('crm_seen', 'in', ['present', 'unread'])
              .where('crm_seen_in', '<>', listing);
      const { numUpdatedRows } = await query
        .where('mailbox_id', '=', mailboxId)
        .where('state', '<>', 'ended')
        .executeTakeFirst();
      return Number(numUpdatedRows);
    },
    async lookAtHidden() {
      for (const [side, key] of [
        ['mailbox', 'item_key'],
        ['crm', 'record_key'],
      ] as const) {
        const [seen, observed] = [sql.ref(`${side}_seen`), sql.ref(`${side}_observed`)];
        await sql`
          UPDATE links SET ${seen} = 'unread', ${observed} = ${UNREAD}::json
          WHERE mailbox_id = ${mailboxId} AND state = 'dormant' AND ${seen} = 'unknown'
            AND ${sql.ref(key)} IS NOT NULL
        `.execute(tx);
      }
    },
    async lookAgain(sides) {
      for (const side of sides) {
        const [seen, observed] = [sql.ref(`${side}_seen`), sql.ref(`${side}_observed`)];
        await sql`
          UPDATE links SET ${seen} = 'unread',
            ${observed} = ('{"state":"unread","version":' || coalesce(${versionIn(observed)}, '""') || '}')::json
          WHERE mailbox_id = ${mailboxId} AND state <> 'ended' AND ${seen} = 'present'
        `.execute(tx);
      }
    },
  };
}

/**
 * The version of what is present, as a JSON string. by the text: a json operator would stop at the first \u0000 or half a
 * pair of surrogates that somebody's item has.
 */
function versionIn(observed: RawBuilder<unknown>): RawBuilder<string | null> {
  return sql<string | null>`substring(${observed}::text FROM ${PRESENT})`;
}

/**
 * What was observed, now missing: of what was there and not read yet everything but the state stays, above all what our own
 * write sent. By the text, too.
 */
function missingIn(side: Side): RawBuilder<string> {
  const text = sql`${sql.ref(`${side}_observed`)}::text`;
  return sql<string>`
    CASE WHEN starts_with(${text}, ${UNREAD_FROM})
      THEN (${MISSING_FROM} || substr(${text}, ${UNREAD_FROM.length + 1}))::json
      ELSE ${MISSING}::json END`;
}

const UNREAD_FROM = '{"state":"unread"';
const MISSING_FROM = '{"state":"missing"';
const PRESENT = String.raw`^\{"state":"present","version":("(?:[^"\\]|\\.)*")`;
const UNREAD = JSON.stringify({ state: 'unread', version: '' });
const MISSING = JSON.stringify({ state: 'missing' });

/** Marks on many links at once: that they must be planned again. */
export function dirtyMarks(tx: Transaction<Database>, mailboxId: string): DirtyMarks {
  return {
    async touchDormant() {
      await tx
        .updateTable('links')
        .set({ dirty: true })
        .where('mailbox_id', '=', mailboxId)
        .where('state', '=', 'dormant')
        .where('dirty', '=', false)
        .execute();
    },
    async touchAll() {
      await tx
        .updateTable('links')
        .set({ dirty: true })
        .where('mailbox_id', '=', mailboxId)
        .where('state', '<>', 'ended')
        .where('dirty', '=', false)
        .execute();
    },
    async releaseQuarantined() {
      const released = await tx
        .updateTable('links')
        .set({ state: 'active', state_since: sql<Date>`now()`, reason: 'null', dirty: true })
        .where('mailbox_id', '=', mailboxId)
        .where('state', '=', 'quarantined')
        .returning('id')
        .execute();
      return released.map(({ id }) => id).sort();
    },
    async touchSiblings(refs) {
      if (refs.length === 0) return;
      // Asking for their pumps belongs to the same transaction: a mark that nobody looks at would wait for long.
      const keys = refs.map(refKey);
      await sql`
        WITH touched AS (
          UPDATE links SET dirty = true
          WHERE record_key = ANY(${keys}::bytea[]) AND mailbox_id <> ${mailboxId}
            AND state <> 'ended' AND NOT dirty
          RETURNING mailbox_id
        )
        INSERT INTO pump_requests (mailbox_id) SELECT DISTINCT mailbox_id FROM touched
      `.execute(tx);
    },
  };
}
