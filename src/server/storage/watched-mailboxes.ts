import type { Kysely } from 'kysely';
import { PAUSED } from './pump-requests.ts';
import type { Database } from './tables.ts';

/** A mailbox in which changes may be waited for. */
export interface WatchableMailbox {
  readonly id: string;
  /** Key of the provider registry. */
  readonly kind: string;
  /** Raised when its account or settings change. */
  readonly version: string;
}

/** The mailboxes that are pumped by themselves; one that is paused is left alone, one that is delayed or stopped has troubles that watching doesn't end. */
export async function watchableMailboxes(db: Kysely<Database>): Promise<readonly WatchableMailbox[]> {
  return db
    .selectFrom('mailboxes')
    .select(['id', 'kind', 'version'])
    .where('removed_at', 'is', null)
    .where('state', '=', 'ok')
    .where((where) => where.not(PAUSED))
    .orderBy('id')
    .execute();
}
