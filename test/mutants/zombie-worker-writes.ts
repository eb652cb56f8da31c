import * as product from '../../src/server/storage/memory/memory-leases.ts';

export * from '../../src/server/storage/memory/memory-leases.ts';

/**
 * A zombie worker writes: nobody asks whether the lease is still the newest, so a worker that was thought dead wakes up and goes on
 * with what it knew. A lock that expires without a fencing token lets it (the well-known trouble with locks in Redis).
 */
export const createMemoryLeases: typeof product.createMemoryLeases = (now) => ({
  ...product.createMemoryLeases(now),
  check: () => undefined,
});
