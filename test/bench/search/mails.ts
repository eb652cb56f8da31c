import { sql, type Kysely } from 'kysely';
import { textKey } from '../../../src/server/storage/ledger/keys.ts';
import { messageKeyOf, subjectKeyOf } from '../../../src/server/storage/messages/message-keys.ts';
import type { Database } from '../../../src/server/storage/tables.ts';
import { random } from '../random.ts';
import type { Askers } from './load.ts';
import { benchId } from './population.ts';

/** Mails that are loaded; of each person's company one in so many. */
export function mailCount(persons: number): number {
  return Math.floor(persons / 10);
}

/** Mails of one conversation. */
const CONVERSATION = 4;
/** One mail in so many has a subject that thousands have. */
const WEEKLY = 20;
const BATCH = 5000;
const TABLES = ['records', 'messages', 'message_addresses', 'message_witnesses', 'message_links'];

/** What the mail of that number is found by. */
export function conversationOf(mail: number) {
  const number = Math.floor(mail / CONVERSATION);
  const subject = mail % WEEKLY === 0 ? 'Weekly' : `Offer ${String(number % 20_000)} for the hall`;
  return { conversationId: `conversation ${String(number)}`, subject };
}

/**
 * Fills `load`'s database with mails to persons of its companies, each linked with two records by the one who may see
 * everything. One may see every mail, another a tenth of them. The same in every run.
 */
export async function loadMails(db: Kysely<Database>, persons: number, askers: Askers): Promise<void> {
  const chance = random(7);
  const companies = Math.max(1, Math.floor(persons / 10));
  const mails = Array.from({ length: mailCount(persons) }, (_, mail) => {
    const { conversationId, subject } = conversationOf(mail);
    return {
      id: benchId(10_000_000 + mail),
      people: [0, 1, 2].map(() => benchId(companies + 1 + chance.below(persons))),
      linked: [benchId(1 + chance.below(companies)), benchId(companies + 1 + chance.below(persons))],
      readers: `{${mail % 10 === 0 ? `${askers.all},${askers.tenth}` : askers.all}}`,
      owner: askers.all,
      conversation: textKey(conversationId).toString('hex'),
      message: messageKeyOf(`<${String(mail)}@bench.example>`).toString('hex'),
      subject,
      subject_key: subjectKeyOf(subject)?.toString('hex'),
    };
  });
  for (let from = 0; from < mails.length; from += BATCH) await insert(db, mails.slice(from, from + BATCH));
  for (const table of TABLES) await sql`VACUUM (ANALYZE) ${sql.table(table)}`.execute(db);
}

async function insert(db: Kysely<Database>, mails: readonly unknown[]): Promise<void> {
  await db.connection().execute(async (connection) => {
    // The checks of foreign keys rest: rows are written in no particular order.
    await sql`SET session_replication_role = replica`.execute(connection);
    await sql`
      WITH input AS MATERIALIZED (
        SELECT * FROM jsonb_to_recordset(${JSON.stringify(mails)}::jsonb) AS x(
          id uuid, people uuid[], linked uuid[], readers uuid[], owner uuid, conversation text, message text,
          subject text, subject_key text)
      ), kept AS (
        INSERT INTO records (id, type, owner_id, readers, created_at, updated_at, name, sort_name)
        SELECT id, 'message', owner, readers, now(), now(), subject, lower(subject) FROM input
      ), stored AS (
        INSERT INTO messages (record_id, identity_key, message_key, digest, subject, subject_key, addresses,
          body_text, body_html, preview)
        SELECT id, decode(message, 'hex'), decode(message, 'hex'), '', subject, decode(subject_key, 'hex'), '[]',
          '', '', '' FROM input
      ), addresses AS (
        INSERT INTO message_addresses (message_record_id, address, sender)
        SELECT i.id, a.address, p.n = 1 FROM input i CROSS JOIN LATERAL unnest(people) WITH ORDINALITY AS p(id, n)
          JOIN record_addresses a ON a.record_id = p.id
        ON CONFLICT DO NOTHING
      ), witnesses AS (
        INSERT INTO message_witnesses (message_record_id, user_id, item_key, conversation_key, bcc, original_hash,
          seen_at)
        SELECT id, owner, decode(message, 'hex'), decode(conversation, 'hex'), '[]', '', now() FROM input
      )
      INSERT INTO message_links (message_record_id, record_id, linked_by, linked_at)
      SELECT id, unnest(linked), owner, now() FROM input ON CONFLICT DO NOTHING
    `.execute(connection);
    await sql`RESET session_replication_role`.execute(connection);
  });
}
