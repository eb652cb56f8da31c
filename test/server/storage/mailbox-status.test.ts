import type { ConflictRecord, Lease, Link } from '../../../src/sync/ports.ts';
import { createLedger } from '../../../src/server/storage/ledger/ledger.ts';
import {
  DORMANT,
  mailboxStatus,
  NO_LINKS,
  type MailboxStatus,
} from '../../../src/server/storage/mailbox-status.ts';
import { newId } from '../../../src/server/storage/uuid.ts';
import { createLeases } from '../../../src/server/storage/ledger/leases.ts';
import { conflictOf, freshRef, makeLink, present } from '../../contracts/ledger/harness.ts';
import { insertMailbox } from '../../support/accounts.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

describe('the status of a mailbox', () => {
  let database: TestDatabase;
  let status: MailboxStatus;
  let lease: Lease;

  beforeAll(async () => {
    database = await testDatabase();
    status = mailboxStatus(database.db);
  });
  beforeEach(async () => {
    const id = await insertMailbox(database.db);
    const acquired = await createLeases(database.db).acquire(id, 'worker', 60_000);
    if (acquired === null) throw new Error('A new mailbox must be free');
    lease = acquired;
  });
  afterAll(() => database.close());

  const save = (links: readonly Link[]) =>
    createLedger(database.db).transaction(lease, (tx) => tx.saveLinks(links));
  const keep = (conflicts: readonly ConflictRecord[]) =>
    createLedger(database.db).transaction(lease, (tx) => tx.saveConflicts(conflicts));
  const requested = async (): Promise<boolean> => {
    const rows = await database.db.selectFrom('pump_requests').select('mailbox_id').execute();
    return rows.some(({ mailbox_id }) => mailbox_id === lease.mailboxId);
  };
  const both = { mailbox: present('Lunch'), crm: present('Lunch') };
  const refs = () => ({ itemRef: freshRef(), recordRef: freshRef('appointment') });

  it('counts links by what is the matter', async () => {
    await save([
      makeLink(lease, { ...refs(), observed: both }),
      makeLink(lease, { ...refs(), observed: both, dirty: true }),
      makeLink(lease, {
        observed: { mailbox: { state: 'unread', version: '1' }, crm: { state: 'unknown' } },
      }),
      makeLink(lease, { state: 'held' }),
      makeLink(lease, { state: 'quarantined', dirty: true }),
      makeLink(lease, { state: 'not-sent' }),
      makeLink(lease, { state: 'ended', ...refs() }),
      makeLink(lease, { state: 'dormant' }),
      makeLink(lease, { state: 'awaiting-organizer' }),
    ]);
    await keep([conflictOf(newId())]);
    const empty = await insertMailbox(database.db);
    const counts = await status.counts([lease.mailboxId, empty]);
    expect(counts.get(lease.mailboxId)).toEqual({
      linked: 1,
      held: 1,
      quarantined: 1,
      notSent: 1,
      pending: 2,
      dormant: 2,
      conflicts: 1,
    });
    expect(counts.get(empty)).toEqual(NO_LINKS);
  });

  it('lists held deletions with where they would happen, and takes the answer', async () => {
    const recordRef = freshRef('appointment');
    const reason = { code: 'deletion-held', parameters: { side: 'crm' } } as const;
    const observed = { mailbox: { state: 'gone' }, crm: present('Lunch') } as const;
    const held = makeLink(lease, { state: 'held', recordRef, observed, reason });
    const other = makeLink(lease, {
      state: 'held',
      observed: { mailbox: present('B'), crm: { state: 'gone' } },
    });
    await save([held, other, makeLink(lease)]);
    const [first, second] = await status.inStates(lease.mailboxId, ['held'], null, 10);
    expect(first).toMatchObject({ linkId: held.id, recordRef, title: 'Lunch', removalSide: 'crm', reason });
    expect(second).toMatchObject({ linkId: other.id, removalSide: 'mailbox' });
    expect(await status.inStates(lease.mailboxId, ['held'], held.id, 10)).toEqual([second]);

    expect(await status.decide(lease.mailboxId, held.id, 'send')).toBe(false);
    expect(await status.decide(newId(), held.id, 'approve')).toBe(false);
    expect(await requested()).toBe(false);
    expect(await status.decide(lease.mailboxId, held.id, 'approve')).toBe(true);
    expect(await requested()).toBe(true);
    const [after] = await createLedger(database.db).transaction(lease, (tx) => tx.dirtyLinks(null, 10));
    expect(after).toEqual({ ...held, decision: 'approve', dirty: true });
  });

  it('lets nothing wait for a person that a person has decided about', async () => {
    const reason = { code: 'not-sent', parameters: {} } as const;
    const links = ([null, 'send', 'discard'] as const).map((decision) =>
      makeLink(lease, { ...refs(), observed: both, state: 'not-sent', reason, decision, dirty: true }),
    );
    await save(links);
    const listed = await status.inStates(lease.mailboxId, ['not-sent'], null, 10);
    expect(listed.map(({ linkId }) => linkId)).toEqual([links[0]?.id]);
    expect((await status.counts([lease.mailboxId])).get(lease.mailboxId)).toMatchObject({
      notSent: 1,
      pending: 3,
    });
    const shown = await status.ofRecords(links.flatMap(({ recordRef }) => recordRef ?? []));
    expect(shown.map(({ state, reason: why }) => [state, why?.code ?? null])).toEqual([
      ['not-sent', 'not-sent'],
      ['active', null],
      ['active', null],
    ]);
  });

  it('lets no lookalike wait that a person has set apart', async () => {
    const alike = { state: 'dormant', lookalike: 'Event {"start":"instant 0"}' } as const;
    const waiting = makeLink(lease, { ...alike, itemRef: freshRef() });
    await save([waiting, makeLink(lease, { ...alike, ...refs() })]);
    expect(await status.inStates(lease.mailboxId, DORMANT, null, 10)).toHaveLength(2);
    expect(await status.setApart(lease.mailboxId, waiting.id)).toBe(true);
    const left = await status.inStates(lease.mailboxId, DORMANT, null, 10);
    expect(left.map(({ linkId }) => linkId)).not.toContain(waiting.id);
    expect((await status.counts([lease.mailboxId])).get(lease.mailboxId)).toMatchObject({ dormant: 1 });
  });

  it('gives a quarantined item another chance', async () => {
    const reason = { code: 'item-rejected', parameters: {} } as const;
    const link = makeLink(lease, { state: 'quarantined', reason, ...refs(), observed: both });
    await save([link]);
    expect(await status.inStates(lease.mailboxId, ['quarantined'], null, 10)).toHaveLength(1);
    expect(await status.retry(lease.mailboxId, link.id)).toBe(true);
    expect(await status.retry(lease.mailboxId, link.id)).toBe(false);
    expect(await status.inStates(lease.mailboxId, ['quarantined'], null, 10)).toEqual([]);
    const [after] = await createLedger(database.db).transaction(lease, (tx) => tx.dirtyLinks(null, 10));
    expect(after).toEqual({ ...link, state: 'active', reason: null, dirty: true });
  });

  it('says since when a link is in its state', async () => {
    const link = makeLink(lease, { state: 'not-sent' });
    await save([link]);
    const [first] = await status.inStates(lease.mailboxId, ['not-sent'], null, 10);
    await save([{ ...link, dirty: true }]);
    const [second] = await status.inStates(lease.mailboxId, ['not-sent'], null, 10);
    expect(second?.since).toEqual(first?.since);
    await save([{ ...link, state: 'held' }]);
    const [third] = await status.inStates(lease.mailboxId, ['held'], null, 10);
    expect(third?.since).not.toEqual(first?.since);
  });

  it('says what became of records, in every mailbox', async () => {
    const link = makeLink(lease, {
      ...refs(),
      reason: { code: 'outside-window', parameters: {} },
      state: 'dormant',
    });
    await save([link, makeLink(lease, { ...refs() })]);
    const found = await status.ofRecords([link.recordRef ?? freshRef(), freshRef('appointment')]);
    expect(found).toMatchObject([{ linkId: link.id, state: 'dormant', reason: { code: 'outside-window' } }]);
    expect(await status.ofRecords([])).toEqual([]);
  });

  it('shows the history in pages, newest first, of all or of one item', async () => {
    const link = makeLink(lease, { ...refs(), observed: both });
    await createLedger(database.db).transaction(lease, async (tx) => {
      await tx.saveLinks([link]);
      const reason = { code: 'deletion-held', parameters: { side: 'crm' } } as const;
      await tx.appendHistory([
        { at: 1_000, linkId: null, event: 'one', reason: null },
        { at: 2_000, linkId: link.id, event: 'two', reason },
        { at: 3_000, linkId: newId(), event: 'three', reason: null },
      ]);
    });
    const id = lease.mailboxId;
    const page = await status.history(id, { before: null, limit: 2 });
    expect(page.map(({ event }) => event)).toEqual(['three', 'two']);
    expect(page[1]).toMatchObject({
      at: new Date(2_000),
      recordRef: link.recordRef,
      title: 'Lunch',
      linkId: link.id,
    });
    const next = await status.history(id, { before: page[1]?.id ?? null, limit: 2 });
    expect(next.map(({ event }) => event)).toEqual(['one']);
    const ofLink = await status.history(id, { linkId: link.id, before: null, limit: 9 });
    expect(ofLink.map(({ event }) => event)).toEqual(['two']);
  });

  it('says of what its owner keeps private that it is', async () => {
    const busy = {
      mailbox: { state: 'present', version: '1', item: { '@type': 'Event' } },
      crm: { state: 'gone' },
    } as const;
    const link = makeLink(lease, { state: 'dormant', observed: busy, personal: { withheld: 'sole' } });
    await save([link, makeLink(lease, { state: 'awaiting-organizer' })]);
    const [first, second] = await status.inStates(lease.mailboxId, DORMANT, null, 10);
    expect(first).toMatchObject({ linkId: link.id, title: null, withheld: true });
    expect(second).toMatchObject({ state: 'awaiting-organizer', withheld: false });
    expect(await status.inStates(lease.mailboxId, DORMANT, link.id, 10)).toEqual([second]);
  });
});
