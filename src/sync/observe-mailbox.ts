import { CursorLost, Gone, LedgerConflict } from './errors.ts';
import type { Page } from './ports.ts';
import { callContext, transaction } from './session.ts';
import type { Session } from './session.ts';
import { seenNotes } from './seen-notes.ts';
import { takeInParts } from './set-aside.ts';
import { takeChanges, takePage } from './take-page.ts';

/**
 * Takes in what a collection's feed reports, page by page; each page and its cursor go into one transaction, so that
 * the cursor never runs ahead. A collection that is gone is left alone: nothing is deleted because of it. Tells which.
 */
export async function observeCollection(session: Session, collection: string): Promise<'observed' | 'gone'> {
  let more = true;
  while (more) {
    const state = await transaction(session, (tx) => tx.feed(collection));
    try {
      const page = await session.ports.mailbox.changes(collection, state.cursor, callContext(session));
      await takeIn(session, collection, page);
      session.tally.observed.mailbox += page.changes.length;
      if (page.changes.length > 0)
        session.ports.onProgress?.({ phase: 'observe-mailbox', done: session.tally.observed.mailbox });
      more = page.more;
    } catch (error) {
      if (error instanceof Gone) return 'gone';
      if (!(error instanceof CursorLost) || state.cursor === null) throw error;
      await transaction(session, (tx) =>
        tx.saveFeed(collection, { ...state, cursor: null, listingOpen: false }),
      );
    }
  }
  return 'observed';
}

async function takeIn(session: Session, collection: string, page: Page): Promise<void> {
  try {
    await transaction(session, (tx) => takePage(session, tx, collection, page));
  } catch (error) {
    if (!(error instanceof LedgerConflict)) throw error;
    await takeInParts(session, 'mailbox', collection, page, (changes, listing) =>
      transaction(session, async (tx) => {
        const notes = seenNotes(session, tx, 'mailbox');
        await takeChanges(session, tx, changes, listing, notes);
        await notes.write();
      }),
    );
  }
}
