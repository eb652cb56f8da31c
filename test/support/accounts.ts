import type { Kysely } from 'kysely';
import type { Database } from '../../src/server/storage/tables.ts';
import type { UserTable } from '../../src/server/storage/tables/accounts.ts';
import { newId } from '../../src/server/storage/uuid.ts';

/** Inserts a user who can't sign in; returns the id. */
export async function insertUser(
  db: Kysely<Database>,
  columns: Partial<
    Pick<UserTable, 'display_name' | 'email'> & { locale: string; role: 'user' | 'admin' }
  > = {},
): Promise<string> {
  const id = newId();
  await db
    .insertInto('users')
    .values({ id, username: id, display_name: 'Ada Lovelace', email: null, password_hash: null, ...columns })
    .execute();
  return id;
}

/** Inserts a mailbox, of a new user unless one is given; returns the id. */
export async function insertMailbox(db: Kysely<Database>, userId?: string): Promise<string> {
  const id = newId();
  await db
    .insertInto('mailboxes')
    .values({
      id,
      user_id: userId ?? (await insertUser(db)),
      kind: 'caldav',
      name: 'Work',
      url: 'https://calendar.example',
      account: id,
      discovered: '{}',
      settings: '{}',
      create_in: '{}',
    })
    .execute();
  return id;
}
