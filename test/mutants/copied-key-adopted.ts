import { seenItem } from '../../src/sync/observation.ts';
import * as product from '../../src/sync/whose-item.ts';

export * from '../../src/sync/whose-item.ts';

/**
 * A copied correlation key is adopted: Outlook copies hidden properties along, so a copy that a person pastes carries the original's
 * key. Whoever finds items by a custom property takes the copy for the original, and from then on follows the wrong one.
 */
export const whoseItem: typeof product.whoseItem = (session, unclaimed, kind, candidates, looked, taken) => {
  const { found, provisional } = unclaimed;
  const carried = found.correlationKey === null ? undefined : candidates.byKey.get(found.correlationKey);
  if (carried === undefined || carried.id === provisional?.id || taken.has(carried.id))
    return product.whoseItem(session, unclaimed, kind, candidates, looked, taken);
  const link = { ...seenItem(carried, found, kind, session.settings), dirty: true };
  return { type: 'link', link, replaced: provisional === null ? [] : [provisional] };
};
