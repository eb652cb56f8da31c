import { sql, type Kysely } from 'kysely';
import { copyIdentity, recordKey } from '../../../sync/identity.ts';
import type { Database } from '../tables.ts';
import { linkReferences } from './appointment-references.ts';
import { reassigned, usersByAddress, type Assignment } from './appointment-users.ts';
import type { EventRow } from './event-row.ts';
import { announce } from './announce.ts';
import { readerColumns } from './readable.ts';
import { addTokens } from './tokens.ts';
import type { Writer } from './writer.ts';

/** An appointment to be made. */
export interface AppointmentDraft {
  /** UUIDv7. */
  readonly id: string;
  readonly correlationKey: string;
  readonly event: EventRow;
  readonly ownerId: string;
  /** Ids of users, or EVERYONE. */
  readonly readers: readonly string[];
  /** In whose mailboxes it belongs, beside those of its participants. */
  readonly users: readonly string[];
  /** How they came to it. */
  readonly source: 'mailbox' | 'assigned';
}

/**
 * Makes appointments: a handful of statements, however many there are. Returns the ids of those made; one whose id,
 * correlation key or identity is alive already is left out, even if another transaction makes it at this moment.
 */
export async function insertAppointments(
  tx: Kysely<Database>,
  writer: Writer,
  drafts: readonly AppointmentDraft[],
): Promise<ReadonlySet<string>> {
  if (drafts.length === 0) return new Set();
  const invited = await usersByAddress(
    tx,
    drafts.flatMap(({ event }) => event.invited),
  );
  const rows = drafts.map((draft) => row(draft, invited));
  const made = await insert(tx, writer, rows);
  const news = rows.filter(({ id }) => made.has(id));
  await announce(
    tx,
    news.flatMap(({ users }) => users),
    writer.origin,
  );
  await addTokens(
    tx,
    drafts.filter(({ id }) => made.has(id)).map(({ id, event }) => ({ id, tokens: event.tokens })),
  );
  await linkReferences(
    tx,
    writer,
    drafts.filter(({ id }) => made.has(id)).map(({ id, event }) => ({ id, before: null, after: event.item })),
  );
  return made;
}

function row(draft: AppointmentDraft, byAddress: ReadonlyMap<string, readonly string[]>) {
  const { event, source } = draft;
  const invited = event.invited.flatMap((address) => byAddress.get(address) ?? []);
  const given: readonly Assignment[] = draft.users.map((userId) => ({ userId, active: true, source }));
  const assignments = reassigned(given, { invited });
  return {
    id: draft.id,
    key: draft.correlationKey,
    owner_id: draft.ownerId,
    ...readerColumns(draft.readers),
    users: assignments.map(({ userId }) => userId),
    sources: assignments.map((assignment) => assignment.source),
    identity: identityOf(draft),
    item: event.item,
    start_at: event.start_at,
    end_at: event.end_at,
    name: event.name,
    sort_name: event.sort_name,
    addresses: event.addresses,
  };
}

/** A person's copy of a meeting has the meeting's UID and an identity of its own, which its key names. */
export function identityOf({ correlationKey, event }: AppointmentDraft): string {
  const prefix = recordKey('Event', '');
  const named = correlationKey.startsWith(prefix) ? correlationKey.slice(prefix.length) : '';
  return named.startsWith(copyIdentity(event.identity, '')) ? named : event.identity;
}

/** Identities are taken in their order, so that two who create the same meetings never wait for each other in a circle. */
async function insert(
  tx: Kysely<Database>,
  writer: Writer,
  rows: readonly object[],
): Promise<ReadonlySet<string>> {
  const result = await sql<{ record_id: string }>`
    WITH input AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x(
        id uuid, key text, owner_id uuid, readers uuid[], everyone boolean, users uuid[], sources text[], identity text,
        item jsonb, start_at timestamptz, end_at timestamptz, name text, sort_name text, addresses jsonb)
    ), made AS (
      INSERT INTO appointments (record_id, identity, correlation_key, item, start_at, end_at)
      SELECT id, identity, key, item, start_at, end_at FROM input ORDER BY identity, id
      ON CONFLICT DO NOTHING
      RETURNING record_id
    ), fresh AS (
      SELECT input.* FROM input JOIN made ON made.record_id = input.id
    ), recorded AS (
      INSERT INTO records (id, type, owner_id, readers, everyone, users, created_at, updated_at, name, sort_name)
      SELECT id, 'appointment', owner_id, readers, everyone, users, ${writer.now}, ${writer.now}, name, sort_name
      FROM fresh
    ), assigned AS (
      INSERT INTO appointment_users (user_id, appointment_id, active, source, xid)
      SELECT u.user_id, fresh.id, true, u.source, pg_current_xact_id()
      FROM fresh CROSS JOIN LATERAL unnest(fresh.users, fresh.sources) AS u(user_id, source)
    ), addressed AS (
      INSERT INTO appointment_addresses (appointment_id, address, domain)
      SELECT fresh.id, a.address, a.domain
      FROM fresh CROSS JOIN LATERAL jsonb_to_recordset(fresh.addresses) AS a(address text, domain text)
    )
    SELECT record_id FROM made
  `.execute(tx);
  return new Set(result.rows.map(({ record_id: id }) => id));
}
