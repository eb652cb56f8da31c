import type { Link } from '../../../src/sync/ports.ts';
import { freshRef, makeIntent, makeLink, present, type Room } from './harness.ts';

/** What a pump works through: dirty links, links to read, links that a listing lacked. */
export function describePages(room: () => Room): void {
  const save = (links: readonly Link[]) =>
    room().ledger.transaction(room().mine, (tx) => tx.saveLinks(links));
  const ids = (links: readonly Link[]) => links.map(({ id }) => id);

  it('hands out dirty links in pages, in the order of ids, none with an open intent', async () => {
    const { ledger, mine } = room();
    const links = [1, 2, 3, 4, 5].map(() => makeLink(mine, { dirty: true }));
    const [a, b, c, d, e] = links;
    if (!a || !b || !c || !d || !e) throw new Error('Five links');
    await save([...links, makeLink(mine)].reverse());
    await ledger.transaction(mine, (tx) => tx.openIntentsIfFree([makeIntent(b, { side: 'mailbox' })]));
    await ledger.transaction(mine, async (tx) => {
      expect(ids(await tx.dirtyLinks(null, 2))).toEqual([a.id, c.id]);
      expect(ids(await tx.dirtyLinks(c.id, 10))).toEqual([d.id, e.id]);
      await tx.saveLinks([{ ...d, dirty: false }]);
      expect(ids(await tx.dirtyLinks(c.id, 10))).toEqual([e.id]);
    });
  });

  it('hands out what looks alike as soon as one of it is dirty, all of it, and nothing that has ended', async () => {
    const { ledger, mine, other } = room();
    const when = `Event ${'x'.repeat(9000)}`;
    const make = (change: Partial<Link>) => makeLink(mine, { lookalike: when, ...change });
    const [calm, fresh, ended, elsewhere] = [
      make({}),
      make({ dirty: true }),
      make({ state: 'ended', dirty: true }),
      make({ lookalike: 'Event at another time' }),
    ];
    await save([calm, ended, elsewhere, makeLink(mine, { dirty: true })]);
    await ledger.transaction(other, (tx) =>
      tx.saveLinks([makeLink(other, { lookalike: when, dirty: true })]),
    );
    await ledger.transaction(mine, async (tx) => {
      expect(await tx.lookalikes()).toEqual([]);
      await tx.saveLinks([fresh]);
      expect(ids(await tx.lookalikes())).toEqual([calm.id, fresh.id]);
      const { lookalike: _lookalike, ...free } = fresh;
      await tx.saveLinks([free]);
      expect(await tx.lookalikes()).toEqual([]);
    });
  });

  it('hands out links to read, by side', async () => {
    const { ledger, mine } = room();
    const known = { state: 'unknown' } as const;
    const unread = makeLink(mine, { observed: { mailbox: { state: 'unread', version: '1' }, crm: known } });
    const missing = makeLink(mine, { observed: { mailbox: { state: 'missing' }, crm: known } });
    const record = makeLink(mine, { observed: { mailbox: known, crm: { state: 'unread', version: '1' } } });
    const ended = makeLink(mine, { state: 'ended', observed: unread.observed });
    const quarantined = makeLink(mine, { state: 'quarantined', observed: unread.observed });
    const read = makeLink(mine, { observed: { mailbox: present(), crm: known } });
    await save([unread, missing, record, ended, quarantined, read]);
    await ledger.transaction(mine, async (tx) => {
      expect(ids(await tx.linksToRead('mailbox', null, 10))).toEqual([unread.id, missing.id]);
      expect(ids(await tx.linksToRead('mailbox', unread.id, 10))).toEqual([missing.id]);
      expect(ids(await tx.linksToRead('mailbox', null, 1))).toEqual([unread.id]);
      expect(ids(await tx.linksToRead('crm', null, 10))).toEqual([record.id]);
    });
  });

  it('marks as missing what a listing lacked, in that feed and on that side alone', async () => {
    const { ledger, mine } = room();
    const there = { mailbox: present(), crm: present() };
    const make = (change: Partial<Link>) =>
      makeLink(mine, { itemRef: freshRef(), observed: there, ...change });
    const seen = make({ seenIn: { mailbox: 7, crm: 2 } });
    const unseen = make({ seenIn: { mailbox: 6, crm: 2 } });
    const elsewhere = make({ itemRef: freshRef('/other/'), seenIn: { mailbox: 6, crm: 2 } });
    const ended = make({ seenIn: { mailbox: 6, crm: 2 }, state: 'ended' });
    const gone = make({
      seenIn: { mailbox: 6, crm: 2 },
      observed: { mailbox: { state: 'gone' }, crm: present() },
    });
    await save([seen, unseen, elsewhere, ended, gone]);
    await ledger.transaction(mine, async (tx) => {
      expect(await tx.markMissing('mailbox', '/calendars/work/', 7)).toBe(1);
      const all = await tx.linksById(ids([seen, unseen, elsewhere, ended, gone]));
      const expected = {
        ...unseen,
        observed: { mailbox: { state: 'missing' }, crm: present() },
        dirty: true,
      };
      expect(all).toEqual([seen, expected, elsewhere, ended, gone]);
      expect(ids(await tx.linksToRead('mailbox', null, 10))).toEqual([unseen.id]);
    });
  });

  it('marks records that the CRM did not list', async () => {
    const { ledger, mine } = room();
    const observed = { mailbox: present(), crm: present() };
    const link = makeLink(mine, {
      recordRef: freshRef('appointment'),
      observed,
      seenIn: { mailbox: 2, crm: 1 },
    });
    await save([link]);
    await ledger.transaction(mine, async (tx) => {
      expect(await tx.markMissing('crm', 'crm', 2)).toBe(1);
      const [found] = await tx.linksById([link.id]);
      expect(found?.observed).toEqual({ mailbox: present(), crm: { state: 'missing' } });
    });
  });

  it('keeps of what is missing what our own write sent, which nobody has read yet', async () => {
    const { ledger, mine } = room();
    const own = { title: 'Half \ud83d a pair', locations: null };
    const unread = { state: 'unread', version: 'v5', own, was: { '@type': 'Event', uid: 'a' } } as const;
    const link = makeLink(mine, {
      itemRef: freshRef(),
      recordRef: freshRef('appointment'),
      observed: { mailbox: unread, crm: unread },
    });
    await save([link]);
    await ledger.transaction(mine, async (tx) => {
      expect(await tx.markMissing('crm', 'crm', 2)).toBe(1);
      expect(await tx.markMissing('mailbox', '/calendars/work/', 2)).toBe(1);
      const [found] = await tx.linksById([link.id]);
      const missing = { ...unread, state: 'missing' };
      expect(found?.observed).toEqual({ mailbox: missing, crm: missing });
    });
  });

  it('touches dormant links', async () => {
    const { ledger, mine } = room();
    const dormant = makeLink(mine, { state: 'dormant' });
    await save([dormant, makeLink(mine)]);
    await ledger.transaction(mine, (tx) => tx.touchDormant());
    expect(await ledger.transaction(mine, (tx) => tx.dirtyLinks(null, 10))).toEqual([
      { ...dormant, dirty: true },
    ]);
  });

  it('touches every link that has not ended', async () => {
    const { ledger, mine } = room();
    const [active, ended] = [makeLink(mine), makeLink(mine, { state: 'ended' })];
    await save([active, ended]);
    await ledger.transaction(mine, (tx) => tx.touchAll());
    expect(ids(await ledger.transaction(mine, (tx) => tx.dirtyLinks(null, 10)))).toEqual([active.id]);
  });

  it('gives what was set aside another chance, and nothing that waits for a person', async () => {
    const { ledger, mine, other } = room();
    const reason = { code: 'item-rejected', parameters: {} } as const;
    const aside = makeLink(mine, {
      state: 'quarantined',
      reason,
      observed: { mailbox: present(), crm: present() },
    });
    const held = makeLink(mine, { state: 'held', reason: { code: 'deletion-held', parameters: {} } });
    const theirs = makeLink(other, { state: 'quarantined', reason });
    await save([aside, held, makeLink(mine)]);
    await ledger.transaction(other, (tx) => tx.saveLinks([theirs]));
    await ledger.transaction(mine, async (tx) => {
      expect(await tx.releaseQuarantined()).toEqual([aside.id]);
      expect(await tx.releaseQuarantined()).toEqual([]);
      expect(await tx.linksById([aside.id, held.id])).toEqual([
        { ...aside, state: 'active', reason: null, dirty: true },
        held,
      ]);
    });
    expect(await ledger.transaction(other, (tx) => tx.linksById([theirs.id]))).toEqual([theirs]);
  });

  it('has every item read again', async () => {
    const { ledger, mine } = room();
    const itemRef = freshRef('calendar');
    const link = makeLink(mine, { itemRef, observed: { mailbox: present(), crm: present() } });
    const gone = makeLink(mine, { observed: { mailbox: { state: 'gone' }, crm: present() } });
    await save([link, gone]);
    await ledger.transaction(mine, (tx) => tx.lookAgain(['mailbox']));
    const [found] = await ledger.transaction(mine, (tx) => tx.linksToRead('mailbox', null, 10));
    const before = present();
    const version = before.state === 'present' ? before.version : '';
    expect(found).toEqual({ ...link, observed: { mailbox: { state: 'unread', version }, crm: present() } });
    expect(await ledger.transaction(mine, (tx) => tx.linksById([gone.id]))).toEqual([gone]);
    await ledger.transaction(mine, (tx) => tx.lookAgain(['mailbox', 'crm']));
    const unread = await ledger.transaction(mine, (tx) => tx.linksToRead('crm', null, 10));
    expect(ids(unread).sort()).toEqual([link.id, gone.id].sort());
  });

  it('has items read again whatever they contain', async () => {
    const { ledger, mine } = room();
    const odd = makeLink(mine, {
      observed: { mailbox: present('Zero \u0000', 'a "tag"\\'), crm: present() },
    });
    await save([odd]);
    await ledger.transaction(mine, (tx) => tx.lookAgain(['mailbox']));
    const [found] = await ledger.transaction(mine, (tx) => tx.linksToRead('mailbox', null, 10));
    expect(found?.observed.mailbox).toEqual({ state: 'unread', version: 'a "tag"\\' });
  });

  it('has what was hidden from view read again, and nothing else that sleeps', async () => {
    const { ledger, mine } = room();
    const unknown = { state: 'unknown' } as const;
    const record = makeLink(mine, { state: 'dormant', recordRef: freshRef('appointment') });
    const item = makeLink(mine, {
      state: 'dormant',
      itemRef: freshRef('calendar'),
      observed: { mailbox: unknown, crm: present() },
    });
    const awake = makeLink(mine, { recordRef: freshRef('appointment') });
    const asleep = makeLink(mine, { state: 'dormant', observed: { mailbox: present(), crm: unknown } });
    await save([record, item, awake, asleep]);
    await ledger.transaction(mine, async (tx) => {
      await tx.lookAtHidden();
      const unread = { state: 'unread', version: '' } as const;
      expect(await tx.linksToRead('crm', null, 10)).toEqual([
        { ...record, observed: { mailbox: unknown, crm: unread } },
      ]);
      expect(await tx.linksToRead('mailbox', null, 10)).toEqual([
        { ...item, observed: { mailbox: unread, crm: present() } },
      ]);
      expect(await tx.linksById([awake.id, asleep.id])).toHaveLength(2);
    });
  });

  it('touches the living links of other mailboxes to a record', async () => {
    const { ledger, mine, other } = room();
    const recordRef = freshRef('appointment');
    const twin = makeLink(other, { recordRef });
    await save([makeLink(mine, { recordRef })]);
    await ledger.transaction(other, (tx) =>
      tx.saveLinks([twin, makeLink(other, { recordRef, state: 'ended' })]),
    );
    await ledger.transaction(mine, (tx) => tx.touchSiblings([recordRef]));
    expect(ids(await ledger.transaction(mine, (tx) => tx.dirtyLinks(null, 10)))).toEqual([]);
    expect(ids(await ledger.transaction(other, (tx) => tx.dirtyLinks(null, 10)))).toEqual([twin.id]);
  });

  it("keeps a person's decision for the next plan", async () => {
    const { ledger, mine } = room();
    const link = makeLink(mine, { state: 'held' });
    await save([link]);
    await room().decide(link.id, 'approve');
    const dirty = await ledger.transaction(mine, (tx) => tx.dirtyLinks(null, 10));
    expect(dirty).toEqual([{ ...link, decision: 'approve', dirty: true }]);
  });
}
