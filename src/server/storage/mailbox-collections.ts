import { sql, type Kysely } from 'kysely';
import type { Collection } from '../../sync/ports.ts';
import { textKey } from './ledger/keys.ts';
import { requestPump } from './pump-requests.ts';
import type { Database } from './tables.ts';

/** A collection and whether it is synchronised. */
export interface StoredCollection extends Collection {
  readonly selected: boolean;
  /** Kinds of items whose new ones from the CRM go there. */
  readonly createIn: readonly string[];
}

/** What a person chose: ids of collections; new items go to `createIn`, one of them, or nowhere. */
export interface CollectionChoice {
  readonly selected: readonly string[];
  readonly createIn: string | null;
}

/** The collections of mailboxes as they were last seen, and which are synchronised. */
export interface MailboxCollections {
  list(mailboxId: string): Promise<readonly StoredCollection[]>;
  /** What the provider lists now. A chosen one that is not listed stays, so that its loss is noticed. */
  save(mailboxId: string, collections: readonly Collection[]): Promise<void>;
  /** Replaces the choice and asks for a pump. Nothing is changed when an id is unknown or `createIn` not writable. */
  choose(mailboxId: string, choice: CollectionChoice): Promise<'chosen' | 'missing' | 'collection-unknown'>;
}

/** Collections in the database. */
export function mailboxCollections(db: Kysely<Database>): MailboxCollections {
  return {
    list: (mailboxId) => list(db, mailboxId),
    save: (mailboxId, collections) => db.transaction().execute((tx) => save(tx, mailboxId, collections)),
    choose: (mailboxId, choice) => db.transaction().execute((tx) => choose(tx, mailboxId, choice)),
  };
}

async function list(db: Kysely<Database>, mailboxId: string): Promise<readonly StoredCollection[]> {
  const mailbox = await db
    .selectFrom('mailboxes')
    .select('create_in')
    .where('id', '=', mailboxId)
    .executeTakeFirst();
  const rows = await db
    .selectFrom('collections')
    .selectAll()
    .where('mailbox_id', '=', mailboxId)
    .orderBy('position')
    .execute();
  const createIn = Object.entries(mailbox?.create_in ?? {});
  return rows.map((row) => ({
    id: row.provider_id,
    name: row.name,
    kinds: row.kinds,
    color: row.color,
    writable: row.writable,
    selected: row.selected,
    createIn: createIn.filter(([, id]) => id === row.provider_id).map(([kind]) => kind),
  }));
}

async function save(
  tx: Kysely<Database>,
  mailboxId: string,
  collections: readonly Collection[],
): Promise<void> {
  const keys = collections.map(({ id }) => textKey(id));
  await sql`
    DELETE FROM collections
    WHERE mailbox_id = ${mailboxId} AND NOT selected AND key <> ALL (${keys}::bytea[])
  `.execute(tx);
  for (const [position, collection] of collections.entries()) {
    const { id, name, color, writable, kinds } = collection;
    const values = { name, color, writable, kinds: [...kinds], position };
    await tx
      .insertInto('collections')
      .values({ mailbox_id: mailboxId, key: textKey(id), provider_id: id, ...values })
      .onConflict((conflict) => conflict.columns(['mailbox_id', 'key']).doUpdateSet(values))
      .execute();
  }
}

async function choose(
  tx: Kysely<Database>,
  mailboxId: string,
  choice: CollectionChoice,
): Promise<'chosen' | 'missing' | 'collection-unknown'> {
  const mailbox = await tx
    .selectFrom('mailboxes')
    .select('id')
    .where('id', '=', mailboxId)
    .where('removed_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (mailbox === undefined) return 'missing';
  const known = await list(tx, mailboxId);
  const target = known.find(({ id }) => id === choice.createIn);
  const unknown = choice.selected.some((id) => known.every((collection) => collection.id !== id));
  const misplaced =
    choice.createIn !== null && (target?.writable !== true || !choice.selected.includes(choice.createIn));
  if (unknown || misplaced) return 'collection-unknown';

  const keys = choice.selected.map((id) => textKey(id));
  await sql`
    UPDATE collections SET selected = (key = ANY (${keys}::bytea[])) WHERE mailbox_id = ${mailboxId}
  `.execute(tx);
  const none = choice.selected.length === 0;
  const createIn = Object.fromEntries((target?.kinds ?? []).map((kind) => [kind, target?.id]));
  await tx
    .updateTable('mailboxes')
    .set({
      create_in: JSON.stringify(createIn),
      state: none ? 'new' : 'ok',
      error: null,
      failures: 0,
      next_pump_at: none ? null : sql<Date>`now()`,
      version: sql<string>`version + 1`,
      updated_at: sql<Date>`now()`,
    })
    .where('id', '=', mailboxId)
    .execute();
  if (!none) await requestPump(tx, { mailboxIds: [mailboxId], forced: true });
  return 'chosen';
}
