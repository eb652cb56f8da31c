import * as product from '../../src/sync/own-write.ts';
import { isRespelled, wantedAgain, type Again } from './harness/wanted-again.ts';

export * from '../../src/sync/own-write.ts';

/**
 * A server truncates a field, and it is rewritten for ever: what is less than the other side's must be written again, so each
 * pass writes what the last one wrote, and the server cuts it again. One-way copies that compare source and target without a
 * base do this, and wake every phone of the company each time.
 */
export const afterOwn: typeof product.afterOwn = (link, side, version, stored, kind) => {
  const before = link.observed[side];
  const known = product.afterOwn(link, side, version, stored, kind);
  return before.state === 'unread' && before.own !== undefined
    ? { ...known, base: wantedAgain(known.base, side, stored, before.own, isCut) }
    : known;
};

/** The same where the answer to the write says what was stored. */
export const withOwn: typeof product.withOwn = (base, side, stored, sent) =>
  wantedAgain(product.withOwn(base, side, stored, sent), side, stored, sent, isCut);

const isCut: Again = (sent, stored) => product.isReduced(sent, stored) && !isRespelled(sent, stored);
