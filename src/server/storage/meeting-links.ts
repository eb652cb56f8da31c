import { sql, type Kysely } from 'kysely';
import type { LinkState } from '../../sync/ports.ts';
import type { Reason } from '../../sync/reasons.ts';
import { refKey } from './ledger/keys.ts';
import { identityKey, type LinkRow } from './ledger/rows.ts';
import { readableBy } from './records/readable.ts';
import type { Database } from './tables.ts';

const KIND = 'Event';

/** A meeting as the ledger knows it in one of a user's mailboxes. */
export interface MeetingLink {
  readonly linkId: string;
  readonly mailboxId: string;
  /** Of the appointment; null: it has none yet. */
  readonly recordId: string | null;
  readonly identity: string | null;
  readonly state: LinkState;
  readonly reason: Reason | null;
  /** It is not sent, and its user has said what becomes of that. */
  readonly decided: boolean;
  /** Something was seen that isn't synchronised to its end. */
  readonly unsettled: boolean;
}

/** The user's meeting that a mail client names by one of these ids, in any of their calendars; null: none was seen. */
export async function meetingByItem(
  db: Kysely<Database>,
  userId: string,
  itemIds: readonly string[],
): Promise<MeetingLink | null> {
  const calendars = await db
    .selectFrom('collections')
    .innerJoin('mailboxes', 'mailboxes.id', 'collections.mailbox_id')
    .select('provider_id')
    .where('user_id', '=', userId)
    .where('removed_at', 'is', null)
    .execute();
  const keys = itemIds.flatMap((id) => calendars.map((row) => refKey({ collection: row.provider_id, id })));
  return best(await linksWhere(db, userId, 'item_key', keys));
}

/** The same by identity; the first of the identities that has one. */
export async function meetingByIdentity(
  db: Kysely<Database>,
  userId: string,
  identities: readonly string[],
): Promise<MeetingLink | null> {
  for (const identity of identities) {
    const found = best(await linksWhere(db, userId, 'identity_key', [identityKey(KIND, identity)]));
    if (found !== null) return found;
  }
  return null;
}

/** The living appointment of one of these identities that the user may see, and the identity. */
export async function appointmentByIdentity(
  db: Kysely<Database>,
  userId: string,
  identities: readonly string[],
): Promise<string | null> {
  const { rows } = await sql<{ record_id: string }>`
    SELECT a.record_id FROM appointments a JOIN records r ON r.id = a.record_id
    WHERE a.live AND a.identity = ANY (${identities}::text[]) AND r.deleted_at IS NULL AND ${readableBy(userId)}
    ORDER BY array_position(${identities}::text[], a.identity::text) LIMIT 1
  `.execute(db);
  return rows[0]?.record_id ?? null;
}

/** The record that a ledger's link has by now. */
export async function recordOfLink(db: Kysely<Database>, linkId: string): Promise<string | null> {
  const row = await db.selectFrom('links').select('details').where('id', '=', linkId).executeTakeFirst();
  return row?.details.recordRef?.id ?? null;
}

async function linksWhere(
  db: Kysely<Database>,
  userId: string,
  column: 'item_key' | 'identity_key',
  keys: readonly Buffer[],
): Promise<readonly LinkRow[]> {
  if (keys.length === 0) return [];
  return db
    .selectFrom('links')
    .innerJoin('mailboxes', 'mailboxes.id', 'links.mailbox_id')
    .selectAll('links')
    .where('user_id', '=', userId)
    .where('removed_at', 'is', null)
    .where('links.kind', '=', KIND)
    .where('links.state', '<>', 'ended')
    .where(column, 'in', keys)
    .orderBy('links.id')
    .execute();
}

/** Of several mailboxes that hold it, one where it is synchronised. */
function best(rows: readonly LinkRow[]): MeetingLink | null {
  const row = rows.find(({ state }) => state === 'active') ?? rows[0];
  if (row === undefined) return null;
  const { recordRef, identity } = row.details;
  const waiting = ['unread', 'missing'];
  return {
    linkId: row.id,
    mailboxId: row.mailbox_id,
    recordId: recordRef?.id ?? null,
    identity,
    state: row.state,
    reason: row.reason,
    decided: row.state === 'not-sent' && row.decision !== null,
    unsettled: row.dirty || waiting.includes(row.mailbox_seen) || waiting.includes(row.crm_seen),
  };
}
