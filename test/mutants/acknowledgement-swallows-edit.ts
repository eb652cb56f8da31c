import { observe } from '../../src/sync/observation.ts';
import * as product from '../../src/sync/own-write.ts';

export * from '../../src/sync/own-write.ts';

/**
 * The acknowledgement swallows a concurrent edit: what is read after a write is taken for what the write left behind, although somebody
 * has changed it in between. That edit is the base now, and never travels.
 */
export const afterOwn: typeof product.afterOwn = (link, side, version, stored, kind) => {
  const before = link.observed[side];
  const own = before.state === 'unread' ? observe(link, side, { ...before, version }) : link;
  return product.afterOwn(own, side, version, stored, kind);
};
