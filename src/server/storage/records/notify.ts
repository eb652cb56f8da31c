import { sql, type Kysely, type RawBuilder } from 'kysely';
import pg from 'pg';
import type { Database } from '../tables.ts';

const CHANNEL = 'liaison_crm_change';
/** A payload holds 8,000 bytes at most: 150 ids of 39 bytes. */
const MOST_USERS = 150;

/** Something that concerns these users was committed. */
export interface CrmChange {
  /** Whose mailboxes have news. */
  readonly userIds: readonly string[];
  /** The mailbox whose pump wrote it, if one did; it needs no waking on that account. */
  readonly origin: string | null;
  /** The connection was away: something may have been missed, whoever it concerns. `userIds` is empty then. */
  readonly missed: boolean;
}

/** Tells the listeners when (and only if) the transaction is committed. */
export async function announce(
  tx: Kysely<Database>,
  userIds: readonly string[],
  origin: string | null,
): Promise<void> {
  const users = [...new Set(userIds)];
  const payloads: string[] = [];
  for (let at = 0; at < users.length; at += MOST_USERS) {
    payloads.push(JSON.stringify({ users: users.slice(at, at + MOST_USERS), origin }));
  }
  if (payloads.length > 0) await notification(payloads).execute(tx);
}

function notification(payloads: readonly string[]): RawBuilder<unknown> {
  return sql`SELECT pg_notify(${CHANNEL}, payload) FROM unnest(${payloads}::text[]) AS payload`;
}

/** How a subscription behaves where the defaults don't fit. */
export interface SubscriptionOptions {
  /** Told of each broken connection; it is replaced by itself. */
  readonly onError?: (error: Error) => void;
  /** Pause before connecting again, milliseconds; default 1,000. */
  readonly retryMs?: number;
}

/**
 * Calls back within milliseconds after each commit that changed records, on a connection of its own. After a broken
 * connection it connects again and says so (`missed`). Resolves once it listens; throws when the first connection
 * fails. Returns how to stop.
 */
export async function subscribeChanges(
  connectionString: string,
  onChange: (change: CrmChange) => void,
  options: SubscriptionOptions = {},
): Promise<() => Promise<void>> {
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;

  const connect = async (): Promise<void> => {
    const fresh = new pg.Client({ connectionString, application_name: 'liaison changes', keepAlive: true });
    let broken = false;
    const lost = (error: Error): void => {
      if (broken || stopped) return;
      broken = true;
      if (client === fresh) client = null;
      options.onError?.(error);
      fresh.end().catch(() => undefined);
      again();
    };
    fresh.on('error', lost);
    fresh.on('end', () => {
      lost(new Error('The database closed the connection'));
    });
    fresh.on('notification', ({ payload }) => {
      const change = parse(payload);
      if (change !== null) onChange(change);
    });
    try {
      await fresh.connect();
      await fresh.query(`LISTEN ${CHANNEL}`);
    } catch (error) {
      broken = true;
      await fresh.end().catch(() => undefined);
      throw error;
    }
    client = fresh;
    if (stopped) await fresh.end();
  };
  const again = (): void => {
    timer = setTimeout(() => {
      connect().then(
        () => {
          onChange({ userIds: [], origin: null, missed: true });
        },
        (error: unknown) => {
          options.onError?.(error instanceof Error ? error : new Error(String(error)));
          if (!stopped) again();
        },
      );
    }, options.retryMs ?? 1000);
  };

  await connect();
  return async () => {
    stopped = true;
    if (timer !== null) clearTimeout(timer);
    await client?.end();
  };
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
