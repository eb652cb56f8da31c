import { sql } from 'kysely';
import { listen } from '../../../src/server/storage/notifications.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { until } from '../../support/until.ts';

describe('a listener', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.close());

  const say = (payload: string) => sql`SELECT pg_notify('test_channel', ${payload})`.execute(database.db);

  it('hears what is said, also after its connection broke', async () => {
    const heard: string[] = [];
    const errors: unknown[] = [];
    let connected = 0;
    const listener = await listen({
      url: database.url,
      channel: 'test_channel',
      onNotification: (payload) => heard.push(payload),
      onConnected: () => (connected += 1),
      onError: (error) => errors.push(error),
    });
    expect(connected).toBe(1);
    await say('one');
    await until(() => heard.length === 1);
    await sql`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE application_name = 'liaison listener' AND datname = current_database()
    `.execute(database.db);
    await until(() => connected === 2);
    await say('two');
    await until(() => heard.length === 2);
    expect(heard).toEqual(['one', 'two']);
    expect(errors.length).toBeGreaterThan(0);
    await listener.close();
    await say('three');
    const { rows } = await sql`
      SELECT 1 FROM pg_stat_activity
      WHERE application_name = 'liaison listener' AND datname = current_database()
    `.execute(database.db);
    expect(rows).toEqual([]);
    expect(heard).toHaveLength(2);
  });

  it('says at once that it can not begin', async () => {
    const url = database.url.replace(/:[^:@]+@/, ':wrong@');
    await expect(listen({ url, channel: 'test_channel', onNotification: () => undefined })).rejects.toThrow();
  });
});
