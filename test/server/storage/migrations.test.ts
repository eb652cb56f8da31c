import { sql } from 'kysely';
import { openDatabase } from '../../../src/server/storage/database.ts';
import { migrate } from '../../../src/server/storage/migrations/index.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

describe('migrations', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase({ empty: true });
  });
  afterAll(() => database.close());

  it('run once, in order, when several processes start at the same time', async () => {
    const others = [1, 2, 3].map(() => openDatabase({ url: database.url }));
    const outcomes = await Promise.all([database, ...others].map(({ db }) => migrate(db)));
    await Promise.all(others.map((other) => other.close()));
    const carriedOut = outcomes.filter((names) => names.length > 0);
    expect(carriedOut).toHaveLength(1);
    expect(carriedOut[0]).toEqual([...(carriedOut[0] ?? [])].sort());
    expect(carriedOut[0]?.[0]).toBe('001-accounts');
  });

  it('do nothing the second time', async () => {
    expect(await migrate(database.db)).toEqual([]);
  });

  it('know one user per name, whatever its case', async () => {
    const insert = (id: string, username: string) =>
      database.db.insertInto('users').values({ id, username, display_name: 'Ada' }).execute();
    await insert('0190a000-0000-7000-8000-000000000001', 'ada');
    await expect(insert('0190a000-0000-7000-8000-000000000002', 'Ada')).rejects.toMatchObject({
      code: '23505',
    });
  });

  it('leave a database that folds letters of every language', async () => {
    const { rows } = await sql<{ lower: string }>`SELECT lower('ÄÉΩЖ') AS lower`.execute(database.db);
    expect(rows[0]?.lower).toBe('äéωж');
  });
});
