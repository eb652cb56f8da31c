import { seenGone } from '../../src/sync/observation.ts';
import * as product from '../../src/sync/take-page.ts';
import { unlisted } from './harness/listings.ts';

export * from '../../src/sync/take-page.ts';

/**
 * Absence is taken for deletion: what a complete listing does not contain is deleted on the other side, without a look. A server that
 * answers an empty list while it rebuilds its index empties the whole calendar.
 */
export const takePage: typeof product.takePage = async (session, tx, collection, page) => {
  await product.takePage(session, tx, collection, page);
  if (!page.complete) return;
  await tx.saveLinks((await unlisted(tx, collection)).map((link) => seenGone(link, 'mailbox')));
};
