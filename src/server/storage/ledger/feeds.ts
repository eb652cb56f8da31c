import type { Transaction } from 'kysely';
import type { FeedState, LedgerTransaction } from '../../../sync/ports.ts';
import type { Database } from '../tables.ts';
import { textKey } from './keys.ts';

/**
 * The ledger's memory of where the mailbox stands in its feeds. There are few, so that the first question fetches all; what
 * is on record as it is needs no writing.
 * @param fence to be passed before anything is written
 */
export function feedVerbs(
  tx: Transaction<Database>,
  mailboxId: string,
  fence: () => Promise<void>,
): Pick<LedgerTransaction, 'feed' | 'saveFeed'> {
  let fetched: Promise<Map<string, FeedState>> | null = null;
  const all = (): Promise<Map<string, FeedState>> => (fetched ??= allFeeds(tx, mailboxId));
  return {
    async feed(name) {
      return (await all()).get(keyOf(name)) ?? { cursor: null, listing: 0, listingOpen: false };
    },
    async saveFeed(name, state) {
      const known = fetched === null ? undefined : (await fetched).get(keyOf(name));
      if (known !== undefined && isSame(known, state)) return;
      await fence();
      const values = { cursor: state.cursor, listing: state.listing, listing_open: state.listingOpen };
      await tx
        .insertInto('feeds')
        .values({ mailbox_id: mailboxId, key: textKey(name), name, ...values })
        .onConflict((conflict) => conflict.columns(['mailbox_id', 'key']).doUpdateSet(values))
        .execute();
      if (fetched !== null) (await fetched).set(keyOf(name), state);
    },
  };
}

function isSame(one: FeedState, other: FeedState): boolean {
  return (
    one.cursor === other.cursor && one.listing === other.listing && one.listingOpen === other.listingOpen
  );
}

async function allFeeds(tx: Transaction<Database>, mailboxId: string): Promise<Map<string, FeedState>> {
  const rows = await tx
    .selectFrom('feeds')
    .select(['key', 'cursor', 'listing', 'listing_open'])
    .where('mailbox_id', '=', mailboxId)
    .execute();
  return new Map(
    rows.map(({ key, cursor, listing, listing_open: listingOpen }) => [
      key.toString('hex'),
      { cursor, listing, listingOpen },
    ]),
  );
}

function keyOf(name: string): string {
  return textKey(name).toString('hex');
}
