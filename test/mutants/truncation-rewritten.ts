import type { Item, Patch } from '../../src/sync/item.ts';
import type { JsonObject } from '../../src/sync/json.ts';
import { otherSide, setPath } from '../../src/sync/leaf.ts';
import * as product from '../../src/sync/own-write.ts';
import type { Link, Side } from '../../src/sync/ports.ts';

export * from '../../src/sync/own-write.ts';

/**
 * A server truncates a field, and it is rewritten for ever: what differs from the other side must be written again, so each
 * pass writes what the last one wrote, and the server cuts it again. One-way copies that compare source and target without a
 * base do this, and wake every phone of the company each time.
 */
export const afterOwn: typeof product.afterOwn = (link, side, version, stored, kind) => {
  const before = link.observed[side];
  const known = product.afterOwn(link, side, version, stored, kind);
  return before.state === 'unread' && before.own !== undefined
    ? { ...known, base: wantedAgain(known.base, side, stored, before.own) }
    : known;
};

/** The same where the answer to the write says what was stored. */
export const withOwn: typeof product.withOwn = (base, side, stored, sent) =>
  wantedAgain(product.withOwn(base, side, stored, sent), side, stored, sent);

/** Where less than what was sent was stored, the other side's full value is news once more. */
function wantedAgain(base: Link['base'], side: Side, stored: Item, sent: Patch): Link['base'] {
  const other = otherSide(side);
  const before = base[other];
  if (before === null) return base;
  const cut = Object.keys(sent).filter((field) => product.isReduced(sent[field] ?? undefined, stored[field]));
  const after = cut.reduce<JsonObject>((item, field) => setPath(item, [field], stored[field]), before);
  return { ...base, [other]: after as Item };
}
