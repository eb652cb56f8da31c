import type { FeedState, LedgerTransaction, Link, Page } from '../../../src/sync/ports.ts';

/** Whether a page ends the listing that followed the loss of a cursor. */
export type EndsReset = (mailboxId: string, collection: string, before: FeedState, page: Page) => boolean;

/** More than any calendar of a scenario holds. */
const ALL = 100_000;

/** Tells listings that follow the loss of a cursor from first ones, and from those that a server gives instead of changes. */
export function resetsSeen(): EndsReset {
  const running = new Map<string, boolean>();
  return (mailboxId, collection, before, page) => {
    const key = `${mailboxId}\n${collection}`;
    if (!before.listingOpen) running.set(key, before.cursor === null && before.listing > 0);
    return page.complete && running.get(key) === true;
  };
}

/** The links of a collection whose items the listing that has just ended did not contain. */
export async function unlisted(tx: LedgerTransaction, collection: string): Promise<readonly Link[]> {
  const { listing } = await tx.feed(collection);
  const links = await tx.linksToRead('mailbox', null, ALL);
  return links.filter(
    ({ observed, itemRef, seenIn }) =>
      observed.mailbox.state === 'missing' &&
      itemRef?.collection === collection &&
      seenIn.mailbox !== listing,
  );
}
