import { sql, type Kysely } from 'kysely';
import type { Database } from '../tables.ts';
import { announce } from './announce.ts';
import { identityOf, type AppointmentDraft } from './appointment-create.ts';
import type { Writer } from './writer.ts';

/**
 * What becomes of drafts that were not made because their meetings are there already: the writer's mailbox holds a copy,
 * so they are one of those in whose mailboxes it belongs, unless a person took them away; and the record is found by
 * the draft's key, too.
 */
export async function joinAppointments(
  tx: Kysely<Database>,
  writer: Writer,
  drafts: readonly AppointmentDraft[],
): Promise<void> {
  const found = await existing(tx, writer.user.id, drafts);
  const others = found.filter(({ joined }) => !joined).map(({ id }) => id);
  if (others.length > 0) await join(tx, writer, [...new Set(others)]);
}

/** The living records of the drafts' meetings, locked in the order of their ids, with the drafts' keys noted. */
async function existing(tx: Kysely<Database>, userId: string, drafts: readonly AppointmentDraft[]) {
  const { rows } = await sql<{ id: string; joined: boolean }>`
    WITH asked AS (
      SELECT * FROM unnest(${drafts.map(identityOf)}::text[], ${drafts.map((draft) => draft.correlationKey)}::text[])
        AS x(identity, key)
    ), found AS (
      SELECT a.record_id, asked.key, a.correlation_key FROM appointments a JOIN asked USING (identity) WHERE a.live
      UNION SELECT a.record_id, asked.key, a.correlation_key
      FROM appointments a JOIN asked ON asked.key = a.correlation_key WHERE a.live
    ), noted AS (
      INSERT INTO appointment_keys (key, record_id)
      SELECT key, record_id FROM found WHERE key <> correlation_key ORDER BY key, record_id
      ON CONFLICT DO NOTHING
    )
    SELECT r.id, ${userId}::uuid = ANY (r.users) AS joined
    FROM records r WHERE r.id IN (SELECT record_id FROM found) ORDER BY r.id FOR UPDATE OF r
  `.execute(tx);
  return rows;
}

async function join(
  tx: Kysely<Database>,
  { user, now, origin }: Writer,
  ids: readonly string[],
): Promise<void> {
  const { rows } = await sql<{ users: string[] }>`
    WITH joined AS (
      INSERT INTO appointment_users (user_id, appointment_id, active, source, xid)
      SELECT ${user.id}::uuid, id, true, 'mailbox', pg_current_xact_id() FROM unnest(${ids}::uuid[]) AS id
      ON CONFLICT (user_id, appointment_id) DO UPDATE
        SET active = true, source = 'mailbox', last_item = NULL, xid = excluded.xid
        WHERE appointment_users.source <> 'removed'
      RETURNING appointment_id
    ), told AS (
      UPDATE appointment_users SET xid = pg_current_xact_id()
      WHERE user_id <> ${user.id}::uuid AND active AND appointment_id IN (SELECT appointment_id FROM joined)
    )
    UPDATE records SET users = array_append(users, ${user.id}::uuid), version = version + 1, updated_at = ${now}
    WHERE id IN (SELECT appointment_id FROM joined)
    RETURNING users
  `.execute(tx);
  await announce(
    tx,
    rows.flatMap(({ users }) => users),
    origin,
  );
}
