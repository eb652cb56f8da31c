import { sql, type Kysely } from 'kysely';
import type { JsonObject } from '../../sync/json.ts';
import type { Lease } from '../../sync/ports.ts';
import { releaseLease } from './ledger/leases.ts';
import { settlePendingLinks } from './pending-links.ts';
import { plainJson } from './plain-text.ts';
import { notifyProgress, PROGRESS_CHANNEL } from './progress-channel.ts';
import { DEFAULT_INTERVAL_SECONDS, PAUSED, requestPumpAskedFor } from './pump-requests.ts';
import type { Database } from './tables.ts';

/** How a pump ended, as far as its mailbox's state goes. Times are epoch milliseconds. */
export type PumpEnd =
  /** `retryAt`: something had to wait, be back by then. `notice`: what its owner must know although it goes on. */
  | { readonly type: 'done'; readonly retryAt: number | null; readonly notice: PumpError | null }
  /** It is repeated by itself, at `retryAt` or later the more often it failed in a row. */
  | { readonly type: 'failed'; readonly error: PumpError; readonly retryAt: number | null }
  /** Repeating it would not help: a person must do something first. */
  | { readonly type: 'stopped'; readonly error: PumpError };

/** What went wrong, for people: a code with values. */
export interface PumpError {
  readonly code: string;
  readonly parameters: JsonObject;
}

/** The wait after the first failure in a row, and the longest, in milliseconds. */
const FIRST_DELAY_MS = 2_000;
const LONGEST_DELAY_MS = 3_600_000;

/**
 * Notes that a pump begins, and says so to those who watch (see progress-channel.ts). False: the mailbox is not there any
 * more, was paused since the pump was asked for, or its server wants to be left alone; then it is due as soon as that is over,
 * whoever asked.
 */
export async function beginPump(db: Kysely<Database>, mailboxId: string, said: string): Promise<boolean> {
  const { rows } = await sql<{ quiet: boolean }>`
    WITH begun AS (
      UPDATE mailboxes SET requested_at = NULL,
        next_pump_at = CASE WHEN ${QUIET} THEN quiet_until ELSE next_pump_at END,
        state = CASE WHEN ${QUIET} AND state = 'stopped' THEN 'delayed' ELSE state END
      WHERE id = ${mailboxId}::uuid AND removed_at IS NULL AND NOT ${PAUSED}
      RETURNING ${QUIET} AS quiet
    )
    SELECT quiet, CASE WHEN NOT quiet THEN pg_notify(${PROGRESS_CHANNEL}, ${said})::text END FROM begun
  `.execute(db);
  return rows[0]?.quiet === false;
}

/** Of mailboxes: nobody is to ask their server anything now. */
const QUIET = sql<boolean>`coalesce(mailboxes.quiet_until > now(), false)`;

/**
 * Notes that a mailbox's server wants to be left alone for so long (milliseconds), by the database's clock: those of processes
 * differ. For every process, at once: the one that was told may die before its pump ends. It needs no lease, since it is true
 * whoever heard it.
 */
export async function keepQuiet(db: Kysely<Database>, mailboxId: string, forMs: number): Promise<void> {
  await sql`
    UPDATE mailboxes
    SET quiet_until = greatest(quiet_until, now() + ${forMs}::double precision * interval '1 millisecond')
    WHERE id = ${mailboxId}::uuid
  `.execute(db);
}

/**
 * Notes how a pump ended and when the next one is due, gives its lease back, asks for the pump that was asked for meanwhile,
 * and says that it ended, all in one transaction: who hears of the end and looks sees a mailbox that is free. False: the
 * lease was lost, and nothing was done.
 */
export async function endPump(
  db: Kysely<Database>,
  lease: Lease,
  end: PumpEnd,
  now: number,
  said: string,
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom('mailboxes')
      .innerJoin('leases', 'leases.mailbox_id', 'mailboxes.id')
      .select(['failures', 'settings', 'quiet_until', 'epoch'])
      .where('mailboxes.id', '=', lease.mailboxId)
      // No more than the update needs: whoever has the lease's row and refers to the mailbox must not wait for us.
      .forNoKeyUpdate('mailboxes')
      .executeTakeFirst();
    if (row === undefined || Number(row.epoch) !== lease.epoch) return false;
    await settlePendingLinks(tx, lease.mailboxId);
    await saveEnd(tx, lease.mailboxId, row, end, now);
    await releaseLease(tx, lease);
    await requestPumpAskedFor(tx, lease.mailboxId);
    await notifyProgress(tx, said);
    return true;
  });
}

async function saveEnd(
  tx: Kysely<Database>,
  mailboxId: string,
  before: { readonly failures: number; readonly settings: JsonObject; readonly quiet_until: Date | null },
  end: PumpEnd,
  now: number,
): Promise<void> {
  const failures = end.type === 'done' ? 0 : before.failures + 1;
  const told = end.type === 'done' ? end.notice : end.error;
  const wanted = nextPump(end, failures, intervalMs(before.settings), now);
  const next = wanted === null ? null : Math.max(wanted, before.quiet_until?.getTime() ?? 0);
  await tx
    .updateTable('mailboxes')
    .set({
      state: end.type === 'done' ? 'ok' : end.type === 'failed' ? 'delayed' : 'stopped',
      error: told === null ? null : plainJson(told),
      failures,
      last_pump_at: sql<Date>`now()`,
      next_pump_at: next === null ? null : new Date(next),
    })
    .where('id', '=', mailboxId)
    .execute();
}

/** When to pump again (epoch milliseconds), or null: never by itself. `failures`: in a row, this one included. */
export function nextPump(end: PumpEnd, failures: number, interval: number, now: number): number | null {
  switch (end.type) {
    case 'done':
      return Math.min(now + interval, Math.max(end.retryAt ?? Infinity, now));
    case 'failed': {
      const delay = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (failures - 1));
      return Math.max(end.retryAt ?? 0, now + delay);
    }
    case 'stopped':
      return null;
  }
}

function intervalMs(settings: JsonObject): number {
  const seconds = settings['intervalSeconds'];
  return (typeof seconds === 'number' ? seconds : DEFAULT_INTERVAL_SECONDS) * 1000;
}
