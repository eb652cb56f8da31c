import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** A mailbox knows until when its server wants to be left alone, whichever process it said so to. */
export const quietUntil: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`ALTER TABLE mailboxes ADD COLUMN quiet_until timestamptz`.execute(db);
  },
};
