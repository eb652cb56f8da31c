import type { Kysely, Transaction } from 'kysely';
import { setTimeout as sleep } from 'node:timers/promises';
import { LeaseLost } from '../../../sync/errors.ts';
import type { Ledger, Lease, LedgerTransaction } from '../../../sync/ports.ts';
import type { Database } from '../tables.ts';
import { failureKind, toLedgerError } from './failures.ts';
import { feedVerbs } from './feeds.ts';
import { historyVerbs } from './history.ts';
import { intentVerbs } from './intents.ts';
import { dirtyMarks, missingMarks } from './link-marks.ts';
import { linkReads, linkWrites } from './links.ts';

const MOST_ATTEMPTS = 12;

/**
 * The ledger in PostgreSQL. Transactions are `repeatable read`: what another mailbox's worker or a person changed
 * between our reading and our writing makes the transaction run again instead of being overwritten.
 */
export function createLedger(db: Kysely<Database>): Ledger {
  return {
    async transaction(lease, work) {
      for (let attempt = 1; ; attempt++) {
        try {
          return await attemptOnce(db, lease, work);
        } catch (error) {
          const kind = failureKind(error);
          // A conflict with something committed since our snapshot is one that a second look may resolve.
          const again = kind === 'again' ? attempt < MOST_ATTEMPTS : kind === 'conflict' && attempt === 1;
          if (!again) throw toLedgerError(error);
          await sleep(Math.random() * Math.min(200, 5 * 2 ** attempt));
        }
      }
    },
  };
}

function attemptOnce<T>(
  db: Kysely<Database>,
  lease: Lease,
  work: (tx: LedgerTransaction) => Promise<T>,
): Promise<T> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      await checkLease(tx, lease);
      const { guarded, failure } = rememberFailure(ledgerTransaction(tx, lease));
      const result = await work(guarded);
      // After a failed statement PostgreSQL turns the commit into a rollback; nobody may take that for success.
      const failed = failure();
      if (failed !== null) throw failed.error;
      return result;
    });
}

/**
 * Whether the lease is the newest one, as the transaction sees it. `locked`: and stays it until its end, so that a takeover
 * waits for it; one that came since it began makes it run again.
 */
async function checkLease(tx: Transaction<Database>, lease: Lease, locked = false): Promise<void> {
  const row = await tx
    .selectFrom('leases')
    .select('epoch')
    .where('mailbox_id', '=', lease.mailboxId)
    .$if(locked, (query) => query.forShare())
    .executeTakeFirst();
  if (row === undefined || Number(row.epoch) !== lease.epoch) throw new LeaseLost({ code: 'lease-lost' });
}

function ledgerTransaction(tx: Transaction<Database>, lease: Lease): LedgerTransaction {
  const { mailboxId } = lease;
  let fenced: Promise<void> | null = null;
  const fence = (): Promise<void> => (fenced ??= checkLease(tx, lease, true));
  const { openIntents, removals, removalsFromCrm, ...intents } = intentVerbs(tx, mailboxId);
  return {
    ...feedVerbs(tx, mailboxId, fence),
    ...linkReads(tx, mailboxId),
    ...{ openIntents, removals, removalsFromCrm },
    ...fencedBy(fence, {
      ...linkWrites(tx),
      ...missingMarks(tx, mailboxId),
      ...dirtyMarks(tx, mailboxId),
      ...intents,
      ...historyVerbs(tx, mailboxId),
    }),
  };
}

type Verb = (...args: readonly unknown[]) => Promise<unknown>;

/**
 * Verbs that write, behind the fence. A transaction that has written nothing needs none, and costs PostgreSQL neither a
 * transaction id nor a write to the disk: most of those of a pump that finds nothing to do.
 */
function fencedBy<T extends object>(fence: () => Promise<void>, verbs: T): T {
  const fenced = Object.entries(verbs as Record<string, Verb>).map(([name, verb]) => [
    name,
    async (...args: readonly unknown[]) => {
      const isNothing = Array.isArray(args[0]) && args[0].length === 0;
      if (!isNothing) await fence();
      return verb(...args);
    },
  ]);
  return Object.fromEntries(fenced) as T;
}

/** The verbs, translating errors and remembering the first one even if `work` swallows it. */
function rememberFailure(verbs: LedgerTransaction): {
  readonly guarded: LedgerTransaction;
  readonly failure: () => { readonly error: unknown } | null;
} {
  let first: { readonly error: unknown } | null = null;
  const guarded = Object.entries(verbs as unknown as Record<string, Verb>).map(([name, verb]) => [
    name,
    async (...args: readonly unknown[]) => {
      try {
        return await verb(...args);
      } catch (error) {
        first ??= { error };
        throw error;
      }
    },
  ]);
  return { guarded: Object.fromEntries(guarded) as LedgerTransaction, failure: () => first };
}
