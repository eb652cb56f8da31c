import type { Lease, Link, LedgerTransaction } from '../../../src/sync/ports.ts';
import { conflictStore, type ConflictStore } from '../../../src/server/storage/conflicts.ts';
import { createLeases } from '../../../src/server/storage/ledger/leases.ts';
import { createLedger } from '../../../src/server/storage/ledger/ledger.ts';
import { mailboxStatus } from '../../../src/server/storage/mailbox-status.ts';
import { conflictOf, freshRef, makeLink, present } from '../../contracts/ledger/harness.ts';
import { insertMailbox } from '../../support/accounts.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

describe('what conflicts kept', () => {
  let database: TestDatabase;
  let store: ConflictStore;
  beforeAll(async () => {
    database = await testDatabase();
    store = conflictStore(database.db);
  });
  afterAll(() => database.close());

  const leased = async (): Promise<Lease> => {
    const acquired = await createLeases(database.db).acquire(
      await insertMailbox(database.db),
      'worker',
      60_000,
    );
    if (acquired === null) throw new Error('A new mailbox must be free');
    return acquired;
  };
  const write = (lease: Lease, work: (tx: LedgerTransaction) => Promise<void>) =>
    createLedger(database.db).transaction(lease, work);
  const linked = async (lease: Lease, change: Partial<Link> = {}): Promise<Link> => {
    const link = makeLink(lease, {
      recordRef: freshRef('appointment'),
      observed: { mailbox: present('A'), crm: present('B') },
      ...change,
    });
    await write(lease, (tx) => tx.saveLinks([link]));
    return link;
  };
  const history = async (lease: Lease) =>
    (await mailboxStatus(database.db).history(lease.mailboxId, { before: null, limit: 9 })).map(
      ({ event, reason }) => [event, reason?.code, reason?.parameters],
    );

  it('is stored once, whatever characters it has, and listed newest first in pages', async () => {
    const lease = await leased();
    const link = await linked(lease);
    const odd = conflictOf(link.id, {
      field: 'keywords/A \u0000 \uD800',
      losing: { value: 'A \u0000 \uD800' },
    });
    const later = conflictOf(link.id, { field: 'start', losingSide: 'crm' });
    await write(lease, async (tx) => {
      await tx.saveConflicts([odd, later]);
      await tx.saveConflicts([odd]);
    });
    const [first, ...others] = await store.list(lease.mailboxId, null, 1);
    expect(others).toEqual([]);
    expect(first).toMatchObject({
      id: later.id,
      mailboxId: lease.mailboxId,
      field: 'start',
      link: { id: link.id },
    });
    const [second] = await store.list(lease.mailboxId, later.id, 9);
    const field = 'keywords/A \u{FFFD} \u{FFFD}';
    expect(second).toMatchObject({ ...odd, field, at: new Date(odd.at) });
    expect(await store.list((await leased()).mailboxId, null, 9)).toEqual([]);
  });

  it('is found by the record, over all mailboxes whose copies are alive', async () => {
    const [one, other] = [await leased(), await leased()];
    const recordRef = freshRef('appointment');
    const links = [await linked(one, { recordRef }), await linked(other, { recordRef })];
    const gone = await linked(await leased(), { recordRef, state: 'ended' });
    const [mine, theirs] = [conflictOf(links[0]?.id ?? ''), conflictOf(links[1]?.id ?? '')];
    await write(one, (tx) => tx.saveConflicts([mine, conflictOf(gone.id)]));
    await write(other, (tx) => tx.saveConflicts([theirs]));
    expect((await store.ofRecord(recordRef, null, 9)).map(({ id }) => id)).toEqual([theirs.id, mine.id]);
    expect((await store.ofRecord(recordRef, theirs.id, 9)).map(({ id }) => id)).toEqual([mine.id]);
  });

  it('ends once, in its own mailbox, and leaves a line', async () => {
    const lease = await leased();
    const conflict = conflictOf((await linked(lease)).id);
    await write(lease, (tx) => tx.saveConflicts([conflict]));
    const at = new Date(9_000);
    expect(await store.end((await leased()).mailboxId, conflict.id, 'conflict-dismissed', at)).toBe(false);
    expect(await store.find(lease.mailboxId, conflict.id)).toMatchObject({ id: conflict.id });
    expect(await store.end(lease.mailboxId, conflict.id, 'conflict-dismissed', at)).toBe(true);
    expect(await store.end(lease.mailboxId, conflict.id, 'conflict-dismissed', at)).toBe(false);
    expect(await store.find(lease.mailboxId, conflict.id)).toBeNull();
    expect((await history(lease))[0]).toEqual(['conflict-dismissed', undefined, undefined]);
  });

  it('is told by the history: which property, never whom it is about or what it was', async () => {
    const lease = await leased();
    const [link, pair] = [await linked(lease), await linked(lease)];
    const field = 'participants/mailto:eva@example.com/participationStatus';
    await write(lease, (tx) => tx.saveConflicts([conflictOf(link.id, { field })]));
    await write(lease, (tx) => tx.saveConflicts([conflictOf(pair.id, { unresolved: true })]));
    expect(await history(lease)).toEqual([
      ['conflict', 'first-pairing-difference', { field: 'title' }],
      ['conflict', 'conflict-kept', { field: 'participants' }],
    ]);
  });
});
