import { randomBytes } from 'node:crypto';
import { idempotencyStore } from '../../../src/server/storage/idempotency.ts';
import { mailboxAccounts } from '../../../src/server/storage/mailbox-accounts.ts';
import { resealSecrets } from '../../../src/server/storage/reseal.ts';
import { createSeal, SealBroken } from '../../../src/server/storage/seal.ts';
import { newId } from '../../../src/server/storage/uuid.ts';
import { insertUser } from '../../support/accounts.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

describe('another key', () => {
  let database: TestDatabase;
  const [oldKey, newKey, lostKey] = [randomBytes(32), randomBytes(32), randomBytes(32)];
  const REQUEST = Buffer.from('hash of a request');

  beforeEach(async () => {
    database = await testDatabase();
  });
  afterEach(() => database.close());

  const accounts = (...keys: Buffer[]) => mailboxAccounts(database.db, createSeal(keys));
  const reseal = (...keys: Buffer[]) => resealSecrets(database.db, createSeal(keys));
  const addMailbox = async (key: Buffer, password: string): Promise<string> => {
    const [id, userId] = [newId(), await insertUser(database.db)];
    const probe = { server: '', addresses: [], discovered: {} };
    const about = { kind: 'caldav', name: 'Work', url: 'https://calendar.example/', account: 'ada' };
    await accounts(key).create({ ...about, id, userId, password, probe });
    return id;
  };

  it('seals every secret anew, and the one before is needed no more', async () => {
    const [first, second] = [await addMailbox(oldKey, 'swordfish'), await addMailbox(oldKey, 'haddock')];
    const current = await addMailbox(newKey, 'tuna');
    const { db } = database;
    const [userId, now] = [await insertUser(db), new Date()];
    const before = idempotencyStore(db, createSeal([oldKey]));
    await before.begin(userId, 'once', REQUEST, now);
    await before.finish(userId, 'once', { status: 201, headers: {}, body: 'a token' });
    await before.begin(userId, 'under way', REQUEST, now);

    expect(await reseal(newKey, oldKey)).toEqual({ resealed: 3, unreadable: 0 });
    const passwords = [first, second, current].map((id) => accounts(newKey).password(id));
    expect(await Promise.all(passwords)).toEqual(['swordfish', 'haddock', 'tuna']);
    await expect(accounts(oldKey).password(first)).rejects.toThrow(SealBroken);
    const after = idempotencyStore(db, createSeal([newKey]));
    expect(await after.begin(userId, 'once', REQUEST, now)).toMatchObject({
      type: 'again',
      answer: { status: 201, body: 'a token' },
    });
    expect(await reseal(newKey)).toEqual({ resealed: 0, unreadable: 0 });
  });

  it('leaves what no key opens as it is, and says how much that is', async () => {
    const [readable, lost] = [await addMailbox(oldKey, 'swordfish'), await addMailbox(lostKey, 'haddock')];
    expect(await reseal(newKey, oldKey)).toEqual({ resealed: 1, unreadable: 1 });
    expect(await accounts(newKey).password(readable)).toBe('swordfish');
    expect(await accounts(lostKey).password(lost)).toBe('haddock');
    expect(await reseal(newKey, lostKey)).toEqual({ resealed: 1, unreadable: 0 });
    expect(await accounts(newKey).password(lost)).toBe('haddock');
  });

  it('changes all or nothing', async () => {
    const [first, second] = [await addMailbox(oldKey, 'swordfish'), await addMailbox(oldKey, 'haddock')];
    const seal = createSeal([newKey, oldKey]);
    let sealed = 0;
    const failing = {
      ...seal,
      seal(clear: string, context: string) {
        if (++sealed === 2) throw new Error('The power went out');
        return seal.seal(clear, context);
      },
    };
    await expect(resealSecrets(database.db, failing)).rejects.toThrow('The power went out');
    const passwords = [first, second].map((id) => accounts(oldKey).password(id));
    expect(await Promise.all(passwords)).toEqual(['swordfish', 'haddock']);
  });
});
