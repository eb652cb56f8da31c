import type { LedgerTransaction } from './ports.ts';

/** What was remembered until now; null: nothing. */
export interface News {
  readonly before: string | null;
}

/**
 * Remembers a text for the mailbox. Null when it is the one that was remembered before.
 * @param name not a collection's id: those are the providers' own and never begin with a space, as this does
 */
export async function newsOf(tx: LedgerTransaction, name: string, text: string): Promise<News | null> {
  const feed = await tx.feed(name);
  if (feed.cursor === text) return null;
  await tx.saveFeed(name, { ...feed, cursor: text });
  return { before: feed.cursor };
}
