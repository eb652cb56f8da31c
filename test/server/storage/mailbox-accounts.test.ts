import { randomBytes } from 'node:crypto';
import { LeaseLost } from '../../../src/sync/errors.ts';
import { createLedger } from '../../../src/server/storage/ledger/ledger.ts';
import { createLeases } from '../../../src/server/storage/ledger/leases.ts';
import {
  mailboxAccounts,
  type MailboxAccounts,
  type NewMailbox,
} from '../../../src/server/storage/mailbox-accounts.ts';
import {
  mailboxCollections,
  type MailboxCollections,
} from '../../../src/server/storage/mailbox-collections.ts';
import { DEFAULT_MAILBOX_SETTINGS } from '../../../src/server/storage/mailbox-rows.ts';
import { createSeal, SealBroken } from '../../../src/server/storage/seal.ts';
import { newId } from '../../../src/server/storage/uuid.ts';
import { freshRef, makeIntent, makeLink, present } from '../../contracts/ledger/harness.ts';
import { insertUser } from '../../support/accounts.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

describe('mailbox accounts', () => {
  let database: TestDatabase;
  let accounts: MailboxAccounts;
  let collections: MailboxCollections;
  const key = randomBytes(32);

  beforeAll(async () => {
    database = await testDatabase();
    accounts = mailboxAccounts(database.db, createSeal([key]));
    collections = mailboxCollections(database.db);
  });
  afterAll(() => database.close());

  const probe = {
    server: 'Radicale 3',
    addresses: ['mailto:ada@example.com'],
    discovered: { home: '/ada/' },
  };
  const input = async (change: Partial<NewMailbox> = {}): Promise<NewMailbox> => ({
    id: newId(),
    userId: await insertUser(database.db),
    kind: 'caldav',
    name: 'Work',
    url: 'https://calendar.example/',
    account: 'ada',
    password: 'swordfish',
    probe,
    ...change,
  });
  const create = async (change: Partial<NewMailbox> = {}) => {
    const created = await accounts.create(await input(change));
    if (created === 'mailbox-exists') throw new Error('It must be new');
    return created;
  };
  const chosen = async () => {
    const mailbox = await create();
    await collections.save(mailbox.id, [calendar('/work/'), calendar('/holidays/', false)]);
    await collections.choose(mailbox.id, { selected: ['/work/'], createIn: '/work/' });
    return mailbox.id;
  };
  const requests = (id: string) =>
    database.db.selectFrom('pump_requests').select('forced').where('mailbox_id', '=', id).execute();

  it('keep what was given, and the password sealed', async () => {
    const mailbox = await create({ settings: { privacy: 'in', daysBack: 30 } });
    expect(await accounts.find(mailbox.id)).toEqual(mailbox);
    expect(mailbox).toMatchObject({ state: 'new', account: 'ada', version: '1', ...probe, createIn: {} });
    expect(mailbox.settings).toEqual({ ...DEFAULT_MAILBOX_SETTINGS, privacy: 'in', daysBack: 30 });
    expect(await accounts.password(mailbox.id)).toBe('swordfish');
    const row = await database.db
      .selectFrom('mailboxes')
      .selectAll()
      .where('id', '=', mailbox.id)
      .executeTakeFirstOrThrow();
    expect(JSON.stringify(row)).not.toContain('swordfish');
    const other = mailboxAccounts(database.db, createSeal([randomBytes(32)]));
    await expect(other.password(mailbox.id)).rejects.toBeInstanceOf(SealBroken);
  });

  it('exist once per user and account; a repeated request changes nothing', async () => {
    const first = await input();
    const created = await accounts.create(first);
    expect(await accounts.create({ ...first, name: 'Again' })).toEqual(created);
    expect(await accounts.create({ ...first, id: newId() })).toBe('mailbox-exists');
    expect(await accounts.create(await input())).not.toBe('mailbox-exists');
  });

  it('are listed by user in pages', async () => {
    const userId = await insertUser(database.db);
    const made = [
      await create({ userId }),
      await create({ userId, account: 'b' }),
      await create({ userId, account: 'c' }),
    ];
    const ids = made.map(({ id }) => id);
    expect((await accounts.list(userId, null, 2)).map(({ id }) => id)).toEqual(ids.slice(0, 2));
    expect((await accounts.list(userId, ids[1] ?? null, 2)).map(({ id }) => id)).toEqual(ids.slice(2));
    expect((await accounts.list(null, null, 100)).length).toBeGreaterThan(3);
  });

  it('are pumped as soon as collections are chosen', async () => {
    const mailbox = await create();
    await collections.save(mailbox.id, [calendar('/work/'), calendar('/holidays/', false)]);
    const wrong = [
      { selected: ['/other/'], createIn: null },
      { selected: ['/holidays/'], createIn: '/holidays/' },
      { selected: ['/holidays/'], createIn: '/work/' },
    ];
    for (const choice of wrong)
      expect(await collections.choose(mailbox.id, choice)).toBe('collection-unknown');
    expect(await requests(mailbox.id)).toEqual([]);
    expect(await collections.choose(mailbox.id, { selected: ['/work/'], createIn: '/work/' })).toBe('chosen');
    expect(await requests(mailbox.id)).toEqual([{ forced: true }]);
    expect(await accounts.find(mailbox.id)).toMatchObject({
      state: 'waiting',
      version: '2',
      createIn: { Event: '/work/', Task: '/work/' },
    });
    expect(await collections.list(mailbox.id)).toEqual([
      { ...calendar('/work/'), selected: true, createIn: ['Event', 'Task'] },
      { ...calendar('/holidays/', false), selected: false, createIn: [] },
    ]);
  });

  it('keep a chosen collection that the provider does not list any more', async () => {
    const id = await chosen();
    await collections.save(id, [{ ...calendar('/new/'), name: 'New' }]);
    const now = await collections.list(id);
    expect(now.map((collection) => [collection.id, collection.selected])).toEqual(
      expect.arrayContaining([
        ['/work/', true],
        ['/new/', false],
      ]),
    );
    expect(now).toHaveLength(2);
  });

  it('are tried again at once when something changed, if the version is right', async () => {
    const id = await chosen();
    await accounts.saveRefusal(id, { code: 'password-refused', parameters: {} });
    expect(await accounts.find(id)).toMatchObject({ state: 'stopped', error: { code: 'password-refused' } });
    expect(await accounts.update(id, '1', { password: 'x' })).toBe('version-changed');
    const updated = await accounts.update(id, '2', { password: 'new', settings: { direction: 'to-crm' } });
    expect(updated).toMatchObject({ state: 'waiting', error: null, version: '3' });
    expect(updated).toMatchObject({ settings: { direction: 'to-crm', privacy: 'busy' } });
    expect(await accounts.password(id)).toBe('new');
    expect(await requests(id)).toHaveLength(2);
    expect(await accounts.update(newId(), null, {})).toBe('missing');
  });

  it('start anew with another account, so that nothing looks deleted', async () => {
    const id = await chosen();
    const { ledger, link } = await synchronised(id);
    const updated = await accounts.update(id, null, { account: 'grace' });
    expect(updated).toMatchObject({ state: 'new', account: 'grace', createIn: {} });
    expect(await collections.list(id)).toEqual([]);
    const next = await createLeases(database.db).acquire(id, 'worker', 1000);
    if (next === null) throw new Error('The lease must be free');
    const [ended] = await ledger.transaction(next, (tx) => tx.linksById([link.id]));
    expect(ended).toMatchObject({ state: 'ended', observed: { mailbox: { state: 'unknown' } } });
    expect(await ledger.transaction(next, (tx) => tx.feed('/work/'))).toMatchObject({ cursor: null });
  });

  it('are forgotten when removed: no secret, no content, no work; the history stays', async () => {
    const id = await chosen();
    const { ledger, link, lease } = await synchronised(id);
    expect(await accounts.remove(id, '1')).toBe('version-changed');
    expect(await accounts.remove(id, '2')).toBe('removed');
    expect(await accounts.remove(id, null)).toBe('missing');
    expect(await accounts.find(id)).toBeNull();
    expect(await accounts.password(id)).toBeNull();
    await expect(ledger.transaction(lease, (tx) => tx.saveLinks([link]))).rejects.toBeInstanceOf(LeaseLost);
    const dump = JSON.stringify([
      await database.db.selectFrom('links').selectAll().where('mailbox_id', '=', id).execute(),
      await database.db.selectFrom('intents').selectAll().where('mailbox_id', '=', id).execute(),
      await database.db.selectFrom('mailboxes').selectAll().where('id', '=', id).execute(),
    ]);
    expect(dump).toContain(link.id);
    expect(dump).not.toMatch(/Confidential|v1\.|alerts/);
    const lines = await database.db
      .selectFrom('history')
      .select('event')
      .where('mailbox_id', '=', id)
      .execute();
    expect(lines).toEqual([{ event: 'created' }]);
  });

  async function synchronised(id: string) {
    const ledger = createLedger(database.db);
    const lease = await createLeases(database.db).acquire(id, 'worker', 60_000);
    if (lease === null) throw new Error('The lease must be free');
    const observed = { mailbox: present('Confidential'), crm: present('Confidential') };
    const link = makeLink(lease, { itemRef: freshRef('/work/'), observed, personal: { alerts: {} } });
    await ledger.transaction(lease, async (tx) => {
      await tx.saveLinks([link]);
      await tx.saveFeed('/work/', { cursor: 'token', listing: 1, listingOpen: false });
      await tx.openIntentsIfFree([makeIntent(link, { patch: { title: 'Confidential' } })]);
      await tx.appendHistory([{ at: 1, linkId: link.id, event: 'created', reason: null }]);
    });
    return { ledger, link, lease };
  }
});

function calendar(id: string, writable = true) {
  return { id, name: id.replaceAll('/', ''), kinds: ['Event', 'Task'], color: '#ff0000', writable };
}
