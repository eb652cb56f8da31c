import { sql, type Kysely } from 'kysely';
import type { Database } from '../tables.ts';

/** Where changes are announced (LISTEN, NOTIFY). */
export const CHANNEL = 'liaison_crm_change';

/** A payload holds 8,000 bytes at most: 150 ids of 39 bytes. */
const MOST_USERS = 150;

/** Tells the listeners that these users have news, when (and only if) the transaction is committed. */
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
  if (payloads.length === 0) return;
  await sql`SELECT pg_notify(${CHANNEL}, payload) FROM unnest(${payloads}::text[]) AS payload`.execute(tx);
}
