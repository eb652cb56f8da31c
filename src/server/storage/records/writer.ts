import type { Kysely, Transaction } from 'kysely';
import { sql } from 'kysely';
import type { ReferenceRule } from '../../../sync/policy/references.ts';
import type { Actor } from '../../access/access.ts';
import type { Database } from '../tables.ts';

/** Who writes, for the access rules and for those who are told of it. */
export interface Writer {
  readonly user: Actor;
  /** The mailbox whose pump writes; null: a person does. */
  readonly origin: string | null;
  readonly now: Date;
  /** The rules by which texts link appointments, where they are known already; otherwise they are read. */
  readonly references?: readonly ReferenceRule[];
}

/** Deadlock, serialisation failure: nothing happened, and it may well work the next time. */
const AGAIN = new Set(['40P01', '40001']);
const ATTEMPTS = 5;

/**
 * Runs `work` in one transaction in which every statement ends after `timeoutMs` milliseconds. After a deadlock it runs
 * again, so it must have no effect but through `tx`. Rows are locked in the order of their ids, so deadlocks are rare.
 */
export async function unitOfWork<T>(
  db: Kysely<Database>,
  timeoutMs: number,
  work: (tx: Transaction<Database>) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      // Each statement has to see what was committed before it, whatever the server's default is.
      return await db
        .transaction()
        .setIsolationLevel('read committed')
        .execute(async (tx) => {
          const timeout = String(Math.max(1, Math.ceil(timeoutMs)));
          await sql`SELECT set_config('statement_timeout', ${timeout}, true)`.execute(tx);
          return work(tx);
        });
    } catch (error) {
      if (attempt >= ATTEMPTS || !AGAIN.has(sqlState(error))) throw error;
    }
  }
}

/** The SQLSTATE of a database error, '' for any other. */
export function sqlState(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : '';
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : '';
}

/** Whether the text is an id as the application writes them: a UUID in lower case. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}
