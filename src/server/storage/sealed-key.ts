import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Seal } from './seal.ts';
import type { Database } from './tables.ts';

const KEY_BYTES = 32;

/**
 * A key of this installation's own, made when it is first asked for and the same ever since, whatever becomes of the key
 * that seals it. Throws SealBroken.
 */
export async function sealedKey(db: Kysely<Database>, seal: Seal, name: string): Promise<Buffer> {
  const find = () => db.selectFrom('sealed_keys').select('sealed').where('name', '=', name);
  let row = await find().executeTakeFirst();
  if (row === undefined) {
    const sealed = seal.seal(randomBytes(KEY_BYTES).toString('base64'), name);
    await db
      .insertInto('sealed_keys')
      .values({ name, sealed })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    row = await find().executeTakeFirstOrThrow();
  }
  return Buffer.from(seal.open(row.sealed, name), 'base64');
}
