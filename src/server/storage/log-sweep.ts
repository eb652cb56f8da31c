import type { Kysely } from 'kysely';
import type { Database } from './tables.ts';

const DAY = 86_400_000;
/** History is kept a little longer than a year, so that the same week of last year can be looked up. */
const HISTORY_KEPT_FOR = 400 * DAY;
/** The deletion guard counts those of the last 24 hours. */
const REMOVALS_KEPT_FOR = 2 * DAY;

/** Forgets what the ledger's logs need no longer: history after 400 days, counted removals after two. */
export function logSweep(db: Kysely<Database>): { sweep(now: Date): Promise<void> } {
  return {
    async sweep(now) {
      const before = (age: number) => new Date(now.getTime() - age);
      await db.deleteFrom('history').where('at', '<', before(HISTORY_KEPT_FOR)).execute();
      await db.deleteFrom('removals').where('at', '<', before(REMOVALS_KEPT_FOR)).execute();
    },
  };
}
