import { sql, type Kysely } from 'kysely';
import { KEPT_PRIVATE } from './ledger/disconnect.ts';
import type { Database } from './tables.ts';

const DAY = 86_400_000;
/** A little longer than a year, so that the same week of last year can be looked up. */
const KEPT_FOR = 400 * DAY;
/** The deletion guard counts those of the last 24 hours. */
const REMOVALS_KEPT_FOR = 2 * DAY;

/**
 * Forgets what is of no use any more (decision 022): after 400 days lines of the history, values that lost a conflict, links
 * that ended, and what users last saw of appointments that were taken out of their calendars; counted removals after two.
 */
export function logSweep(db: Kysely<Database>): { sweep(now: Date): Promise<void> } {
  return {
    async sweep(now) {
      const before = new Date(now.getTime() - KEPT_FOR);
      await db.deleteFrom('history').where('at', '<', before).execute();
      await db.deleteFrom('conflicts').where('at', '<', before).execute();
      await db
        .updateTable('appointment_users')
        .set({ last_item: null })
        .where('last_item', 'is not', null)
        .where('changed_at', '<', before)
        .execute();
      await forgetEnded(db, before);
      const counted = new Date(now.getTime() - REMOVALS_KEPT_FOR);
      await db.deleteFrom('removals').where('at', '<', counted).execute();
    },
  };
}

/**
 * An ended link is still needed where another copy of its meeting lives: it tells that the meeting was deleted, and nobody
 * brings it back. So is one that tells that its record was kept private.
 */
async function forgetEnded(db: Kysely<Database>, before: Date): Promise<void> {
  await db
    .deleteFrom('links')
    .where('state', '=', 'ended')
    .where('state_since', '<', before)
    .where((where) => where.not(KEPT_PRIVATE))
    .where(
      sql<boolean>`NOT EXISTS (
        SELECT FROM links other WHERE other.identity_key = links.identity_key AND other.state <> 'ended')`,
    )
    .execute();
}
