import { sql, type Kysely } from 'kysely';
import type { Item } from '../../sync/item.ts';
import type { JsonObject } from '../../sync/json.ts';
import type { Link, LinkState, Ref, Side } from '../../sync/ports.ts';
import type { Reason } from '../../sync/reasons.ts';
import { refKey } from './ledger/keys.ts';
import { requestPump } from './pump-requests.ts';
import type { Database } from './tables.ts';
import type { LinkRow } from './ledger/rows.ts';

/** Links of a mailbox by what is the matter with them. */
export interface LinkCounts {
  /** On both sides, nothing the matter. */
  readonly linked: number;
  readonly held: number;
  readonly quarantined: number;
  readonly notSent: number;
  /** Seen, not yet synchronised. */
  readonly pending: number;
}

/** A link as people see it. */
export interface LinkStatus {
  readonly linkId: string;
  readonly mailboxId: string;
  readonly recordRef: Ref | null;
  /** Of the mailbox's copy or else the record's; for the mailbox's owner alone. Null when there is none. */
  readonly title: string | null;
  readonly state: LinkState;
  readonly reason: Reason | null;
  readonly since: Date;
  readonly dirty: boolean;
  /** Where something would be removed: of held deletions. */
  readonly removalSide: Side;
}

/** A line of the history. */
export interface HistoryLine {
  /** Ascending numbers, as text. */
  readonly id: string;
  readonly at: Date;
  readonly event: string;
  readonly reason: Reason | null;
  readonly linkId: string | null;
  readonly recordRef: Ref | null;
  readonly title: string | null;
}

/** The value that lost a conflict. */
export interface StoredConflict {
  readonly id: string;
  readonly linkId: string;
  readonly at: Date;
  readonly field: string;
  readonly losingSide: Side;
  readonly losing: JsonObject;
  readonly winning: JsonObject;
}

/** What people are shown of a mailbox's synchronisation, and what they may decide. Who may is decided elsewhere. */
export interface MailboxStatus {
  /** By mailbox id; a mailbox without links has zeros. */
  counts(mailboxIds: readonly string[]): Promise<ReadonlyMap<string, LinkCounts>>;
  /** Newest first, older than `before`; of the whole mailbox or of one link. */
  history(
    mailboxId: string,
    page: { readonly linkId?: string; readonly before: string | null; readonly limit: number },
  ): Promise<readonly HistoryLine[]>;
  /** Links in a state, in the order of ids after `after`. */
  inState(
    mailboxId: string,
    state: LinkState,
    after: string | null,
    limit: number,
  ): Promise<readonly LinkStatus[]>;
  /** Living links of all mailboxes to these records: why something is, or is not, in whose calendar. */
  ofRecords(refs: readonly Ref[]): Promise<readonly LinkStatus[]>;
  /** Answers a held deletion (approve, reject) or an unsent meeting (send, discard); false: it doesn't wait for that. */
  decide(mailboxId: string, linkId: string, decision: NonNullable<Link['decision']>): Promise<boolean>;
  /** Gives an item that was set aside another chance; false: it was not. */
  retry(mailboxId: string, linkId: string): Promise<boolean>;
  /** Of a link, newest first. */
  conflicts(mailboxId: string, linkId: string): Promise<readonly StoredConflict[]>;
}

/** The status in the database. */
export function mailboxStatus(db: Kysely<Database>): MailboxStatus {
  return {
    counts: (mailboxIds) => counts(db, mailboxIds),
    history: (mailboxId, page) => history(db, mailboxId, page),
    async inState(mailboxId, state, after, limit) {
      const rows = await db
        .selectFrom('links')
        .selectAll()
        .where('mailbox_id', '=', mailboxId)
        .where('state', '=', state)
        .$if(after !== null, (query) => query.where('id', '>', after))
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(toStatus);
    },
    async ofRecords(refs) {
      if (refs.length === 0) return [];
      const rows = await db
        .selectFrom('links')
        .selectAll()
        .where('record_key', '=', sql<Buffer>`ANY(${refs.map(refKey)}::bytea[])`)
        .where('state', '<>', 'ended')
        .orderBy('id')
        .execute();
      return rows.map(toStatus);
    },
    decide(mailboxId, linkId, decision) {
      const state = decision === 'approve' || decision === 'reject' ? 'held' : 'not-sent';
      return answer(db, mailboxId, linkId, state, { decision, dirty: true });
    },
    retry: (mailboxId, linkId) =>
      answer(db, mailboxId, linkId, 'quarantined', { state: 'active', reason: 'null', dirty: true }),
    async conflicts(mailboxId, linkId) {
      const rows = await db
        .selectFrom('conflicts')
        .selectAll()
        .where('mailbox_id', '=', mailboxId)
        .where('link_id', '=', linkId)
        .orderBy('at', 'desc')
        .execute();
      return rows.map(({ link_id, losing_side, mailbox_id: _, ...row }) => ({
        ...row,
        linkId: link_id,
        losingSide: losing_side,
      }));
    },
  };
}

/** Changes the link if it is in that state, and asks for a pump, in one transaction. */
function answer(
  db: Kysely<Database>,
  mailboxId: string,
  linkId: string,
  state: LinkState,
  change: { decision?: Link['decision']; state?: LinkState; reason?: string; dirty: boolean },
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('links')
      .set({ ...change, ...(change.state === undefined ? {} : { state_since: sql<Date>`now()` }) })
      .where('id', '=', linkId)
      .where('mailbox_id', '=', mailboxId)
      .where('state', '=', state)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return false;
    await requestPump(tx, { mailboxIds: [mailboxId], forced: true });
    return true;
  });
}

async function counts(
  db: Kysely<Database>,
  mailboxIds: readonly string[],
): Promise<ReadonlyMap<string, LinkCounts>> {
  const { rows } = await sql<LinkCounts & { id: string }>`
    SELECT wanted.id,
      count(*) FILTER (WHERE state = 'active' AND NOT (${UNSETTLED})
        AND item_key IS NOT NULL AND record_key IS NOT NULL)::integer AS linked,
      count(*) FILTER (WHERE state = 'held')::integer AS held,
      count(*) FILTER (WHERE state = 'quarantined')::integer AS quarantined,
      count(*) FILTER (WHERE state = 'not-sent')::integer AS "notSent",
      count(*) FILTER (WHERE state NOT IN ('ended', 'quarantined') AND (${UNSETTLED}))::integer AS pending
    FROM unnest(${[...mailboxIds]}::uuid[]) AS wanted (id) LEFT JOIN links ON links.mailbox_id = wanted.id
    GROUP BY wanted.id
  `.execute(db);
  return new Map(rows.map(({ id, ...numbers }) => [id, numbers]));
}

const UNSETTLED = sql`dirty OR mailbox_seen IN ('unread', 'missing') OR crm_seen IN ('unread', 'missing')`;

async function history(
  db: Kysely<Database>,
  mailboxId: string,
  page: { readonly linkId?: string; readonly before: string | null; readonly limit: number },
): Promise<readonly HistoryLine[]> {
  const { linkId, before } = page;
  const rows = await db
    .selectFrom('history')
    .leftJoin('links', 'links.id', 'history.link_id')
    .select(['history.id', 'history.at', 'history.event', 'history.reason', 'history.link_id'])
    .select(['links.details', 'links.mailbox_observed', 'links.crm_observed'])
    .where('history.mailbox_id', '=', mailboxId)
    .$if(linkId !== undefined, (query) => query.where('history.link_id', '=', linkId ?? null))
    .$if(before !== null, (query) => query.where('history.id', '<', before ?? ''))
    .orderBy('history.id', 'desc')
    .limit(page.limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    at: row.at,
    event: row.event,
    reason: row.reason,
    linkId: row.link_id,
    recordRef: row.details?.recordRef ?? null,
    title: titleOf([row.mailbox_observed, row.crm_observed]),
  }));
}

function toStatus(row: LinkRow): LinkStatus {
  return {
    linkId: row.id,
    mailboxId: row.mailbox_id,
    recordRef: row.details.recordRef,
    title: titleOf([row.mailbox_observed, row.crm_observed]),
    state: row.state,
    reason: row.reason,
    since: row.state_since,
    dirty: row.dirty,
    removalSide: row.mailbox_seen === 'gone' ? 'crm' : 'mailbox',
  };
}

/** The title of the first copy that has one. */
function titleOf(observations: readonly (LinkRow['crm_observed'] | null)[]): string | null {
  for (const observation of observations) {
    if (observation?.state !== 'present') continue;
    const { title } = observation.item satisfies Item;
    if (typeof title === 'string') return title;
  }
  return null;
}
