import { sql, type Kysely } from 'kysely';
import type { Link, LinkState, Ref, Side } from '../../sync/ports.ts';
import type { Reason } from '../../sync/reasons.ts';
import { KEPT_PRIVATE } from './ledger/disconnect.ts';
import { refKey } from './ledger/keys.ts';
import { subjectOf, type Subject } from './ledger/subject.ts';
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
  /** Left alone for a reason that nobody has to act on. */
  readonly dormant: number;
  /** Not links: values that did not prevail. */
  readonly conflicts: number;
}

/** Of a mailbox without links. */
export const NO_LINKS: LinkCounts = {
  linked: 0,
  held: 0,
  quarantined: 0,
  notSent: 0,
  pending: 0,
  dormant: 0,
  conflicts: 0,
};

/** States in which a link is left alone. */
export const DORMANT: readonly LinkState[] = ['dormant', 'awaiting-organizer'];

/** A link as people see it; what it is about is for the mailbox's owner alone. */
export interface LinkStatus extends Subject {
  readonly linkId: string;
  readonly mailboxId: string;
  readonly recordRef: Ref | null;
  readonly state: LinkState;
  readonly reason: Reason | null;
  readonly since: Date;
  readonly dirty: boolean;
  /** Where something would be removed: of held deletions. */
  readonly removalSide: Side;
}

/** A line of the history. */
export interface HistoryLine extends Subject {
  /** Ascending numbers, as text. */
  readonly id: string;
  readonly at: Date;
  readonly event: string;
  readonly reason: Reason | null;
  readonly linkId: string | null;
  readonly recordRef: Ref | null;
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
  /**
   * Links in one of the states, in the order of ids after `after`. What was decided about waits for nobody: it is not
   * listed, and what was not sent counts as active everywhere.
   */
  inStates(
    mailboxId: string,
    states: readonly LinkState[],
    after: string | null,
    limit: number,
  ): Promise<readonly LinkStatus[]>;
  /**
   * Living links of all mailboxes to these records: why something is, or is not, in whose calendar. Of the ended ones
   * those that kept it private.
   */
  ofRecords(refs: readonly Ref[]): Promise<readonly LinkStatus[]>;
  /** Answers a held deletion (approve, reject) or an unsent meeting (send, discard); false: it doesn't wait for that. */
  decide(mailboxId: string, linkId: string, decision: NonNullable<Link['decision']>): Promise<boolean>;
  /** Says of an item that waits as a lookalike that it is a thing of its own; false: it does not wait for that. */
  setApart(mailboxId: string, linkId: string): Promise<boolean>;
  /** Gives an item that was set aside another chance; false: it was not. */
  retry(mailboxId: string, linkId: string): Promise<boolean>;
}

/** The status in the database. */
export function mailboxStatus(db: Kysely<Database>): MailboxStatus {
  return {
    counts: (mailboxIds) => counts(db, mailboxIds),
    history: (mailboxId, page) => history(db, mailboxId, page),
    async inStates(mailboxId, states, after, limit) {
      const rows = await db
        .selectFrom('links')
        .selectAll()
        .where('mailbox_id', '=', mailboxId)
        .where('state', 'in', states)
        .where((where) => where.not(DECIDED))
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
        .where((where) => where.or([where('state', '<>', 'ended'), KEPT_PRIVATE]))
        .orderBy('id')
        .execute();
      return rows.map(toStatus);
    },
    decide(mailboxId, linkId, decision) {
      const state = decision === 'approve' || decision === 'reject' ? 'held' : 'not-sent';
      return answer(db, mailboxId, linkId, state, { decision, dirty: true });
    },
    setApart: (mailboxId, linkId) =>
      answer(db, mailboxId, linkId, 'dormant', { decision: 'approve', dirty: true }, LOOKALIKE),
    retry: (mailboxId, linkId) =>
      answer(db, mailboxId, linkId, 'quarantined', { state: 'active', reason: 'null', dirty: true }),
  };
}

/** A person has said what becomes of it, of what is not sent or only looks alike: it waits for nobody, and its turn comes. */
const DECIDED = sql<boolean>`(state = 'not-sent' AND decision IS NOT NULL
  OR state = 'dormant' AND lookalike_key IS NOT NULL AND decision IS NOT DISTINCT FROM 'approve')`;

const LOOKALIKE = sql<boolean>`lookalike_key IS NOT NULL AND (item_key IS NULL OR record_key IS NULL)`;

/** Changes the link if it is in that state, and asks for a pump, in one transaction. */
function answer(
  db: Kysely<Database>,
  mailboxId: string,
  linkId: string,
  state: LinkState,
  change: { decision?: Link['decision']; state?: LinkState; reason?: string; dirty: boolean },
  condition = sql<boolean>`true`,
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('links')
      .set({ ...change, ...(change.state === undefined ? {} : { state_since: sql<Date>`now()` }) })
      .where('id', '=', linkId)
      .where('mailbox_id', '=', mailboxId)
      .where('state', '=', state)
      .where(condition)
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
      count(*) FILTER (WHERE state = 'not-sent' AND NOT ${DECIDED})::integer AS "notSent",
      count(*) FILTER (WHERE state NOT IN ('ended', 'quarantined') AND (${UNSETTLED}))::integer AS pending,
      count(*) FILTER (WHERE state = ANY (${[...DORMANT]}::text[]) AND NOT ${DECIDED})::integer AS dormant,
      (SELECT count(*) FROM conflicts WHERE conflicts.mailbox_id = wanted.id)::integer AS conflicts
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
    .select(['links.details', 'links.mailbox_observed', 'links.crm_observed', 'links.personal'])
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
    ...subjectOfRow(row),
  }));
}

function toStatus(row: LinkRow): LinkStatus {
  const isDecided = row.state === 'not-sent' && row.decision !== null;
  return {
    linkId: row.id,
    mailboxId: row.mailbox_id,
    recordRef: row.details.recordRef,
    ...subjectOfRow(row),
    state: isDecided ? 'active' : row.state,
    reason: isDecided ? null : row.reason,
    since: row.state_since,
    dirty: row.dirty,
    removalSide: row.mailbox_seen === 'gone' ? 'crm' : 'mailbox',
  };
}

type Observed = Pick<LinkRow, 'mailbox_observed' | 'crm_observed' | 'personal'>;

/** Nulls: the link is not there any more. */
function subjectOfRow({ mailbox_observed, crm_observed, personal }: Observed | Nulls<Observed>): Subject {
  if (mailbox_observed === null || crm_observed === null) return { title: null, withheld: false };
  return subjectOf({ observed: { mailbox: mailbox_observed, crm: crm_observed }, personal: personal ?? {} });
}

type Nulls<T> = { readonly [K in keyof T]: T[K] | null };
