import { CursorLost, Gone } from '../../src/sync/errors.ts';
import type * as product from '../../src/sync/observe-mailbox.ts';
import { callContext, transaction } from '../../src/sync/session.ts';
import { feedAfter, takePage } from '../../src/sync/take-page.ts';

/**
 * The cursor is saved before the items: first where to go on, then what came. A process that dies in between never asks for that page
 * again. Sync clients that store the token as soon as the answer is there lose changes like this, a few a year.
 */
export const observeCollection: typeof product.observeCollection = async (session, collection) => {
  for (let more = true; more;) {
    const state = await transaction(session, (tx) => tx.feed(collection));
    try {
      const page = await session.ports.mailbox.changes(collection, state.cursor, callContext(session));
      await transaction(session, (tx) => tx.saveFeed(collection, feedAfter(state, page)));
      await transaction(session, (tx) =>
        takePage(session, { ...tx, feed: () => Promise.resolve(state) }, collection, page),
      );
      session.tally.observed.mailbox += page.changes.length;
      ({ more } = page);
    } catch (error) {
      if (error instanceof Gone) return 'gone';
      if (!(error instanceof CursorLost) || state.cursor === null) throw error;
      await transaction(session, (tx) =>
        tx.saveFeed(collection, { ...state, cursor: null, listingOpen: false }),
      );
    }
  }
  return 'observed';
};
