import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';
import type { DatabaseTrouble } from '../scenario.ts';

/** What goes wrong between one process and its database. */
export interface Trouble {
  /** The process is dead: nothing that it asks arrives any more. */
  readonly isDead: () => boolean;
  /** What becomes of the next statement; null: nothing. */
  readonly next: () => DatabaseTrouble['how'] | null;
  /** The process dies here. */
  readonly die: () => void;
}

/**
 * The connections of one process, out of a pool that all share. One that is lost is really ended, so that PostgreSQL
 * rolls back what was under way on it.
 *
 * @param onConnect is called with each connection before it is used
 */
export function troubledPool(
  pool: pg.Pool,
  onConnect: (client: pg.PoolClient) => Promise<void>,
  trouble: Trouble | null,
): PostgresPool {
  return {
    options: pool.options,
    end: () => Promise.resolve(),
    connect: async () => {
      if (trouble?.isDead() === true) throw lost();
      const client = await pool.connect();
      await onConnect(client);
      return trouble === null ? client : troubled(client, trouble);
    },
  };
}

function troubled(client: pg.PoolClient, trouble: Trouble): PostgresPoolClient {
  let isLost = false;
  const lose = (): Error => {
    if (!isLost) client.release(true);
    isLost = true;
    return lost();
  };
  const query = async (text: string, parameters: readonly unknown[]): Promise<unknown> => {
    if (isLost || trouble.isDead()) throw lose();
    const how = trouble.next();
    if (how === null) return client.query(text, [...parameters]);
    if (how.endsWith('after')) await client.query(text, [...parameters]);
    if (how.startsWith('die')) trouble.die();
    throw lose();
  };
  const release = (destroy?: boolean): void => {
    if (!isLost) client.release(destroy);
    isLost = true;
  };
  return { query, release } as unknown as PostgresPoolClient;
}

/** As pg says it. */
function lost(): Error {
  return new Error('Connection terminated unexpectedly');
}
