import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** An e-mail address is one user's, whatever its case: meetings find their readers by it. The first user keeps it. */
export const userEmails: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`
      UPDATE users SET email = NULL, addresses = array_remove(addresses, 'mailto:' || lower(email))
      WHERE EXISTS (
        SELECT FROM users AS earlier WHERE lower(earlier.email) = lower(users.email) AND earlier.id < users.id)
    `.execute(db);
    await sql`CREATE UNIQUE INDEX users_email ON users (lower(email))`.execute(db);
    await sql`CREATE INDEX history_at ON history USING brin (at)`.execute(db);
    await sql`CREATE INDEX removals_age ON removals (at)`.execute(db);
  },
};
