import type { Transaction } from 'kysely';
import type { LedgerTransaction } from '../../../sync/ports.ts';
import type { Database } from '../tables.ts';
import { textKey } from './keys.ts';

/** The ledger's memory of where the mailbox stands in its feeds. */
export function feedVerbs(
  tx: Transaction<Database>,
  mailboxId: string,
): Pick<LedgerTransaction, 'feed' | 'saveFeed'> {
  return {
    async feed(name) {
      const row = await tx
        .selectFrom('feeds')
        .select(['cursor', 'listing', 'listing_open'])
        .where('mailbox_id', '=', mailboxId)
        .where('key', '=', textKey(name))
        .executeTakeFirst();
      if (row === undefined) return { cursor: null, listing: 0, listingOpen: false };
      return { cursor: row.cursor, listing: row.listing, listingOpen: row.listing_open };
    },
    async saveFeed(name, state) {
      const values = { cursor: state.cursor, listing: state.listing, listing_open: state.listingOpen };
      await tx
        .insertInto('feeds')
        .values({ mailbox_id: mailboxId, key: textKey(name), name, ...values })
        .onConflict((conflict) => conflict.columns(['mailbox_id', 'key']).doUpdateSet(values))
        .execute();
    },
  };
}
