import type { Kysely } from 'kysely';
import type { Database } from '../../../../src/server/storage/tables.ts';
import { recordKey } from '../../../../src/sync/identity.ts';
import type { Found } from '../../../../src/sync/ports.ts';
import { change, creation, followCrm } from '../../../contracts/crm/appointments.ts';
import { anEvent, soon } from '../../../contracts/mailbox/events.ts';
import { testDatabase, type TestDatabase } from '../../../support/database.ts';
import { insertTestUser } from '../../storage/records/people.ts';
import { crmOf } from './world.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await database.close();
});

/** The database, and the number of statements that it was asked so far (BEGIN and COMMIT left out). */
function counted(): { readonly db: Kysely<Database>; readonly statements: () => number } {
  let count = 0;
  const db = database.db.withPlugin({
    transformQuery: ({ node }) => {
      count += 1;
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  });
  return { db, statements: () => count };
}

describe('built-in CRM: batches', () => {
  it('need few statements, however large they are', async () => {
    const { db, statements } = counted();
    const user = await insertTestUser(database.db);
    const crm = crmOf(db, user, 1000);
    const spent = async <T>(work: () => Promise<T>): Promise<readonly [T, number]> => {
      const before = statements();
      return [await work(), statements() - before];
    };
    const participants = {
      [user.address]: { roles: { owner: true as const } },
      'mailto:a@b.example': { roles: { attendee: true as const } },
    };
    const requests = Array.from({ length: 100 }, (_unused, index) => {
      const event = anEvent({ title: `Meeting ${String(index)}`, participants });
      return creation(crm, event, recordKey('Event', event.uid));
    });
    const [made, creating] = await spent(() => crm.create(requests, soon()));
    expect(made.every((outcome) => outcome.ok)).toBe(true);
    expect(creating).toBeLessThanOrEqual(5);

    const [feed, listing] = await spent(() => followCrm(crm, null));
    expect(feed.changes).toHaveLength(100);
    expect(listing).toBeLessThanOrEqual(3);
    const found = feed.changes.map((entry) => (entry.type === 'present' ? entry.found : undefined));
    const all = found.filter((entry): entry is Found => entry !== undefined);
    const [updated, updating] = await spent(() =>
      crm.update(
        all.map((entry) => change(entry, { title: 'New', participants: null })),
        soon(),
      ),
    );
    expect(updated.every((outcome) => outcome.ok)).toBe(true);
    expect(updating).toBeLessThanOrEqual(10);

    const [, finding] = await spent(() =>
      crm.find(
        'appointment',
        requests.map((one) => one.intent.correlationKey),
        soon(),
      ),
    );
    expect(finding).toBeLessThanOrEqual(2);
    const again = updated.map(
      (outcome, index) => ({ ...all[index], version: outcome.ok ? outcome.version : null }) as Found,
    );
    const [removed, removing] = await spent(() =>
      crm.markDeleted(
        again.map((entry) => change(entry, {})),
        soon(),
      ),
    );
    expect(removed.every((outcome) => outcome.ok)).toBe(true);
    expect(removing).toBeLessThanOrEqual(4);
  });
});
