import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { Event } from '../../../sync/kinds/event/event.ts';
import type { Database } from '../tables.ts';
import { instantOf, pageOf, parseListCursor, type ListPage } from './list-cursor.ts';
import { linksOf, type AppointmentLink, type LinkTarget } from './links.ts';
import { readableBy, readersOf } from './readable.ts';
import { isUuid } from './writer.ts';
import type { RecordFrame } from './record-types.ts';

/** An appointment as people see it. */
export interface AppointmentRecord extends RecordFrame {
  readonly event: Event;
  /** In whose mailboxes it belongs. */
  readonly users: readonly string[];
  readonly links: readonly AppointmentLink[];
  /** First start and last end; null: it never ends. Floating times count as UTC. */
  readonly startsAt: Date;
  readonly endsAt: Date | null;
}

interface Row {
  readonly id: string;
  readonly version: string;
  readonly owner_id: string;
  readonly readers: string[];
  readonly everyone: boolean;
  readonly users: string[];
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly item: Event;
  readonly start_at: Date;
  readonly end_at: Date | null;
}

const COLUMNS = sql`r.id, r.version, r.owner_id, r.readers, r.everyone, r.users, r.created_at, r.updated_at, a.item,
  a.start_at, a.end_at`;

/** The appointment, or null when it isn't there for this user. */
export async function getAppointment(
  db: Kysely<Database>,
  userId: string,
  id: string,
): Promise<AppointmentRecord | null> {
  if (!isUuid(id)) return null;
  const { rows } = await sql<Row>`
    SELECT ${COLUMNS} FROM records r JOIN appointments a ON a.record_id = r.id
    WHERE r.id = ${id}::uuid AND a.live AND ${readableBy(userId)}
  `.execute(db);
  return (await withLinks(db, userId, rows))[0] ?? null;
}

/** Which appointments. */
export interface AppointmentQuery {
  /** At least 1. */
  readonly limit: number;
  /** `nextCursor` of the page before, of the same order. */
  readonly cursor?: string | undefined;
  /** With any part in [from, to); a series counts from its first start to its last end. */
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
  /** In this user's mailboxes. */
  readonly userId?: string | undefined;
  /** Meetings of this record: linked with it, or with people of it (by their addresses) among the participants. */
  readonly of?: LinkTarget | undefined;
  /** By first start; default `earliest` first. */
  readonly order?: 'earliest' | 'latest' | undefined;
}

/** A page of the appointments that the user may see. Null when the cursor is not one of this list's. */
export async function listAppointments(
  db: Kysely<Database>,
  userId: string,
  query: AppointmentQuery,
): Promise<ListPage<AppointmentRecord> | null> {
  const { limit, order = 'earliest', cursor } = query;
  const after = cursor === undefined ? sql<boolean>`true` : afterRow(order, cursor);
  if (after === null) return null;
  if (![query.userId, query.of?.id].every((id) => id === undefined || isUuid(id)))
    return { items: [], nextCursor: null };
  const sorting = order === 'earliest' ? sql`a.start_at, r.id` : sql`a.start_at DESC, r.id DESC`;
  const { rows } = await sql<Row>`
    SELECT ${COLUMNS} FROM records r JOIN appointments a ON a.record_id = r.id
    WHERE a.live AND ${readableBy(userId)} AND ${filters(query)} AND ${after}
    ORDER BY ${sorting} LIMIT ${limit + 1}
  `.execute(db);
  const page = pageOf(
    rows,
    limit,
    order,
    ({ id, start_at: start }) => ({ value: start.toISOString(), id }),
    (row) => row,
  );
  return { items: await withLinks(db, userId, page.items), nextCursor: page.nextCursor };
}

function afterRow(order: 'earliest' | 'latest', cursor: string): RawBuilder<boolean> | null {
  const from = parseListCursor(order, cursor);
  const start = from === null ? null : instantOf(from.value);
  if (from === null || start === null) return null;
  const place = sql`(${start}::timestamptz, ${from.id}::uuid)`;
  return order === 'earliest'
    ? sql<boolean>`(a.start_at, r.id) > ${place}`
    : sql<boolean>`(a.start_at, r.id) < ${place}`;
}

function filters({ from, to, userId, of }: AppointmentQuery): RawBuilder<boolean> {
  const conditions = [
    sql`true`,
    // The range includes both ends, so that an appointment without duration is in it; what ends at `from` is not.
    ...(from === undefined && to === undefined
      ? []
      : [
          sql`tstzrange(a.start_at, a.end_at, '[]') && tstzrange(${from ?? null}::timestamptz, ${to ?? null}::timestamptz, '[)')`,
        ]),
    ...(from === undefined ? [] : [sql`(a.end_at IS NULL OR a.end_at > ${from} OR a.start_at >= ${from})`]),
    ...(userId === undefined ? [] : [sql`${userId}::uuid = ANY (r.users)`]),
    ...(of === undefined ? [] : [meetingsOf(of)]),
  ];
  return sql<boolean>`(${sql.join(conditions, sql` AND `)})`;
}

/** A company's meetings are also those linked with what belongs to it, and those with its people. */
function meetingsOf({ id, recordType }: LinkTarget): RawBuilder<boolean> {
  const its = sql`SELECT ${id}::uuid AS id UNION
    SELECT c.id FROM records c WHERE ${recordType} = 'company' AND c.company_id = ${id}::uuid AND c.deleted_at IS NULL`;
  const people = sql`SELECT i.id FROM its i WHERE ${recordType} IN ('company', 'person')`;
  return sql<boolean>`r.id IN (
    WITH its AS (${its})
    SELECT l.appointment_id FROM appointment_links l JOIN its ON its.id = l.record_id
    UNION
    SELECT aa.appointment_id FROM appointment_addresses aa JOIN record_addresses ra ON ra.address = aa.address
    WHERE ra.record_id IN (${people})
    UNION
    SELECT aa.appointment_id FROM appointment_addresses aa JOIN record_domains rd ON rd.domain = aa.domain
    WHERE rd.record_id = ${id}::uuid
  )`;
}

async function withLinks(
  db: Kysely<Database>,
  userId: string,
  rows: readonly Row[],
): Promise<readonly AppointmentRecord[]> {
  if (rows.length === 0) return [];
  const links = await linksOf(
    db,
    userId,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({
    id: row.id,
    version: row.version,
    ownerId: row.owner_id,
    readers: readersOf(row),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    event: row.item,
    users: row.users,
    links: links.get(row.id) ?? [],
    startsAt: row.start_at,
    endsAt: row.end_at,
  }));
}
