import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashPassword } from './http/password.ts';
import type { OpenDatabase } from './storage/database.ts';
import { userStore } from './storage/users.ts';
import { newId } from './storage/uuid.ts';

/**
 * Where there is no user yet, makes the administrator `admin` with a random password and writes it to
 * `dataDir`/admin-password.txt, for the owner's eyes only. Answers the file, or null when there are users.
 */
export async function firstAdministrator({ db }: OpenDatabase, dataDir: string): Promise<string | null> {
  const users = userStore(db);
  if ((await users.count()) > 0) return null;
  const password = randomBytes(15).toString('base64url');
  const account = { id: newId(), username: 'admin', displayName: 'Administrator', email: '', locale: 'en' };
  const hash = await hashPassword(password);
  const created = await users.create({ ...account, timeZone: 'Etc/UTC', role: 'admin' }, hash);
  // Another process was first.
  if (typeof created === 'string' || created.id !== account.id) return null;
  const file = join(dataDir, 'admin-password.txt');
  writeFileSync(file, `${password}\n`, { mode: 0o600 });
  return file;
}
