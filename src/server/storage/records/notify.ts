import pg from 'pg';
import { CHANNEL } from './announce.ts';

/** Something that concerns these users was committed. */
export interface CrmChange {
  /** Whose mailboxes have news. */
  readonly userIds: readonly string[];
  /** The mailbox whose pump wrote it, if one did; it needs no waking on that account. */
  readonly origin: string | null;
  /** The connection was away: something may have been missed, whoever it concerns. `userIds` is empty then. */
  readonly missed: boolean;
}

/** How a subscription behaves where the defaults don't fit. */
export interface SubscriptionOptions {
  /** Told of each broken connection and each failed attempt; it goes on by itself. */
  readonly onError?: (error: Error) => void;
  /** Pause before connecting again, milliseconds; default 1,000. */
  readonly retryMs?: number;
}

/**
 * Calls back within milliseconds after each commit that changed appointments, on a connection of its own. After a broken
 * connection it connects again and says so (`missed`). Resolves once it listens; throws when the first connection
 * fails. Returns how to stop.
 */
export async function subscribeChanges(
  connectionString: string,
  onChange: (change: CrmChange) => void,
  options: SubscriptionOptions = {},
): Promise<() => Promise<void>> {
  const { onError = () => undefined, retryMs = 1000 } = options;
  let current: pg.Client | null = null;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const connect = async (): Promise<void> => {
    const client = await listen(connectionString, onChange, (error) => {
      current = null;
      if (stopped) return;
      onError(error);
      timer = setTimeout(reconnect, retryMs);
    });
    if (stopped) return client.end();
    current = client;
  };
  const reconnect = (): void => {
    connect().then(
      () => {
        if (!stopped) onChange({ userIds: [], origin: null, missed: true });
      },
      (error: unknown) => {
        if (stopped) return;
        onError(error instanceof Error ? error : new Error(String(error)));
        timer = setTimeout(reconnect, retryMs);
      },
    );
  };

  await connect();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await current?.end();
  };
}

/** A connection that listens. `onLost` is called once when it breaks after that; before, this throws. */
async function listen(
  connectionString: string,
  onChange: (change: CrmChange) => void,
  onLost: (error: Error) => void,
): Promise<pg.Client> {
  const client = new pg.Client({ connectionString, application_name: 'liaison changes', keepAlive: true });
  let listening = false;
  const lost = (error: Error): void => {
    if (!listening) return;
    listening = false;
    client.end().catch(() => undefined);
    onLost(error);
  };
  client.on('error', lost);
  client.on('end', () => {
    lost(new Error('The database closed the connection'));
  });
  client.on('notification', ({ payload }) => {
    const change = parse(payload);
    if (change !== null) onChange(change);
  });
  try {
    await client.connect();
    await client.query(`LISTEN ${CHANNEL}`);
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
  listening = true;
  return client;
}

function parse(payload: string | undefined): CrmChange | null {
  try {
    const { users, origin } = JSON.parse(payload ?? '') as { users?: unknown; origin?: unknown };
    if (!Array.isArray(users)) return null;
    const userIds = users.filter((user): user is string => typeof user === 'string');
    return { userIds, origin: typeof origin === 'string' ? origin : null, missed: false };
  } catch {
    return null;
  }
}
