import { sql, type Kysely } from 'kysely';
import type { Mark } from '../../sync/ports.ts';
import { identityKey } from './ledger/rows.ts';
import { requestPump } from './pump-requests.ts';
import type { Database } from './tables.ts';

/** An item as its user knows it: whatever mailboxes of theirs hold it. */
export interface MarkedItem {
  readonly userId: string;
  /** `@type`. */
  readonly kind: string;
  /** As the kind identifies it: of a meeting the UID. */
  readonly identity: string;
}

/** What the user said of the item, or null. */
export async function markOf(db: Kysely<Database>, item: MarkedItem): Promise<Mark | null> {
  const row = await db
    .selectFrom('item_marks')
    .select('mark')
    .where('user_id', '=', item.userId)
    .where('identity_key', '=', identityKey(item.kind, item.identity))
    .executeTakeFirst();
  return row?.mark ?? null;
}

/**
 * Writes down what the user says of the item (null: nothing any more) and asks for pumps of their mailboxes, in the
 * caller's transaction. Answers what they said before.
 */
export async function markItem(
  tx: Kysely<Database>,
  item: MarkedItem,
  mark: Mark | null,
  now: Date,
): Promise<Mark | null> {
  const key = identityKey(item.kind, item.identity);
  const mailboxes = await lockLedgers(tx, item.userId);
  const before = await markOf(tx, item);
  if (mark === null) {
    await tx
      .deleteFrom('item_marks')
      .where('user_id', '=', item.userId)
      .where('identity_key', '=', key)
      .execute();
  } else {
    await tx
      .insertInto('item_marks')
      .values({ user_id: item.userId, identity_key: key, mark, marked_at: now })
      .onConflict((on) => on.columns(['user_id', 'identity_key']).doUpdateSet({ mark, marked_at: now }))
      .execute();
  }
  await tx
    .updateTable('links')
    .set({ mark, dirty: true })
    .where('mailbox_id', '=', sql<string>`ANY (${mailboxes}::uuid[])`)
    .where('identity_key', '=', key)
    .where('state', '<>', 'ended')
    .execute();
  await requestPump(tx, { mailboxIds: mailboxes, forced: true });
  return before;
}

/**
 * The user's mailboxes, with every transaction of their workers kept out or made to begin again: one that is just now
 * storing a link of this item would otherwise not see the mark, and we would not see the link.
 */
async function lockLedgers(tx: Kysely<Database>, userId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM mailboxes WHERE user_id = ${userId}::uuid AND removed_at IS NULL ORDER BY id
  `.execute(tx);
  const ids = rows.map(({ id }) => id);
  await sql`
    INSERT INTO leases (mailbox_id, epoch) SELECT id, 0 FROM unnest(${ids}::uuid[]) AS id
    ON CONFLICT (mailbox_id) DO UPDATE SET epoch = leases.epoch
  `.execute(tx);
  return ids;
}
