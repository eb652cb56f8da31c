import * as product from '../../src/sync/take-page.ts';
import { resetsSeen } from './harness/listings.ts';

export * from '../../src/sync/take-page.ts';

const endsReset = resetsSeen();

/**
 * A token reset loses deletes: after the server forgot the sync token everything is listed again, and what is listed is taken in.
 * What was deleted in between is in no listing, and nobody asks what is missing: it stays in the CRM for ever.
 */
export const takePage: typeof product.takePage = async (session, tx, collection, page) => {
  const isReset = endsReset(session.lease.mailboxId, collection, await tx.feed(collection), page);
  await product.takePage(session, tx, collection, isReset ? { ...page, complete: false } : page);
};
