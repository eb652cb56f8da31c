import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The deletion guard looks at what the CRM removes from all mailboxes together. */
export const sourceGuard: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`CREATE INDEX removals_by_side ON removals (side, at)`.execute(db);
    await sql`CREATE INDEX links_gone_in_crm ON links (record_key) WHERE crm_seen = 'gone' AND state <> 'ended'`.execute(
      db,
    );
  },
};
