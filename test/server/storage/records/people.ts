import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Actor } from '../../../../src/server/access/access.ts';
import type { Writer } from '../../../../src/server/storage/records/writer.ts';
import type { Database } from '../../../../src/server/storage/tables.ts';
import { newId } from '../../../../src/server/storage/uuid.ts';

/** A user in the database, with one calendar address. */
export interface TestUser extends Actor {
  readonly address: string;
}

/** Inserts a user who can't sign in. */
export async function insertTestUser(db: Kysely<Database>, role: Actor['role'] = 'user'): Promise<TestUser> {
  const id = newId();
  const address = `mailto:${id}@firm.example`;
  await sql`
    INSERT INTO users (id, username, display_name, addresses, role)
    VALUES (${id}::uuid, ${id}, 'Ada Lovelace', ${[address]}::text[], ${role})
  `.execute(db);
  return { id, role, address };
}

/** A person who writes through the CRM's own pages. */
export function writerOf(user: Actor): Writer {
  return { user, origin: null, now: new Date() };
}
