import * as product from '../../src/sync/acknowledge.ts';
import { Stale } from '../../src/sync/errors.ts';
import { otherSide } from '../../src/sync/leaf.ts';

export * from '../../src/sync/acknowledge.ts';

/**
 * A stale write drops the local edit: the server says that somebody was faster, so the item is fetched anew, and what was to be written is
 * done with. "Server wins" on a 412 is the default of many CalDAV clients.
 */
export const refused: typeof product.refused = (link, intent, error) => {
  const after = product.refused(link, intent, error);
  if (after === null || !(error instanceof Stale) || intent.operation !== 'update') return after;
  const source = otherSide(intent.side);
  const edited = link.observed[source];
  return edited.state === 'present' ? { ...after, base: { ...after.base, [source]: edited.item } } : after;
};
