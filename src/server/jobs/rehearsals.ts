import { randomUUID } from 'node:crypto';
import { LeaseLost, SyncError } from '../../sync/errors.ts';
import type { Lease } from '../../sync/ports.ts';
import { rehearse } from '../../sync/rehearse.ts';
import type { PumpReport } from '../../sync/settings.ts';
import type { OpenDatabase } from '../storage/database.ts';
import { createLeases } from '../storage/ledger/leases.ts';
import { openSpareLedger } from '../storage/ledger/spare-ledger.ts';
import { rehearsalCounter } from '../storage/rehearsal-summary.ts';
import { rehearsalStore, type RehearsalStore } from '../storage/rehearsals.ts';
import { newId } from '../storage/uuid.ts';
import type { Connection } from './worker.ts';

const LEASE_TTL_MS = 20_000;
const RENEW_MS = 5_000;

/** What rehearsals are carried out with. */
export interface RehearsalOptions {
  readonly database: OpenDatabase;
  /** Builds the ports of a mailbox; what it throws is the rehearsal's error. */
  readonly connect: (mailboxId: string) => Promise<Connection>;
  /** Failures that are no mailbox's. */
  readonly onError: (error: unknown) => void;
}

/** Rehearsals of this process. */
export interface Rehearsals {
  /** Begins one in the background; false: something else works on the mailbox just now. */
  start(mailboxId: string): Promise<boolean>;
  /** Breaks off those that run, and waits for their end. */
  stop(): Promise<void>;
}

/**
 * Rehearses mailboxes in the background, one item after the other into the store, so that neither a request nor the memory
 * of the process holds a mailbox of any size. The mailbox is leased meanwhile: it is not pumped.
 */
export function createRehearsals(options: RehearsalOptions): Rehearsals {
  const { database, onError } = options;
  const leases = createLeases(database.db);
  const store = rehearsalStore(database.db);
  const running = new Map<Promise<void>, AbortController>();
  return {
    async start(mailboxId) {
      const lease = await leases.acquire(mailboxId, `rehearsal:${randomUUID()}`, LEASE_TTL_MS);
      if (lease === null) return false;
      const id = newId();
      const breakOff = new AbortController();
      const timer = setInterval(() => {
        leases.renew(lease, LEASE_TTL_MS).then((held) => {
          if (!held) breakOff.abort();
        }, onError);
        store.beat(id, null).catch(onError);
      }, RENEW_MS);
      try {
        await store.begin(mailboxId, id);
      } catch (error) {
        clearInterval(timer);
        await leases.release(lease);
        throw error;
      }
      const work = carryOut(options, store, { lease, id, signal: breakOff.signal })
        .finally(() => {
          clearInterval(timer);
          return leases.release(lease);
        })
        .catch(onError)
        .finally(() => running.delete(work));
      running.set(work, breakOff);
      return true;
    },
    async stop() {
      for (const breakOff of running.values()) breakOff.abort();
      await Promise.all(running.keys());
    },
  };
}

interface Rehearsal {
  readonly lease: Lease;
  readonly id: string;
  readonly signal: AbortSignal;
}

async function carryOut(
  options: RehearsalOptions,
  store: RehearsalStore,
  rehearsal: Rehearsal,
): Promise<void> {
  try {
    const report = await observeAndPlan(options, store, rehearsal);
    await store.end(rehearsal.id, report.error);
  } catch (error) {
    await store.end(rehearsal.id, errorOf(error));
    if (!(error instanceof SyncError)) throw error;
  }
}

async function observeAndPlan(
  { database, connect, onError }: RehearsalOptions,
  store: RehearsalStore,
  { lease, id, signal }: Rehearsal,
): Promise<PumpReport> {
  const { ports, settings } = await connect(lease.mailboxId);
  const spare = await openSpareLedger(database, lease).catch(async (error: unknown) => {
    await ports.mailbox.close?.();
    throw error;
  });
  const counter = rehearsalCounter();
  let next = 1;
  let toldAt = -Infinity;
  const onProgress = (progress: { readonly phase: string; readonly done: number }): void => {
    if (performance.now() - toldAt < 500) return;
    toldAt = performance.now();
    store.beat(id, { phase: progress.phase, done: progress.done }).catch(onError);
  };
  try {
    return await rehearse(
      { ...ports, ledger: stoppable(spare.ledger, signal), onProgress },
      lease,
      settings,
      async (items) => {
        counter.add(items);
        await store.add(id, next, items, counter.summary());
        next += items.length;
      },
    );
  } finally {
    await ports.mailbox.close?.().catch(onError);
    await spare.close().catch(onError);
  }
}

/** A ledger of a rehearsal that may be broken off between any two of its steps. */
function stoppable(
  ledger: Connection['ports']['ledger'],
  signal: AbortSignal,
): Connection['ports']['ledger'] {
  return {
    transaction(lease, work) {
      if (signal.aborted) return Promise.reject(new LeaseLost({ code: 'rehearsal-interrupted' }));
      return ledger.transaction(lease, work);
    },
  };
}

function errorOf(error: unknown): { readonly code: string; readonly parameters: object } {
  if (error instanceof SyncError) return { code: error.code, parameters: error.parameters };
  return { code: 'internal-error', parameters: {} };
}
