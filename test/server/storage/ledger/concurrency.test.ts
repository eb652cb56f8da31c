import { sql } from 'kysely';
import { LeaseLost, Unavailable } from '../../../../src/sync/errors.ts';
import type { Lease, Ledger } from '../../../../src/sync/ports.ts';
import { createLeases, type Leases } from '../../../../src/server/storage/ledger/leases.ts';
import { createLedger } from '../../../../src/server/storage/ledger/ledger.ts';
import { newId } from '../../../../src/server/storage/uuid.ts';
import { freshRef, makeIntent, makeLink } from '../../../contracts/ledger/harness.ts';
import { insertMailbox } from '../../../support/accounts.ts';
import { testDatabase, type TestDatabase } from '../../../support/database.ts';
import { until } from '../../../support/until.ts';

describe('the ledger under several hands', () => {
  let database: TestDatabase;
  let ledger: Ledger;
  let leases: Leases;

  beforeAll(async () => {
    database = await testDatabase();
    ledger = createLedger(database.db);
    leases = createLeases(database.db);
  });
  afterAll(() => database.close());

  const lease = async (): Promise<Lease> => {
    const acquired = await leases.acquire(await insertMailbox(database.db), 'worker', 60_000);
    if (acquired === null) throw new Error('A new mailbox must be free');
    return acquired;
  };

  it('runs a transaction again rather than overwrite what a person decided meanwhile', async () => {
    const mine = await lease();
    const link = makeLink(mine, { state: 'held', dirty: true });
    await ledger.transaction(mine, (tx) => tx.saveLinks([link]));
    const seen: unknown[] = [];
    await ledger.transaction(mine, async (tx) => {
      const [found] = await tx.dirtyLinks(null, 1);
      seen.push(found?.decision);
      if (seen.length === 1) {
        await database.db
          .updateTable('links')
          .set({ decision: 'reject' })
          .where('id', '=', link.id)
          .execute();
      }
      await tx.saveLinks([{ ...(found ?? link), dirty: false }]);
    });
    expect(seen).toEqual([null, 'reject']);
    const [after] = await ledger.transaction(mine, (tx) => tx.linksById([link.id]));
    expect(after).toEqual({ ...link, decision: 'reject', dirty: false });
  });

  it('lets a takeover wait for a transaction that has written something', async () => {
    const mine = await lease();
    const [first, link] = [makeLink(mine), makeLink(mine)];
    let takeover: Promise<Lease | null> = Promise.resolve(null);
    let taken = false;
    await ledger.transaction(mine, async (tx) => {
      await tx.saveLinks([first]);
      takeover = leases.acquire(mine.mailboxId, 'another', 60_000, { takeOver: true });
      void takeover.then(() => (taken = true));
      await until(async () => {
        const { rows } = await sql`
          SELECT 1 FROM pg_locks WHERE NOT granted AND locktype IN ('transactionid', 'tuple')
        `.execute(database.db);
        return rows.length > 0;
      });
      expect(taken).toBe(false);
      await tx.saveLinks([link]);
    });
    const next = await takeover;
    if (next === null) throw new Error('The takeover must succeed');
    expect(await ledger.transaction(next, (tx) => tx.linksById([link.id]))).toEqual([link]);
    await expect(ledger.transaction(mine, (tx) => tx.touchDormant())).rejects.toBeInstanceOf(LeaseLost);
  });

  it('lets a transaction write nothing that has only read when somebody takes over', async () => {
    const mine = await lease();
    const links = [makeLink(mine), makeLink(mine)];
    const taken: (Lease | null)[] = [];
    const writing = ledger.transaction(mine, async (tx) => {
      await tx.dirtyLinks(null, 1);
      taken.push(await leases.acquire(mine.mailboxId, 'another', 60_000, { takeOver: true }));
      await tx.saveLinks(links);
    });
    await expect(writing).rejects.toBeInstanceOf(LeaseLost);
    const [next] = taken;
    if (next == null) throw new Error('The takeover must succeed');
    // Whoever took over did not have to wait, and nothing came after it.
    expect(taken).toHaveLength(1);
    expect(await ledger.transaction(next, (tx) => tx.linksById(links.map(({ id }) => id)))).toEqual([]);
  });

  it('opens one intent for a record, however many mailboxes try at once', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, lease));
    const ref = freshRef('appointment');
    const refused = await Promise.all(
      all.map((one) =>
        ledger.transaction(one, (tx) => tx.openIntentsIfFree([makeIntent(makeLink(one), { ref })])),
      ),
    );
    expect(refused.filter((ids) => ids.length === 0)).toHaveLength(1);
    expect(refused.flat()).toHaveLength(7);
  });

  it('survives mailboxes that touch each other at the same time', async () => {
    const [a, b] = [await lease(), await lease()];
    const refs = Array.from({ length: 10 }, () => freshRef('appointment'));
    for (const one of [a, b]) {
      await ledger.transaction(one, (tx) =>
        tx.saveLinks(refs.map((recordRef) => makeLink(one, { recordRef }))),
      );
    }
    const work = (one: Lease, order: typeof refs) =>
      Array.from({ length: 10 }, () =>
        ledger.transaction(one, async (tx) => {
          const links = await tx.linksByRecord(order);
          await tx.saveLinks(links.map((link) => ({ ...link, dirty: false })));
          await tx.touchSiblings(order);
        }),
      );
    await expect(Promise.all([...work(a, refs), ...work(b, [...refs].reverse())])).resolves.toHaveLength(20);
  });

  it('asks for the pump of a mailbox that it touched', async () => {
    const [a, b] = [await lease(), await lease()];
    const recordRef = freshRef('appointment');
    await ledger.transaction(b, (tx) => tx.saveLinks([makeLink(b, { recordRef })]));
    await ledger.transaction(a, (tx) => tx.touchSiblings([recordRef]));
    const waiting = await database.db.selectFrom('pump_requests').select('mailbox_id').execute();
    expect(waiting.map(({ mailbox_id }) => mailbox_id)).toContain(b.mailboxId);
  });

  it('says that the database is not there when its connection breaks, and keeps nothing', async () => {
    const mine = await lease();
    const link = makeLink(mine, { identity: newId() });
    const broken = ledger.transaction(mine, async (tx) => {
      await tx.saveLinks([link]);
      await sql`
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND state LIKE 'idle in transaction%' AND pid <> pg_backend_pid()
      `.execute(database.db);
      await tx.touchDormant();
    });
    await expect(broken).rejects.toBeInstanceOf(Unavailable);
    expect(await ledger.transaction(mine, (tx) => tx.linksById([link.id]))).toEqual([]);
  });
});
