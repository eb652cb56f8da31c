import { sql, type Kysely } from 'kysely';
import type { Database } from '../tables.ts';
import { announce } from './announce.ts';
import type { Writer } from './writer.ts';

/**
 * Gives a user the appointments that they are invited to by an address which was not known to be theirs when those were
 * stored: the user is new, or `users.addresses` has changed. Appointments that a person took away from them stay away.
 * Returns how many there were.
 */
export async function claimAppointments(
  tx: Kysely<Database>,
  writer: Writer,
  userId: string,
): Promise<number> {
  const found = await sql<{ id: string }>`
    SELECT r.id FROM records r JOIN appointments a ON a.record_id = r.id
    WHERE a.live AND NOT ${userId}::uuid = ANY (r.users)
      AND r.id IN (
        SELECT aa.appointment_id FROM users u CROSS JOIN LATERAL unnest(u.addresses) AS own(address)
          JOIN appointment_addresses aa ON 'mailto:' || aa.address = own.address
        WHERE u.id = ${userId}::uuid)
      AND a.item->'participants' ?| (SELECT u.addresses FROM users u WHERE u.id = ${userId}::uuid)
      AND NOT EXISTS (
        SELECT FROM appointment_users au
        WHERE au.user_id = ${userId}::uuid AND au.appointment_id = r.id AND au.source = 'removed')
    ORDER BY r.id FOR UPDATE OF r
  `.execute(tx);
  const ids = found.rows.map(({ id }) => id);
  if (ids.length === 0) return 0;
  const { rows } = await sql<{ users: string[] }>`
    WITH claimed AS (
      INSERT INTO appointment_users (user_id, appointment_id, active, source, xid)
      SELECT ${userId}::uuid, id, true, 'participant', pg_current_xact_id() FROM unnest(${ids}::uuid[]) AS id
      ON CONFLICT (user_id, appointment_id) DO UPDATE
        SET active = true, source = 'participant', last_item = NULL, xid = excluded.xid
    ), told AS (
      UPDATE appointment_users SET xid = pg_current_xact_id()
      WHERE user_id <> ${userId}::uuid AND active AND appointment_id = ANY (${ids}::uuid[])
    )
    UPDATE records SET users = array_append(users, ${userId}::uuid), version = version + 1, updated_at = ${writer.now}
    WHERE id = ANY (${ids}::uuid[])
    RETURNING users
  `.execute(tx);
  await announce(
    tx,
    rows.flatMap(({ users }) => users),
    writer.origin,
  );
  return ids.length;
}
