import { Kysely, PostgresDialect, sql, type PostgresPool } from 'kysely';
import pg from 'pg';
import type { Ledger, Lease } from '../../../sync/ports.ts';
import type { OpenDatabase } from '../database.ts';
import type { Database } from '../tables.ts';
import { createLedger } from './ledger.ts';
import { linkReads } from './links.ts';

/** What a ledger is written to, with the column that says whose it is. */
const COPIED = ['leases', 'feeds', 'links', 'intents', 'removals', 'history', 'conflicts'] as const;

/** A ledger that begins as a mailbox's real one and is thrown away. */
export interface SpareLedger {
  readonly ledger: Ledger;
  close(): Promise<void>;
}

/**
 * Opens it on a connection of its own: temporary tables with the ledger's names stand before the real ones, and its
 * transactions are read-only, so that PostgreSQL itself refuses to write to anything else. Other mailboxes' links are
 * read where they are. Nobody waits for it, and nothing of it outlives the connection.
 */
export async function openSpareLedger(database: OpenDatabase, { mailboxId }: Lease): Promise<SpareLedger> {
  const client = new pg.Client({ connectionString: database.url, application_name: 'liaison rehearsal' });
  // A connection that breaks fails its next query; without a listener it would end the process.
  client.on('error', () => undefined);
  await client.connect();
  const spare = new Kysely<Database>({ dialect: new PostgresDialect({ pool: onlyOne(client) }) });
  try {
    for (const table of COPIED) await copy(spare, table, mailboxId);
    await sql`SET default_transaction_read_only = on`.execute(spare);
  } catch (error) {
    await spare.destroy();
    throw error;
  }
  const ledger = createLedger(spare);
  const real = linkReads(database.db, mailboxId);
  return {
    ledger: {
      transaction: (lease, work) =>
        ledger.transaction(lease, (tx) =>
          work({
            ...tx,
            siblings: real.siblings,
            async linksByIdentity(kind, identities) {
              const others = await real.linksByIdentity(kind, identities);
              const own = await tx.linksByIdentity(kind, identities);
              return [...own, ...others.filter((link) => link.mailboxId !== mailboxId)];
            },
          }),
        ),
    },
    close: () => spare.destroy(),
  };
}

async function copy(
  spare: Kysely<Database>,
  table: (typeof COPIED)[number],
  mailboxId: string,
): Promise<void> {
  const [name, copied] = [sql.ref(table), sql.ref(`pg_temp.${table}`)];
  // The name on its own means the real table until its copy is there.
  await sql`CREATE TEMPORARY TABLE ${sql.ref(`copied_${table}`)} (LIKE ${name} INCLUDING ALL)`.execute(spare);
  const columns = await sql<{ name: string }>`
    SELECT column_name AS name FROM information_schema.columns
    WHERE table_name = ${table} AND table_schema = ANY (current_schemas(false)) AND is_generated = 'NEVER'
    ORDER BY ordinal_position
  `.execute(spare);
  const names = sql.join(columns.rows.map((column) => sql.ref(column.name)));
  await sql`
    INSERT INTO ${sql.ref(`copied_${table}`)} (${names}) OVERRIDING SYSTEM VALUE
    SELECT ${names} FROM ${name} WHERE mailbox_id = ${mailboxId}
  `.execute(spare);
  await sql`ALTER TABLE ${sql.ref(`copied_${table}`)} RENAME TO ${name}`.execute(spare);
  await sql`ANALYZE ${copied}`.execute(spare);
}

/** A pool of one connection, which whoever wants it waits for; another one would not see the temporary tables. */
function onlyOne(client: pg.Client): PostgresPool {
  let last: Promise<void> = Promise.resolve();
  return {
    options: {},
    async connect() {
      const before = last;
      let free: () => void = () => undefined;
      last = new Promise((resolve) => {
        free = resolve;
      });
      await before;
      return { query: client.query.bind(client), release: free };
    },
    end: () => client.end(),
  };
}
