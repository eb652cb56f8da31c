import { randomBytes } from 'node:crypto';
import { resealSecrets } from '../../../src/server/storage/reseal.ts';
import { createSeal } from '../../../src/server/storage/seal.ts';
import { sealedKey } from '../../../src/server/storage/sealed-key.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

describe("A key of the installation's own", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.close());

  it('is the same for all who ask at once, and outlives the key that sealed it', async () => {
    const [old, fresh] = [randomBytes(32), randomBytes(32)];
    const ask = (...keys: Buffer[]) => sealedKey(database.db, createSeal(keys), 'some-key');
    const keys = await Promise.all([ask(old), ask(old), ask(old)]);
    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(1);
    expect(keys[0]).toHaveLength(32);
    expect(await resealSecrets(database.db, createSeal([fresh, old]))).toEqual({
      resealed: 1,
      unreadable: 0,
    });
    expect(await ask(fresh)).toEqual(keys[0]);
    await expect(ask(old)).rejects.toThrow('seal-key-unknown');
  });
});
