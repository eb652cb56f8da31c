import { sql, type Kysely } from 'kysely';
import type { JsonObject } from '../../sync/json.ts';
import type { Rehearsed, RehearsalOutcome } from '../../sync/rehearsed.ts';
import type { RehearsalSummary } from './rehearsal-summary.ts';
import type { Database } from './tables.ts';

/** A process that has not said anything for this long has died. */
const SILENCE_MS = 30_000;
/** Answers are kept for a week: they age quickly, and name what is in a calendar. */
const KEPT_MS = 7 * 86_400_000;

/** How a rehearsal stands. */
export interface StoredRehearsal {
  readonly id: string;
  readonly state: 'running' | 'done' | 'failed';
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly phase: string | null;
  readonly done: number;
  readonly summary: RehearsalSummary;
  readonly error: { readonly code: string; readonly parameters: JsonObject } | null;
}

/** Which items are asked for. */
export interface RehearsalQuery {
  readonly outcome?: RehearsalOutcome | undefined;
  /** Only those in which both sides have something else. */
  readonly differing?: boolean | undefined;
  readonly without?: RehearsalOutcome | undefined;
  /** The number of the last item before. */
  readonly after: number;
  readonly limit: number;
}

/** The last rehearsal of each mailbox. */
export interface RehearsalStore {
  /** Begins one, which takes the place of the one before. */
  begin(mailboxId: string, id: string): Promise<void>;
  /** Stores items, the first of which gets the number `from`, and what they come to so far. */
  add(id: string, from: number, items: readonly Rehearsed[], summary: RehearsalSummary): Promise<void>;
  /** Says how far it is, and that it goes on. */
  beat(id: string, progress: { readonly phase: string; readonly done: number } | null): Promise<void>;
  end(id: string, error: { readonly code: string; readonly parameters: object } | null): Promise<void>;
  find(mailboxId: string): Promise<StoredRehearsal | null>;
  items(id: string, query: RehearsalQuery): Promise<readonly (Rehearsed & { readonly n: number })[]>;
  sweep(now: Date): Promise<void>;
}

/** Rehearsals in the database. */
export function rehearsalStore(db: Kysely<Database>): RehearsalStore {
  return {
    async begin(mailboxId, id) {
      await db.transaction().execute(async (tx) => {
        await tx.deleteFrom('rehearsals').where('mailbox_id', '=', mailboxId).execute();
        await tx.insertInto('rehearsals').values({ id, mailbox_id: mailboxId }).execute();
      });
    },
    async add(id, from, items, summary) {
      const rows = items.map((item, index) => ({
        rehearsal_id: id,
        n: from + index,
        outcome: item.outcome,
        differs: item.differences.length > 0,
        document: JSON.stringify(item),
      }));
      await db.transaction().execute(async (tx) => {
        if (rows.length > 0) await tx.insertInto('rehearsal_items').values(rows).execute();
        await tx
          .updateTable('rehearsals')
          .set({ summary: JSON.stringify(summary), beat_at: sql<Date>`now()` })
          .where('id', '=', id)
          .execute();
      });
    },
    async beat(id, progress) {
      await db
        .updateTable('rehearsals')
        .set({ beat_at: sql<Date>`now()`, ...progress })
        .where('id', '=', id)
        .execute();
    },
    async end(id, error) {
      await db
        .updateTable('rehearsals')
        .set({ ended_at: sql<Date>`now()`, error: error === null ? null : JSON.stringify(error) })
        .where('id', '=', id)
        .execute();
    },
    find: (mailboxId) => find(db, mailboxId),
    items: (id, query) => itemsOf(db, id, query),
    async sweep(now) {
      await db
        .deleteFrom('rehearsals')
        .where('started_at', '<', new Date(now.getTime() - KEPT_MS))
        .execute();
    },
  };
}

async function find(db: Kysely<Database>, mailboxId: string): Promise<StoredRehearsal | null> {
  const row = await db
    .selectFrom('rehearsals')
    .selectAll()
    .select(sql<boolean>`beat_at < now() - ${SILENCE_MS}::integer * interval '1 millisecond'`.as('silent'))
    .where('mailbox_id', '=', mailboxId)
    .executeTakeFirst();
  if (row === undefined) return null;
  const died = row.ended_at === null && row.silent;
  const error = died ? { code: 'rehearsal-interrupted', parameters: {} } : row.error;
  return {
    id: row.id,
    state: error !== null ? 'failed' : row.ended_at === null ? 'running' : 'done',
    startedAt: row.started_at,
    endedAt: row.ended_at,
    phase: row.phase,
    done: row.done,
    summary: { totals: {}, differing: 0, reasons: [], ...row.summary },
    error: error as StoredRehearsal['error'],
  };
}

async function itemsOf(db: Kysely<Database>, id: string, query: RehearsalQuery) {
  const { outcome, differing, without, after, limit } = query;
  const rows = await db
    .selectFrom('rehearsal_items')
    .select(['n', 'document'])
    .where('rehearsal_id', '=', id)
    .where('n', '>', after)
    .$if(outcome !== undefined, (list) => list.where('outcome', '=', outcome ?? ''))
    .$if(without !== undefined, (list) => list.where('outcome', '<>', without ?? ''))
    .$if(differing === true, (list) => list.where('differs', '=', true))
    .orderBy('n')
    .limit(limit)
    .execute();
  return rows.map(({ n, document }) => ({ ...document, n }));
}
