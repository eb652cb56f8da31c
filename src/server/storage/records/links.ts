import { sql, type Kysely } from 'kysely';
import type { Database } from '../tables.ts';
import type { RecordType } from './directory.ts';
import { readableBy, writableBy } from './readable.ts';
import { isUuid, type Writer } from './writer.ts';

/** A record that an appointment is linked with. `rule` names what linked it; null: a person did. */
export interface AppointmentLink {
  readonly recordType: RecordType;
  readonly id: string;
  readonly title: string;
  readonly linkedBy: string | null;
  readonly linkedAt: Date;
  readonly rule: string | null;
}

/** A record to be linked with. */
export interface LinkTarget {
  readonly recordType: string;
  readonly id: string;
}

/**
 * Links an appointment that the user may change with records that they may see; idempotent (who linked first stays on
 * record). False when one of them isn't there for them, and then nothing is linked.
 */
export async function linkAppointment(
  tx: Kysely<Database>,
  writer: Writer,
  appointmentId: string,
  targets: readonly LinkTarget[],
  rule: string | null = null,
): Promise<boolean> {
  const ids = [...new Set(targets.map(({ id }) => id))];
  if (![appointmentId, ...ids].every(isUuid)) return false;
  const { rows } = await sql<{ readonly able: string }>`
    WITH targets AS (
      SELECT DISTINCT r.id FROM records r
        JOIN unnest(${targets.map(({ id }) => id)}::uuid[], ${targets.map((target) => target.recordType)}::text[])
          AS t(id, type) ON t.id = r.id AND t.type = r.type
      WHERE r.deleted_at IS NULL AND r.id <> ${appointmentId}::uuid AND ${readableBy(writer.user.id)}
    ), able AS (
      SELECT r.id FROM records r
      WHERE r.id = ${appointmentId}::uuid AND r.type = 'appointment' AND r.deleted_at IS NULL
        AND ${writableBy(writer.user.id)} AND (SELECT count(*) FROM targets) = ${ids.length}
    ), linked AS (
      INSERT INTO appointment_links (appointment_id, record_id, linked_by, linked_at, rule)
      SELECT able.id, targets.id, ${rule === null ? writer.user.id : null}::uuid, ${writer.now}, ${rule}::text
      FROM able, targets
      ON CONFLICT DO NOTHING
    )
    SELECT id AS able FROM able
  `.execute(tx);
  return rows.length > 0;
}

/** Ends a link; idempotent. False when the appointment isn't the user's to change. */
export async function unlinkAppointment(
  tx: Kysely<Database>,
  writer: Writer,
  appointmentId: string,
  recordId: string,
): Promise<boolean> {
  if (!isUuid(appointmentId) || !isUuid(recordId)) return false;
  const { rows } = await sql`
    WITH able AS (
      SELECT r.id FROM records r
      WHERE r.id = ${appointmentId}::uuid AND r.type = 'appointment' AND r.deleted_at IS NULL
        AND ${writableBy(writer.user.id)}
    ), ended AS (
      DELETE FROM appointment_links
      WHERE appointment_id IN (SELECT id FROM able) AND record_id = ${recordId}::uuid
    )
    SELECT id FROM able
  `.execute(tx);
  return rows.length > 0;
}

/** The links of appointments to living records that the user may see, by appointment; oldest first. */
export async function linksOf(
  db: Kysely<Database>,
  userId: string,
  appointmentIds: readonly string[],
): Promise<ReadonlyMap<string, readonly AppointmentLink[]>> {
  interface Row {
    readonly appointment_id: string;
    readonly type: RecordType;
    readonly id: string;
    readonly name: string;
    readonly linked_by: string | null;
    readonly linked_at: Date;
    readonly rule: string | null;
  }
  const { rows } = await sql<Row>`
    SELECT l.appointment_id, r.type, r.id, r.name, l.linked_by, l.linked_at, l.rule
    FROM appointment_links l JOIN records r ON r.id = l.record_id
    WHERE l.appointment_id = ANY (${appointmentIds}::uuid[]) AND r.deleted_at IS NULL AND ${readableBy(userId)}
    ORDER BY l.linked_at, r.id
  `.execute(db);
  const links = new Map<string, AppointmentLink[]>();
  for (const row of rows) {
    const link = { recordType: row.type, id: row.id, title: row.name, rule: row.rule };
    const whole = { ...link, linkedBy: row.linked_by, linkedAt: row.linked_at };
    links.set(row.appointment_id, [...(links.get(row.appointment_id) ?? []), whole]);
  }
  return links;
}
