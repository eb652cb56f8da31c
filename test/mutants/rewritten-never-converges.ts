import type * as product from '../../src/sync/own-write.ts';

export * from '../../src/sync/own-write.ts';

/**
 * A server-rewritten item never converges: what was sent is kept as the base, and what the server made of it (shorter,
 * on one line, without places) is then a person's edit, which goes back to where it came from. Two-way bridges to servers that
 * rewrite what they store have run in circles like this for years.
 */
export const afterOwn: typeof product.afterOwn = ({ base, agreed }) => ({ base, agreed });

/** The same where the answer to the write says what was stored. */
export const withOwn: typeof product.withOwn = (base) => base;

/** The same where a look found that the write had happened. */
export const withReduced: typeof product.withReduced = (known) => known;
