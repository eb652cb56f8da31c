import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * The outbox of pump requests. Whoever changes an appointment in the CRM asks, in the same transaction, that the
 * mailboxes of its users be pumped; rows are only inserted and deleted, so that writers never wait for each other.
 */
export const pumpRequests: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`
      CREATE TABLE pump_requests (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        mailbox_id uuid,
        user_id uuid,
        forced boolean NOT NULL DEFAULT false
      )
    `.execute(db);
    await sql`
      CREATE FUNCTION notify_pump_requests() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM pg_notify('liaison_pump_requests', '');
        RETURN NULL;
      END $$
    `.execute(db);
    await sql`
      CREATE TRIGGER pump_requests_notify AFTER INSERT ON pump_requests
      FOR EACH STATEMENT EXECUTE FUNCTION notify_pump_requests()
    `.execute(db);
    await sql`
      CREATE FUNCTION request_pumps_of_users() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO pump_requests (user_id)
        SELECT DISTINCT changed.user_id FROM changed
        WHERE EXISTS (SELECT FROM mailboxes WHERE user_id = changed.user_id AND removed_at IS NULL);
        RETURN NULL;
      END $$
    `.execute(db);
    for (const event of ['INSERT', 'UPDATE']) {
      await sql`
        CREATE TRIGGER ${sql.ref(`appointment_users_pump_${event.toLowerCase()}`)}
        AFTER ${sql.raw(event)} ON appointment_users
        REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION request_pumps_of_users()
      `.execute(db);
    }
  },
};
