import { sql, type Transaction } from 'kysely';
import type { IntentRecord, LedgerTransaction, RemovalCount } from '../../../sync/ports.ts';
import type { Database } from '../tables.ts';
import { refKeyOrNull, textKey } from './keys.ts';

type IntentVerbs = Pick<
  LedgerTransaction,
  'openIntents' | 'openIntentsIfFree' | 'closeIntents' | 'removals' | 'removalsFromCrm'
>;

/** The ledger's memory of what is under way and of what was removed. */
export function intentVerbs(tx: Transaction<Database>, mailboxId: string): IntentVerbs {
  return {
    async openIntents() {
      const rows = await tx
        .selectFrom('intents')
        .select(['document', WAIT_MS.as('waitMs')])
        .where('mailbox_id', '=', mailboxId)
        .orderBy('id')
        .execute();
      return rows.map(({ document, waitMs }) => ({
        // One that an older version wrote down doesn't say what it replaces.
        ...({ replaces: {}, ...document } as unknown as IntentRecord),
        waitMs,
      }));
    },
    async openIntentsIfFree(intents) {
      if (intents.length === 0) return [];
      // A concurrent transaction that holds a key is waited for; under repeatable read its commit makes us run again.
      const opened = await tx
        .insertInto('intents')
        .values(intents.map((intent) => intentRow(intent, mailboxId)))
        .onConflict((conflict) => conflict.doNothing())
        .returning('id')
        .execute();
      const ids = new Set(opened.map(({ id }) => id));
      return intents.filter(({ id }) => !ids.has(id)).map(({ id }) => id);
    },
    async closeIntents(ids, counted) {
      if (ids.length === 0) return;
      await sql`
        WITH closed AS (
          DELETE FROM intents WHERE mailbox_id = ${mailboxId} AND id = ANY(${ids}::uuid[])
          RETURNING link_id, side, operation
        )
        INSERT INTO removals (mailbox_id, link_id, side)
        SELECT ${mailboxId}::uuid, link_id, side FROM closed WHERE operation = 'remove' AND ${counted}::boolean
      `.execute(tx);
    },
    async removals(side, since) {
      const there = sql.ref(side === 'mailbox' ? 'mailbox_seen' : 'crm_seen');
      const elsewhere = sql.ref(side === 'mailbox' ? 'crm_seen' : 'mailbox_seen');
      const { rows } = await sql<{ pending: number; done: number; alive: number }>`
        WITH counted AS (
          SELECT ${SERIES} AS series, ${elsewhere} = 'gone' AND decision IS NULL AS pending FROM links l
          WHERE mailbox_id = ${mailboxId} AND state NOT IN ('ended', 'dormant')
            AND ${there} IN ('present', 'unread')
        ), done AS (
          SELECT ${SERIES} AS series FROM removals r LEFT JOIN links l ON l.id = r.link_id
          WHERE r.mailbox_id = ${mailboxId} AND r.side = ${side} AND r.at >= ${new Date(since)}
        )
        SELECT
          (count(DISTINCT series) FILTER (WHERE pending)
            + count(*) FILTER (WHERE pending AND series IS NULL))::integer AS pending,
          (count(DISTINCT series) + count(*) FILTER (WHERE series IS NULL))::integer AS alive,
          (SELECT (count(DISTINCT series) + count(*) FILTER (WHERE series IS NULL))::integer FROM done) AS done
        FROM counted
      `.execute(tx);
      return rows[0] ?? { pending: 0, done: 0, alive: 0 };
    },
    removalsFromCrm: (since, few) => removalsFromCrm(tx, new Date(since), few),
  };
}

/**
 * The series that a link's item was taken apart from, in its mailbox; NULL of every other item. Its occurrences count as one,
 * as the series does. The text of the details is looked at, because a json value may hold characters that no PostgreSQL text
 * can.
 */
const DETAILS = sql`l.details::text`;
const IS_OCCURRENCE = sql`${DETAILS} LIKE '%;recurrence-id=%'`;
const SERIES = sql`CASE WHEN ${IS_OCCURRENCE} THEN
  substring(${DETAILS} from '^(.+?);recurrence-id=[-0-9T:]{19}"[}]') END`;
/** The same for all mailboxes: the identity of such a series, else the record. */
const RECORD = sql`coalesce(CASE WHEN ${SERIES} IS NOT NULL THEN
  substring(${DETAILS} from '("identity":".*);[-0-9]{10}T[0-9:]{8}(?:;copy=[^"]*)?","correlationKey"') END,
  encode(l.record_key, 'hex'))`;

/** The CRM as the source of removals in every mailbox. */
async function removalsFromCrm(tx: Transaction<Database>, since: Date, few: number) {
  const counted = sql`l.state NOT IN ('ended', 'dormant') AND l.mailbox_seen IN ('present', 'unread')`;
  const { rows } = await sql<RemovalCount & { readonly mailboxes: number }>`
    WITH done AS (
      SELECT DISTINCT ${RECORD} AS record FROM removals r JOIN links l ON l.id = r.link_id
      WHERE r.side = 'mailbox' AND r.at >= ${since}
    ), pending AS (
      SELECT DISTINCT ${RECORD} AS record FROM links l WHERE l.crm_seen = 'gone' AND ${counted} AND l.decision IS NULL
      EXCEPT SELECT record FROM done
    ), known AS (
      SELECT (SELECT count(*)::integer FROM pending) AS pending, (SELECT count(*)::integer FROM done) AS done
    )
    SELECT pending, done,
      CASE WHEN pending + done > ${few} THEN
        (SELECT count(DISTINCT ${RECORD})::integer FROM links l WHERE ${counted}) ELSE 0 END AS alive,
      (SELECT count(*)::integer FROM mailboxes WHERE removed_at IS NULL) AS mailboxes
    FROM known
  `.execute(tx);
  return rows[0] ?? { pending: 0, done: 0, alive: 0, mailboxes: 0 };
}

/** By the database's clock, on which all workers agree; not by that of the transaction, which may have begun long ago. */
const WAIT_MS = sql<number>`greatest(0, ceil(extract(epoch FROM deadline - clock_timestamp()) * 1000))::integer`;

function intentRow(intent: IntentRecord, mailboxId: string) {
  const crm = intent.side === 'crm';
  return {
    id: intent.id,
    mailbox_id: mailboxId,
    link_id: intent.linkId,
    side: intent.side,
    operation: intent.operation,
    record_key: crm ? refKeyOrNull(intent.ref) : null,
    create_key: crm && intent.operation === 'create' ? textKey(intent.correlationKey) : null,
    mail_policy: intent.mailPolicy,
    deadline: sql<Date>`clock_timestamp() + ${intent.lastsMs} * interval '1 millisecond'`,
    document: JSON.stringify(intent),
  };
}
