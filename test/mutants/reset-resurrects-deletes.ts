import { observe } from '../../src/sync/observation.ts';
import * as product from '../../src/sync/take-page.ts';
import { resetsSeen, unlisted } from './harness/listings.ts';

export * from '../../src/sync/take-page.ts';

const endsReset = resetsSeen();

/**
 * A token reset resurrects deletes: when the server forgot the sync token, the state is built anew from a full listing. What
 * was deleted meanwhile is not in it, so it was never there: the record has no item yet, and gets one. The usual end of "410 Gone: full
 * sync required" where only what is listed is compared.
 */
export const takePage: typeof product.takePage = async (session, tx, collection, page) => {
  const isReset = endsReset(session.lease.mailboxId, collection, await tx.feed(collection), page);
  await product.takePage(session, tx, collection, page);
  if (!isReset) return;
  const unknown = (await unlisted(tx, collection)).map((link) => ({
    ...observe(link, 'mailbox', { state: 'unknown' }),
    itemRef: null,
    dirty: true,
  }));
  await tx.saveLinks(unknown);
};
