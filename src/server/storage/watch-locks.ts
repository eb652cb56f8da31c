import { sql, type Kysely } from 'kysely';
import pg from 'pg';
import type { Database } from './tables.ts';

/** Which process watches which mailbox: locks that end with the process, or with its connection. */
export interface WatchLocks {
  /** False: another process has it. Asking again for one that this process has is true. */
  acquire(mailboxId: string): Promise<boolean>;
  release(mailboxId: string): Promise<void>;
  close(): Promise<void>;
}

/** What the locks are kept in. */
export interface WatchLockOptions {
  /** For a connection of its own. A secret. */
  readonly url: string;
  /** Called when the connection broke: all locks are gone, others may have them already. */
  readonly onLost: () => void;
}

/** Keeps these locks apart from those of others in the same database. */
const keyOf = (mailboxId: string): string => `hashtextextended('liaison watch ' || ${mailboxId}::text, 0)`;
const KEY = keyOf('$1');

/**
 * Which of these mailboxes are watched now, by any process: their locks, as pg_locks shows them
 * (https://www.postgresql.org/docs/18/view-pg-locks.html: a bigint key is split into classid and objid, with objsubid 1).
 */
export async function watchedMailboxes(
  db: Kysely<Database>,
  mailboxIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    SELECT wanted.id FROM unnest(${[...mailboxIds]}::uuid[]) AS wanted (id)
    WHERE ${sql.raw(keyOf('wanted.id'))} IN (
      SELECT (classid::bigint << 32) | objid::bigint FROM pg_locks
      WHERE locktype = 'advisory' AND objsubid = 1 AND granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
  `.execute(db);
  return new Set(rows.map(({ id }) => id));
}

/** Connects at the first lock, and anew after a break. Needs a session of its own, as LISTEN does. */
export function createWatchLocks({ url, onLost }: WatchLockOptions): WatchLocks {
  let connection: Promise<pg.Client> | null = null;
  const held = new Set<string>();

  const client = (): Promise<pg.Client> => {
    if (connection !== null) return connection;
    const fresh = new pg.Client({
      connectionString: url,
      keepAlive: true,
      application_name: 'liaison watch',
    });
    const attempt = fresh.connect().then(() => fresh);
    const drop = (): void => {
      if (connection !== attempt) return;
      connection = null;
      held.clear();
      onLost();
    };
    fresh.on('error', drop);
    fresh.on('end', drop);
    attempt.catch(drop);
    connection = attempt;
    return attempt;
  };

  /** One query at a time: a connection takes no more. */
  let last: Promise<unknown> = Promise.resolve();
  const ask = (open: Promise<pg.Client>, call: string, mailboxId: string): Promise<boolean> => {
    const answer = last
      .catch(() => undefined)
      .then(async () => {
        const found = await (
          await open
        ).query<{ yes: boolean }>(`SELECT ${call}(${KEY}) AS yes`, [mailboxId]);
        return found.rows[0]?.yes === true;
      });
    last = answer;
    return answer;
  };

  return {
    async acquire(mailboxId) {
      if (held.has(mailboxId)) return true;
      const got = await ask(client(), 'pg_try_advisory_lock', mailboxId);
      if (got) held.add(mailboxId);
      return got;
    },
    async release(mailboxId) {
      if (!held.delete(mailboxId) || connection === null) return;
      await ask(connection, 'pg_advisory_unlock', mailboxId);
    },
    async close() {
      const open = connection;
      connection = null;
      held.clear();
      await (await open?.catch(() => null))?.end();
    },
  };
}
