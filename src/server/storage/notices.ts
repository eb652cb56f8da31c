import { sql, type Kysely } from 'kysely';
import type { JsonObject } from '../../sync/json.ts';
import type { Database } from './tables.ts';

/**
 * Trouble that people are told of:
 * - `mailbox-stopped`: a person must act first; `detail` is the error's code.
 * - `mailbox-delayed`: it keeps failing. What fails may change, so that `detail` is ''.
 * - `mailbox-notice`: it goes on, but not as its owner wants (a calendar is gone); `detail` is the code.
 * - `deletions-held`: they wait for a person's approval.
 * - `items-set-aside`: `detail` is the code of what caused it, else of the reason.
 */
export type NoticeKind =
  'mailbox-stopped' | 'mailbox-delayed' | 'mailbox-notice' | 'deletions-held' | 'items-set-aside';

/** One cause of one mailbox. */
export interface Notice {
  readonly mailboxId: string;
  readonly mailboxName: string;
  readonly ownerId: string;
  readonly ownerName: string;
  readonly kind: NoticeKind;
  readonly detail: string;
  /** Of the error or of one of the reasons. */
  readonly parameters: JsonObject;
  /** 0: it is the mailbox itself. */
  readonly items: number;
  readonly since: Date;
  /** Who was told already. */
  readonly told: readonly string[];
}

/** What fails now and works again in half an hour is nobody's business. */
const DELAY_PATIENCE = '30 minutes';
/** An import sets hundreds of items aside one after the other: they are told of at once. */
const ITEMS_PATIENCE = '2 minutes';
/** A cause that comes back within a day is the same one. */
const SAME_FOR = '24 hours';

/** Writes down what is the matter with which mailbox, and what no longer is. */
export async function noteCauses(db: Kysely<Database>, now: Date): Promise<void> {
  await sql`
    WITH current AS MATERIALIZED (
      SELECT m.id AS mailbox_id,
        CASE m.state WHEN 'stopped' THEN 'mailbox-stopped' WHEN 'delayed' THEN 'mailbox-delayed'
          ELSE 'mailbox-notice' END AS kind,
        CASE m.state WHEN 'delayed' THEN '' ELSE coalesce(${read('m.error')}->>'code', '') END AS detail,
        ${read('m.error')}->>'parameters' AS parameters, 0 AS items,
        CASE m.state WHEN 'delayed' THEN ${DELAY_PATIENCE} ELSE '0' END::interval AS patience
      FROM mailboxes m WHERE m.removed_at IS NULL AND m.error IS NOT NULL AND m.state <> 'new'
      UNION ALL
      SELECT l.mailbox_id, CASE l.state WHEN 'held' THEN 'deletions-held' ELSE 'items-set-aside' END,
        CASE l.state WHEN 'held' THEN '' ELSE coalesce(${read('l.reason')}->'parameters'->>'code', ${read('l.reason')}->>'code', '') END,
        min(${read('l.reason')}->>'parameters'), count(*)::int, ${ITEMS_PATIENCE}::interval
      FROM links l JOIN mailboxes m ON m.id = l.mailbox_id
      WHERE l.state IN ('held', 'quarantined') AND m.removed_at IS NULL GROUP BY 1, 2, 3
    ), closed AS (
      UPDATE notices n SET closed_at = ${now}
      WHERE n.closed_at IS NULL AND NOT EXISTS (
        SELECT FROM current c WHERE (c.mailbox_id, c.kind, c.detail) = (n.mailbox_id, n.kind, n.detail))
    )
    INSERT INTO notices AS n (mailbox_id, kind, detail, parameters, items, since, due_at)
    SELECT mailbox_id, kind, detail, coalesce(parameters, '{}')::json, items, ${now}, ${now}::timestamptz + patience
    FROM current
    ON CONFLICT (mailbox_id, kind, detail) DO UPDATE SET
      parameters = excluded.parameters, items = excluded.items, closed_at = NULL,
      since = CASE WHEN ${isOver(now)} THEN excluded.since ELSE n.since END,
      due_at = CASE WHEN ${isOver(now)} THEN excluded.due_at ELSE n.due_at END,
      told = CASE WHEN ${isOver(now)} THEN '{}' ELSE n.told END,
      done = n.done AND NOT coalesce(${isOver(now)}, false)
  `.execute(db);
}

/** A json column, fit for operators also where it was stored with what they stop at (see plainJson). */
function read(column: string) {
  return sql`regexp_replace(${sql.ref(column)}::text, '\\\\u(0000|d[89a-f][0-9a-f]{2})', '\\\\ufffd', 'g')::json`;
}

function isOver(now: Date) {
  return sql<boolean>`n.closed_at < ${now}::timestamptz - ${SAME_FOR}::interval`;
}

/** What somebody has yet to be told of, by mailbox and then by age. */
export async function dueNotices(db: Kysely<Database>, now: Date): Promise<readonly Notice[]> {
  const rows = await db
    .selectFrom('notices as n')
    .innerJoin('mailboxes as m', 'm.id', 'n.mailbox_id')
    .innerJoin('users as u', 'u.id', 'm.user_id')
    .select(['n.mailbox_id', 'm.name', 'u.id', 'u.display_name', 'n.kind', 'n.detail', 'n.parameters'])
    .select(['n.items', 'n.since', 'n.told'])
    .where('n.closed_at', 'is', null)
    .where('n.done', '=', false)
    .where('n.due_at', '<=', now)
    .orderBy('u.display_name')
    .orderBy('n.mailbox_id')
    .orderBy('n.since')
    .execute();
  return rows.map((row) => ({
    mailboxId: row.mailbox_id,
    mailboxName: row.name,
    ownerId: row.id,
    ownerName: row.display_name,
    kind: row.kind as NoticeKind,
    detail: row.detail,
    parameters: row.parameters,
    items: row.items,
    since: row.since,
    told: row.told,
  }));
}

/** Writes down that `who` was told of these. */
export async function markTold(
  db: Kysely<Database>,
  notices: readonly Pick<Notice, 'mailboxId' | 'kind' | 'detail'>[],
  who: string,
): Promise<void> {
  await sql`
    UPDATE notices n SET told = array_append(n.told, ${who}) FROM ${keys(notices)}
    WHERE (n.mailbox_id, n.kind, n.detail) = (k.mailbox_id, k.kind, k.detail) AND NOT ${who} = ANY (n.told)
  `.execute(db);
}

/** Writes down that nobody is left to be told of these. */
export async function markDone(
  db: Kysely<Database>,
  notices: readonly Pick<Notice, 'mailboxId' | 'kind' | 'detail'>[],
): Promise<void> {
  await sql`
    UPDATE notices n SET done = true FROM ${keys(notices)}
    WHERE (n.mailbox_id, n.kind, n.detail) = (k.mailbox_id, k.kind, k.detail)
  `.execute(db);
}

function keys(notices: readonly Pick<Notice, 'mailboxId' | 'kind' | 'detail'>[]) {
  return sql`unnest(${notices.map(({ mailboxId }) => mailboxId)}::uuid[], ${notices.map(({ kind }) => kind)}::text[],
    ${notices.map(({ detail }) => detail)}::text[]) AS k (mailbox_id, kind, detail)`;
}

/** Does the work unless another process is at it; the lock ends with the connection. */
export async function asOnlyTeller(
  db: Kysely<Database>,
  work: (db: Kysely<Database>) => Promise<void>,
): Promise<void> {
  const key = sql`hashtextextended('liaison notices', 0)`;
  await db.connection().execute(async (connection) => {
    const { rows } = await sql<{ mine: boolean }>`SELECT pg_try_advisory_lock(${key}) AS mine`.execute(
      connection,
    );
    if (rows[0]?.mine !== true) return;
    try {
      await work(connection);
    } finally {
      await sql`SELECT pg_advisory_unlock(${key})`.execute(connection);
    }
  });
}
