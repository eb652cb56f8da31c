import fc from 'fast-check';
import { sql } from 'kysely';
import {
  EVERYONE,
  mayAdminister,
  mayLinkMail,
  mayRead,
  mayWrite,
  type Actor,
  type Protected,
} from '../../../src/server/access/access.ts';
import {
  mailLinkableBy,
  readableBy,
  readerColumns,
  readersOf,
  writableBy,
} from '../../../src/server/storage/records/readable.ts';
import { newId } from '../../../src/server/storage/uuid.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

const [ann, ben, cay, dan] = [newId(), newId(), newId(), newId()];
const USERS = [ann, ben, cay, dan];
const user = (id: string, role: Actor['role'] = 'user'): Actor => ({ id, role });

describe('access rules', () => {
  const record: Protected = { ownerId: ann, readers: [ben], users: [cay] };

  it('lets owner, readers and users of an appointment read, and nobody else', () => {
    expect(USERS.map((id) => mayRead(user(id), record))).toEqual([true, true, true, false]);
    expect(mayRead(user(dan), { ...record, readers: [EVERYONE] })).toBe(true);
  });

  it('lets owner and users of an appointment write; readers only read', () => {
    expect(USERS.map((id) => mayWrite(user(id), record))).toEqual([true, false, true, false]);
    expect(mayWrite(user(dan), { ...record, readers: [EVERYONE] })).toBe(false);
  });

  it('lets those link a mail who have it themselves, and not whom it was opened to', () => {
    const mail: Protected = { ownerId: ann, readers: [ben, EVERYONE], users: [] };
    expect(USERS.map((id) => mayLinkMail(user(id), mail))).toEqual([true, true, false, false]);
  });

  it('shows administrators no content by their role, and lets them decide who does', () => {
    const admin = user(dan, 'admin');
    expect([mayRead(admin, record), mayWrite(admin, record), mayAdminister(admin, record)]).toEqual([
      false,
      false,
      true,
    ]);
    expect([mayAdminister(user(ann), record), mayAdminister(user(ben), record)]).toEqual([true, false]);
  });
});

describe('access rules in the database', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(async () => {
    await database.close();
  });

  it('agree with the rules in code, for any record and any user', async () => {
    const someone = fc.constantFrom(...USERS);
    const anyRecord: fc.Arbitrary<Protected> = fc.record({
      ownerId: someone,
      readers: fc.uniqueArray(fc.constantFrom(...USERS, EVERYONE), { maxLength: 3 }),
      users: fc.uniqueArray(someone, { maxLength: 3 }),
    });
    const asks = fc.array(fc.tuple(anyRecord, someone, fc.constantFrom<Actor['role']>('user', 'admin')), {
      minLength: 1,
      maxLength: 20,
    });
    await fc.assert(
      fc.asyncProperty(asks, async (questions) => {
        for (const [record, id, role] of questions) {
          const { readers, everyone } = readerColumns(record.readers);
          expect([...readersOf({ readers, everyone })].sort()).toEqual([...record.readers].sort());
          const { rows } = await sql<{ read: boolean; write: boolean; link: boolean }>`
            SELECT ${readableBy(id)} AS read, ${writableBy(id)} AS write, ${mailLinkableBy(id)} AS link
            FROM (SELECT ${record.ownerId}::uuid AS owner_id, ${readers}::uuid[] AS readers,
              ${everyone}::boolean AS everyone, ${record.users}::uuid[] AS users) r
          `.execute(database.db);
          const actor = user(id, role);
          expect(rows[0]).toEqual({
            read: mayRead(actor, record),
            write: mayWrite(actor, record),
            link: mayLinkMail(actor, record),
          });
        }
      }),
      { numRuns: 25 },
    );
  });
});
