import { sql, type Kysely } from 'kysely';
import { WITHHELD, WITHHELD_BY } from '../../../sync/policy/privacy.ts';
import type { Database } from '../tables.ts';

/**
 * Of links: the item's owner keeps it private, which says no more than that. By the text: a json operator would stop at
 * the first \u0000 that somebody's item has.
 */
export const KEPT_PRIVATE = sql<boolean>`links.personal::text ~ ${`^\\{"${WITHHELD}":"[a-z]+"(,"${WITHHELD_BY}":"[^"]*")?\\}$`}`;

/**
 * Ends a mailbox's synchronisation, in the caller's transaction: its worker loses the lease, its links become history
 * without content; that a record was kept private remains, as the record does. Whatever is on either side stays; a new
 * connection finds it by identity and adopts it.
 */
export async function disconnect(tx: Kysely<Database>, mailboxId: string): Promise<void> {
  await sql`
    UPDATE leases SET epoch = epoch + 1, worker = NULL, expires_at = NULL WHERE mailbox_id = ${mailboxId}
  `.execute(tx);
  await tx.deleteFrom('feeds').where('mailbox_id', '=', mailboxId).execute();
  await tx.deleteFrom('intents').where('mailbox_id', '=', mailboxId).execute();
  await tx.deleteFrom('conflicts').where('mailbox_id', '=', mailboxId).execute();
  await tx.deleteFrom('rehearsals').where('mailbox_id', '=', mailboxId).execute();
  await tx.deleteFrom('pump_requests').where('mailbox_id', '=', mailboxId).execute();
  const nothing = JSON.stringify({ state: 'unknown' });
  await tx
    .updateTable('links')
    .set({
      state: 'ended',
      state_since: sql<Date>`now()`,
      decision: null,
      dirty: false,
      mailbox_seen: 'unknown',
      crm_seen: 'unknown',
      mailbox_observed: nothing,
      crm_observed: nothing,
      mailbox_base: 'null',
      crm_base: 'null',
      untouched: 'null',
      untold: 'null',
      lookalike: null,
      lookalike_key: null,
      personal: sql<string>`CASE WHEN ${KEPT_PRIVATE} THEN personal ELSE '{}' END`,
    })
    .where('mailbox_id', '=', mailboxId)
    .execute();
}
