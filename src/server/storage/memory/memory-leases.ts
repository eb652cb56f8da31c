import { LeaseLost } from '../../../sync/errors.ts';
import type { Lease } from '../../../sync/ports.ts';
import type { Leases } from '../ledger/leases.ts';

/** Leases in memory; every mailbox exists. */
export interface MemoryLeases extends Leases {
  /** Throws LeaseLost unless the lease's epoch is the newest. */
  check(lease: Lease): void;
}

/** No leases yet. `now`: epoch milliseconds. */
export function createMemoryLeases(now: () => number): MemoryLeases {
  const epochs = new Map<string, { epoch: number; expiresAt: number }>();
  const current = (lease: Lease) => {
    const state = epochs.get(lease.mailboxId);
    return state?.epoch === lease.epoch ? state : undefined;
  };
  return {
    acquire(mailboxId, _workerId, ttlMs, options = {}) {
      const state = epochs.get(mailboxId);
      if (state !== undefined && state.expiresAt > now() && options.takeOver !== true)
        return Promise.resolve(null);
      const epoch = (state?.epoch ?? 0) + 1;
      epochs.set(mailboxId, { epoch, expiresAt: now() + ttlMs });
      return Promise.resolve({ mailboxId, epoch, since: now() });
    },
    renew(lease, ttlMs) {
      const state = current(lease);
      if (state !== undefined) state.expiresAt = now() + ttlMs;
      return Promise.resolve(state !== undefined);
    },
    release(lease) {
      const state = current(lease);
      if (state !== undefined) epochs.set(lease.mailboxId, { epoch: lease.epoch + 1, expiresAt: -Infinity });
      return Promise.resolve();
    },
    check(lease) {
      if (current(lease) === undefined) throw new LeaseLost({ code: 'lease-lost' });
    },
  };
}
