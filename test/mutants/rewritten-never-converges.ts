import * as product from '../../src/sync/own-write.ts';
import { isRespelled, wantedAgain } from './harness/wanted-again.ts';

export * from '../../src/sync/own-write.ts';

/**
 * A server-rewritten item never converges: a server spells a text in its own way (on one line, without white space at the
 * end), which is not what was sent, so it is sent again, and spelled in its own way again. Two-way bridges to servers that
 * rewrite what they store have run in circles like this for years.
 */
export const afterOwn: typeof product.afterOwn = (link, side, version, stored, kind) => {
  const before = link.observed[side];
  const known = product.afterOwn(link, side, version, stored, kind);
  return before.state === 'unread' && before.own !== undefined
    ? { ...known, base: wantedAgain(known.base, side, stored, before.own, isRespelled) }
    : known;
};

/** The same where the answer to the write says what was stored. */
export const withOwn: typeof product.withOwn = (base, side, stored, sent) =>
  wantedAgain(product.withOwn(base, side, stored, sent), side, stored, sent, isRespelled);
