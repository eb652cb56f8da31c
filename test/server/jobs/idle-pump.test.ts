import { builtinCrm } from '../../../src/server/crm/builtin/index.ts';
import { createPumpRun } from '../../../src/server/jobs/run.ts';
import type { PumpOutcome } from '../../../src/server/jobs/worker.ts';
import { createLeases } from '../../../src/server/storage/ledger/leases.ts';
import { createLedger } from '../../../src/server/storage/ledger/ledger.ts';
import { newId } from '../../../src/server/storage/uuid.ts';
import { eventKind } from '../../../src/sync/kinds/event/kind.ts';
import { pump } from '../../../src/sync/pump.ts';
import { insertMailbox, insertUser } from '../../support/accounts.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { company, event } from '../../sync/support/world.ts';
import { notedDatabase, type NotedDatabase } from './statements.ts';

/** What makes PostgreSQL give a transaction an id, and write to the disk when it ends. */
const WRITES = /\b(insert into|update|delete from|pg_notify|for share|for no key update)\b/i;

describe('a pump that finds nothing to do', () => {
  let database: TestDatabase;
  let noted: NotedDatabase;
  beforeAll(async () => {
    database = await testDatabase();
    noted = notedDatabase(database.url);
  });
  afterAll(async () => {
    await noted.close();
    await database.close();
  });

  it.each([1, 60])(
    'writes four times to the database, and looks fourteen times (%s items)',
    async (items) => {
      const run = await mailboxWith(items);
      // The second one finds in the CRM's feed what the first has written there.
      expect(await run()).toMatchObject({ written: { crm: { create: items } } });
      await run();
      noted.transactions();
      expect(await run()).toMatchObject({ error: null, observed: { mailbox: 0, crm: 0 } });

      const transactions = noted.transactions().map((statements) => statements.join('; '));
      const writing = transactions.filter((text) => WRITES.test(text));
      expect(writing).toEqual([
        expect.stringMatching(/insert into leases/i),
        expect.stringMatching(/update mailboxes set requested_at.*pg_notify/is),
        // How far the CRM's feed was read.
        expect.stringMatching(/insert into "feeds"/),
        // How it ended, the lease given back, and the word that it ended.
        expect.stringMatching(/update "mailboxes".*update leases.*pg_notify/is),
      ]);
      // Of these one is the CRM's feed itself, the others are the ledger's.
      expect(transactions.length - writing.length).toBe(14);
    },
  );

  /** A mailbox with so many items, as a worker has it; returns how it is pumped once. */
  async function mailboxWith(items: number): Promise<() => Promise<PumpOutcome['report']>> {
    const anna = company(['anna'], { now: Date.now }).person('anna');
    for (let n = 0; n < items; n += 1) anna.world.store.insert(event(newId()), { collection: 'cal' });
    const { db } = noted;
    const userId = await insertUser(database.db);
    const mailboxId = await insertMailbox(database.db, userId);
    const user = { id: userId, role: 'user' } as const;
    const urlOf = (type: string, id: string): string => `https://crm.example/${type}/${id}`;
    const crm = builtinCrm(db, { user, mailboxId, now: Date.now, newId, urlOf });
    const ports = {
      mailbox: anna.mailbox,
      crm,
      ledger: createLedger(db),
      kinds: [eventKind],
      now: Date.now,
      newId,
    };
    return async () => {
      let outcome: PumpOutcome | null = null;
      const options = {
        database: noted,
        pump,
        connect: () => Promise.resolve({ ports, settings: { ...anna.settings, mailboxId, userId } }),
        onOutcome: (ended: PumpOutcome) => (outcome = ended),
        onError: (error: unknown) => {
          throw error;
        },
      };
      await createPumpRun(options, createLeases(db), 'worker', mailboxId).finished;
      return (outcome as PumpOutcome | null)?.report ?? null;
    };
  }
});
