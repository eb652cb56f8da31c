import { logSweep } from '../../../src/server/storage/log-sweep.ts';
import { linkToRow } from '../../../src/server/storage/ledger/rows.ts';
import { newId } from '../../../src/server/storage/uuid.ts';
import { insertMailbox } from '../../support/accounts.ts';
import type { Link } from '../../../src/sync/ports.ts';
import { makeLink } from '../../contracts/ledger/harness.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

const DAY = 86_400_000;

describe('sweeping the logs', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.close());

  it('forgets history after 400 days and counted removals after two, and nothing younger', async () => {
    const { db } = database;
    const now = new Date('2026-03-01T12:00:00Z');
    const ago = (days: number) => new Date(now.getTime() - days * DAY);
    const mailbox_id = await insertMailbox(db);
    const lines = [401, 399, 0].map((days) => ({ mailbox_id, at: ago(days), event: `${days} days ago` }));
    await db.insertInto('history').values(lines).execute();
    const removals = [3, 1].map((days) => {
      return { mailbox_id, link_id: newId(), side: 'crm' as const, at: ago(days) };
    });
    await db.insertInto('removals').values(removals).execute();
    await logSweep(db).sweep(now);
    const history = await db.selectFrom('history').select('event').orderBy('id').execute();
    expect(history.map(({ event }) => event)).toEqual(['399 days ago', '0 days ago']);
    const counted = await db.selectFrom('removals').select('at').execute();
    expect(counted).toEqual([{ at: ago(1) }]);
  });

  it('forgets links that ended, values that lost and what was kept for people, all after 400 days', async () => {
    const { db } = database;
    const now = new Date('2026-03-01T12:00:00Z');
    const ago = (days: number) => new Date(now.getTime() - days * DAY);
    const mailboxId = await insertMailbox(db);
    const colleague = await insertMailbox(db);
    const lease = { mailboxId, epoch: 1, since: 0 };
    const insert = async (link: Link, since: Date): Promise<void> => {
      const { mark: _mark, ...row } = { mark: null, ...linkToRow(link) };
      await db
        .insertInto('links')
        .values({ ...row, state_since: since } as never)
        .execute();
    };
    const shared = newId();
    const old = makeLink(lease, { state: 'ended' });
    const young = makeLink(lease, { state: 'ended' });
    const alive = makeLink(lease);
    const secret = makeLink(lease, { state: 'ended', personal: { withheld: 'sole' } });
    const witness = makeLink(lease, { state: 'ended', identity: shared });
    const copy = makeLink({ mailboxId: colleague, epoch: 1, since: 0 }, { identity: shared });
    for (const link of [old, alive, secret, witness, copy]) await insert(link, ago(401));
    await insert(young, ago(399));
    const conflicts = [401, 399].map((days) => ({
      id: newId(),
      mailbox_id: mailboxId,
      link_id: alive.id,
      at: ago(days),
      field: `${days} days`,
      losing_side: 'crm' as const,
      losing: '{}',
      winning: '{}',
    }));
    await db.insertInto('conflicts').values(conflicts).execute();
    await logSweep(db).sweep(now);
    const left = await db.selectFrom('links').select('id').execute();
    expect(left.map(({ id }) => id).sort()).toEqual(
      [young, alive, secret, witness, copy].map(({ id }) => id).sort(),
    );
    const kept = await db.selectFrom('conflicts').select('field').execute();
    expect(kept.map(({ field }) => field)).toEqual(['399 days']);
  });
});
