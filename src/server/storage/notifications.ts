import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** A connection that hears what is said on one of PostgreSQL's channels. */
export interface NotificationListener {
  close(): Promise<void>;
}

/** What is listened to. */
export interface ListenOptions {
  readonly url: string;
  /** A lower-case name. */
  readonly channel: string;
  readonly onNotification: (payload: string) => void;
  /** Called when listening begins, and begins anew: what was said in between has not been heard. */
  readonly onConnected?: () => void;
  readonly onError?: (error: unknown) => void;
}

const RETRY_MS = 1_000;
const HEARTBEAT_MS = 10_000;

/**
 * Listens until closed; a broken connection is replaced. Resolves when it listens for the first time, throws when it
 * can't at first. Needs a session of its own: a transaction-pooling proxy in between doesn't pass notifications on.
 */
export async function listen(options: ListenOptions): Promise<NotificationListener> {
  const closing = new AbortController();
  let client = await connect(options);
  const reconnect = async (): Promise<boolean> => {
    try {
      client = await connect(options);
      return true;
    } catch (error) {
      options.onError?.(error);
      await sleep(RETRY_MS, undefined, { signal: closing.signal }).catch(() => undefined);
      return false;
    }
  };
  const wanted = (): boolean => !closing.signal.aborted;
  const keepListening = async (): Promise<void> => {
    while (wanted()) {
      await broken(client, closing.signal);
      await client.end().catch(() => undefined);
      while (wanted() && !(await reconnect()));
    }
  };
  const ended = keepListening();
  return {
    async close() {
      closing.abort();
      await ended;
      await client.end().catch(() => undefined);
    },
  };
}

async function connect(options: ListenOptions): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: options.url,
    keepAlive: true,
    application_name: 'liaison listener',
  });
  // A client without a listener for errors would end the process when its connection breaks.
  client.on('error', (error) => options.onError?.(error));
  client.on('notification', ({ payload }) => options.onNotification(payload ?? ''));
  await client.connect();
  try {
    await client.query(`LISTEN ${options.channel}`);
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
  options.onConnected?.();
  return client;
}

/** Resolves when the connection has ended, doesn't answer any more, or is no longer wanted. */
function broken(client: pg.Client, wanted: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      const answer = client.query('SELECT 1').then(() => true);
      const late = sleep(HEARTBEAT_MS / 2, false);
      Promise.race([answer, late]).then((alive) => (alive ? undefined : finish()), finish);
    }, HEARTBEAT_MS);
    timer.unref();
    const finish = (): void => {
      clearInterval(timer);
      resolve();
    };
    client.once('end', finish);
    client.once('error', finish);
    wanted.addEventListener('abort', finish, { once: true });
    if (wanted.aborted) finish();
  });
}
