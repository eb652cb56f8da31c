import pg from 'pg';

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
const KEY = `hashtextextended('liaison watch ' || $1::text, 0)`;

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
