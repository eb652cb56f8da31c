import { sql } from 'kysely';
import type { Lease, Link } from '../../../src/sync/ports.ts';
import { createLeases } from '../../../src/server/storage/ledger/leases.ts';
import { createLedger } from '../../../src/server/storage/ledger/ledger.ts';
import { markItem, markOf } from '../../../src/server/storage/item-marks.ts';
import {
  addPendingLinks,
  pendingLinksOf,
  settlePendingLinks,
} from '../../../src/server/storage/pending-links.ts';
import { makeLink } from '../../contracts/ledger/harness.ts';
import { insertMailbox } from '../../support/accounts.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

const NOW = new Date('2026-11-21T12:00:00Z');

describe('marks on items', () => {
  let database: TestDatabase;
  let lease: Lease;
  let userId: string;

  beforeAll(async () => {
    database = await testDatabase();
  });
  beforeEach(async () => {
    const id = await insertMailbox(database.db);
    const acquired = await createLeases(database.db).acquire(id, 'worker', 60_000);
    if (acquired === null) throw new Error('A new mailbox must be free');
    lease = acquired;
    const query = database.db.selectFrom('mailboxes').select('user_id').where('id', '=', id);
    userId = (await query.executeTakeFirstOrThrow()).user_id;
  });
  afterAll(() => database.close());

  const ledger = () => createLedger(database.db);
  const save = (link: Link) => ledger().transaction(lease, (tx) => tx.saveLinks([link]));
  const read = async (link: Link) => (await ledger().transaction(lease, (tx) => tx.linksById([link.id])))[0];
  const mark = (identity: string, as: 'on' | 'off' | null) =>
    database.db.transaction().execute((tx) => markItem(tx, { userId, kind: 'Event', identity }, as, NOW));

  it('marks the links that are there, and asks for their pump', async () => {
    const link = makeLink(lease, { identity: 'm1' });
    await save(link);
    expect(await mark('m1', 'off')).toBeNull();
    expect(await read(link)).toMatchObject({ mark: 'off', dirty: true });
    const asked = await database.db.selectFrom('pump_requests').select('mailbox_id').execute();
    expect(asked).toContainEqual({ mailbox_id: lease.mailboxId });
    expect(await mark('m1', 'on')).toBe('off');
    expect(await mark('m1', null)).toBe('on');
    expect(await read(link)).toMatchObject({ mark: null });
    expect(await markOf(database.db, { userId, kind: 'Event', identity: 'm1' })).toBeNull();
  });

  it('marks a link that is seen later, also when its identity comes later', async () => {
    await mark('m2', 'off');
    const link = makeLink(lease, { identity: null });
    await save(link);
    expect((await read(link))?.mark).toBeNull();
    await save({ ...link, identity: 'm2' });
    expect((await read(link))?.mark).toBe('off');
    const again = makeLink(lease, { identity: 'm2', state: 'ended' });
    await save(again);
    expect((await read(again))?.mark).toBe('off');
  });

  it('is not overwritten by a worker that read the link before', async () => {
    const link = makeLink(lease, { identity: 'm3' });
    await save(link);
    await mark('m3', 'off');
    await save({ ...link, dirty: false });
    expect((await read(link))?.mark).toBe('off');
  });

  it('reaches a link that a worker is storing at this very moment', async () => {
    const link = makeLink(lease, { identity: 'm4' });
    let marking: Promise<unknown> = Promise.resolve();
    await ledger().transaction(lease, async (tx) => {
      await tx.saveLinks([link]);
      // It has to wait for this transaction.
      marking = mark('m4', 'off');
      await new Promise((resolve) => setTimeout(resolve, 100));
    });
    await marking;
    expect(await read(link)).toMatchObject({ mark: 'off', dirty: true });
  });

  it('is seen by a worker whose transaction began before', async () => {
    const link = makeLink(lease, { identity: 'm5' });
    let runs = 0;
    await database.db.transaction().execute(async (tx) => {
      await markItem(tx, { userId, kind: 'Event', identity: 'm5' }, 'off', NOW);
      void ledger().transaction(lease, (own) => ((runs += 1), own.saveLinks([link])));
      await new Promise((resolve) => setTimeout(resolve, 100));
    });
    while ((await read(link)) === undefined) await new Promise((resolve) => setTimeout(resolve, 10));
    expect((await read(link))?.mark).toBe('off');
    // What it saw at first was too old: it had to begin again.
    expect(runs).toBe(2);
  });

  it('keeps users apart', async () => {
    const link = makeLink(lease, { identity: 'm6' });
    await save(link);
    const other = await insertMailbox(database.db);
    const { user_id: stranger } = await database.db
      .selectFrom('mailboxes')
      .select('user_id')
      .where('id', '=', other)
      .executeTakeFirstOrThrow();
    await database.db
      .transaction()
      .execute((tx) => markItem(tx, { userId: stranger, kind: 'Event', identity: 'm6' }, 'off', NOW));
    expect((await read(link))?.mark).toBeNull();
  });

  it('keeps links to records until the meeting has a record', async () => {
    const { company, appointment } = await twoRecords(database, userId);
    const link = makeLink(lease, { identity: 'm7' });
    await save(link);
    const wish = { linkId: link.id, recordIds: [company], userId };
    expect(await addPendingLinks(database.db, wish, NOW)).toEqual([company]);
    expect(await addPendingLinks(database.db, wish, NOW)).toEqual([]);
    await settlePendingLinks(database.db, lease.mailboxId);
    expect(await pendingLinksOf(database.db, userId, link.id)).toMatchObject([{ recordId: company }]);
    await save({ ...link, recordRef: { collection: 'appointment', id: appointment } });
    await settlePendingLinks(database.db, lease.mailboxId);
    expect(await pendingLinksOf(database.db, userId, link.id)).toEqual([]);
    const links = database.db.selectFrom('appointment_links').selectAll().where('record_id', '=', company);
    expect(await links.execute()).toMatchObject([
      { appointment_id: appointment, linked_by: userId, linked_at: NOW, rule: null },
    ]);
  });
});

async function twoRecords({ db }: TestDatabase, ownerId: string) {
  const [company, appointment] = [crypto.randomUUID(), crypto.randomUUID()];
  await sql`
    INSERT INTO records (id, type, owner_id, created_at, updated_at, name, sort_name)
    SELECT id, type, ${ownerId}::uuid, ${NOW}, ${NOW}, type, type
    FROM (VALUES (${company}::uuid, 'company'), (${appointment}::uuid, 'appointment')) AS made (id, type)
  `.execute(db);
  return { company, appointment };
}
