import * as product from '../../src/sync/identity.ts';

export * from '../../src/sync/identity.ts';

let made = 0;

/**
 * An attendee's copy spawns a second record: each mailbox creates a meeting's record under a key of its own, so that two which see the
 * meeting at the same time make two. CRMs whose clients number records themselves are full of such twins.
 */
export const recordKey: typeof product.recordKey = (kind, identity) =>
  `${product.recordKey(kind, identity)}#${String((made += 1))}`;
