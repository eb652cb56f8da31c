import { occurrenceRef } from '../../../src/sync/occurrences/occurrence-ref.ts';
import type { Lease, Link, Ref } from '../../../src/sync/ports.ts';
import { newId } from '../../../src/server/storage/uuid.ts';
import { freshRef, makeIntent, makeLink, present, type Room } from './harness.ts';

/** Feeds, intents, removals, history; all or nothing. */
export function describeProgress(room: () => Room): void {
  it('remembers feeds, each mailbox its own', async () => {
    const { ledger, mine, other } = room();
    const state = { cursor: `token ${'y'.repeat(5000)}`, listing: 3, listingOpen: true };
    await ledger.transaction(mine, async (tx) => {
      expect(await tx.feed('crm')).toEqual({ cursor: null, listing: 0, listingOpen: false });
      await tx.saveFeed('crm', { ...state, listing: 2 });
      await tx.saveFeed('crm', state);
      await tx.saveFeed(`/long/${'x'.repeat(5000)}`, { cursor: null, listing: 1, listingOpen: false });
    });
    expect(await ledger.transaction(mine, (tx) => tx.feed('crm'))).toEqual(state);
    expect((await ledger.transaction(other, (tx) => tx.feed('crm'))).listing).toBe(0);
  });

  it('keeps nothing of a transaction that throws', async () => {
    const { ledger, mine } = room();
    const old = makeLink(mine);
    await ledger.transaction(mine, (tx) => tx.saveLinks([old]));
    const crash = ledger.transaction(mine, async (tx) => {
      await tx.saveLinks([{ ...old, dirty: true, identity: newId() }, makeLink(mine, { dirty: true })]);
      await tx.saveFeed('crm', { cursor: 'c', listing: 1, listingOpen: false });
      await tx.openIntentsIfFree([makeIntent(old)]);
      await tx.appendHistory([{ at: 1, linkId: old.id, event: 'created', reason: null }]);
      throw new Error('crash');
    });
    await expect(crash).rejects.toThrow('crash');
    await ledger.transaction(mine, async (tx) => {
      expect(await tx.dirtyLinks(null, 10)).toEqual([]);
      expect(await tx.linksById([old.id])).toEqual([old]);
      expect((await tx.feed('crm')).cursor).toBeNull();
      expect(await tx.openIntents()).toEqual([]);
    });
    expect(await room().history(mine.mailboxId)).toEqual([]);
  });

  it('keeps nothing of a transaction whose conflict was swallowed', async () => {
    const { ledger, mine } = room();
    const identity = newId();
    const spoilt = ledger.transaction(mine, async (tx) => {
      await tx.saveLinks([makeLink(mine, { identity, dirty: true })]);
      await tx.saveLinks([makeLink(mine, { identity })]).catch(() => undefined);
    });
    await expect(spoilt).rejects.toMatchObject({ name: 'LedgerConflict' });
    expect(await ledger.transaction(mine, (tx) => tx.dirtyLinks(null, 10))).toEqual([]);
  });

  it('opens and closes intents', async () => {
    const { ledger, mine, other } = room();
    const [a, b] = [makeIntent(makeLink(mine)), makeIntent(makeLink(mine), { target: null, patch: {} })];
    await ledger.transaction(mine, async (tx) => {
      expect(await tx.openIntentsIfFree([a, b])).toEqual([]);
      expect(await tx.openIntentsIfFree([a])).toEqual([a.id]);
    });
    expect(await ledger.transaction(mine, (tx) => tx.openIntents())).toMatchObject([a, b]);
    await ledger.transaction(other, async (tx) => {
      expect(await tx.openIntents()).toEqual([]);
      await tx.closeIntents([a.id], true);
    });
    await ledger.transaction(mine, (tx) => tx.closeIntents([b.id, newId()], true));
    expect(await ledger.transaction(mine, (tx) => tx.openIntents())).toMatchObject([a]);
  });

  it('says by its own clock how long a call may still last, whatever time its worker believes it is', async () => {
    const { ledger, mine } = room();
    const past = makeIntent(makeLink(mine), { deadline: 0, lastsMs: 3_600_000 });
    const future = makeIntent(makeLink(mine), { deadline: 9_000_000_000_000, lastsMs: 0 });
    await ledger.transaction(mine, (tx) => tx.openIntentsIfFree([past, future]));
    const open = await ledger.transaction(mine, (tx) => tx.openIntents());
    const waits = new Map(open.map(({ id, waitMs }) => [id, waitMs]));
    expect(waits.get(past.id)).toBeGreaterThan(0);
    expect(waits.get(past.id)).toBeLessThanOrEqual(3_600_000);
    expect(waits.get(future.id)).toBe(0);
  });

  it('lets one intent at a time at a record, and one create at a key, over all mailboxes', async () => {
    const { ledger, mine, other } = room();
    const recordRef = freshRef('appointment');
    const key = newId();
    const make = (lease: typeof mine, change: Parameters<typeof makeIntent>[1]) =>
      makeIntent(makeLink(lease), change);
    const update = make(mine, { ref: recordRef });
    const create = make(mine, { ref: null, operation: 'create', correlationKey: key });
    const free = make(mine, { side: 'mailbox', ref: recordRef });
    const twins = [
      make(other, { ref: recordRef }),
      make(other, { ref: null, operation: 'create', correlationKey: key }),
      make(other, { side: 'mailbox', operation: 'create', ref: null, correlationKey: key }),
    ];
    const inBatch = make(mine, { ref: recordRef });
    await ledger.transaction(mine, async (tx) => {
      expect(await tx.openIntentsIfFree([update, inBatch, create, free])).toEqual([inBatch.id]);
    });
    await ledger.transaction(other, async (tx) => {
      expect(await tx.openIntentsIfFree(twins)).toEqual([twins[0]?.id, twins[1]?.id]);
      expect(await tx.openIntents()).toMatchObject([twins[2] ?? {}]);
    });
    await ledger.transaction(mine, (tx) => tx.closeIntents([update.id, create.id], false));
    await ledger.transaction(other, async (tx) => {
      expect(await tx.openIntentsIfFree(twins.slice(0, 2))).toEqual([]);
    });
  });

  it('counts removals for the guard', async () => {
    const { ledger, mine } = room();
    const gone = { state: 'gone' } as const;
    const make = (change: Partial<Link>) =>
      makeLink(mine, { observed: { mailbox: gone, crm: present() }, ...change });
    const links = [
      make({}),
      make({ state: 'held' }),
      make({ decision: 'approve' }),
      make({ state: 'dormant' }),
      make({ state: 'ended' }),
      make({ observed: { mailbox: present(), crm: present() } }),
      make({ observed: { mailbox: gone, crm: gone } }),
    ];
    const removal = makeIntent(makeLink(mine), { operation: 'remove', ref: freshRef('appointment') });
    const failed = makeIntent(makeLink(mine), { operation: 'remove', ref: freshRef('appointment') });
    await ledger.transaction(mine, async (tx) => {
      await tx.saveLinks(links);
      await tx.openIntentsIfFree([removal, failed]);
      await tx.closeIntents([removal.id], true);
      await tx.closeIntents([failed.id], false);
    });
    await ledger.transaction(mine, async (tx) => {
      expect(await tx.removals('crm', 0)).toEqual({ pending: 2, done: 1, alive: 4 });
      expect(await tx.removals('mailbox', 0)).toEqual({ pending: 0, done: 0, alive: 1 });
      expect((await tx.removals('crm', Date.now() + 3_600_000)).done).toBe(0);
    });
  });

  it('counts what the CRM removes from all mailboxes, by record', async () => {
    const { ledger, mine, other } = room();
    const gone = { state: 'gone' } as const;
    const before = await ledger.transaction(mine, (tx) => tx.removalsFromCrm(0, -1));
    const [first, second, third] = [1, 2, 3].map(() => freshRef('appointment'));
    const make = (lease: Lease, recordRef: Link['recordRef'], change: Partial<Link> = {}) =>
      makeLink(lease, { recordRef, observed: { mailbox: present(), crm: gone }, ...change });
    const removed = make(mine, third ?? null, { observed: { mailbox: gone, crm: gone } });
    await ledger.transaction(other, (tx) =>
      tx.saveLinks([make(other, first ?? null), make(other, second ?? null, { decision: 'approve' })]),
    );
    const removal = makeIntent(removed, { operation: 'remove', side: 'mailbox' });
    await ledger.transaction(mine, async (tx) => {
      await tx.saveLinks([make(mine, first ?? null), removed, make(mine, third ?? null, { state: 'ended' })]);
      await tx.openIntentsIfFree([removal]);
      await tx.closeIntents([removal.id], true);
    });
    await ledger.transaction(mine, async (tx) => {
      const { pending, done, alive } = await tx.removalsFromCrm(0, -1);
      expect([pending - before.pending, done - before.done, alive - before.alive]).toEqual([1, 1, 2]);
      expect((await tx.removalsFromCrm(0, 1_000_000)).alive).toBe(0);
      expect((await tx.removalsFromCrm(Date.now() + 3_600_000, -1)).done).toBe(0);
    });
  });

  it('counts the occurrences that a series was taken apart into as one', async () => {
    const { ledger, mine, other } = room();
    const gone = { state: 'gone' } as const;
    const [uid, series] = [`"a;${newId()}`, freshRef('calendar')];
    const part = (lease: Lease, day: number, from: Ref, change: Partial<Link>) =>
      makeLink(lease, {
        identity: `${uid};2026-12-0${String(day)}T10:00:00${day === 3 ? `;copy=${newId()}` : ''}`,
        itemRef: occurrenceRef(from, `2026-12-0${String(day)}T10:00:00`),
        recordRef: freshRef('appointment'),
        ...change,
      });
    const before = await ledger.transaction(mine, (tx) => tx.removalsFromCrm(0, -1));
    const days = [1, 2, 3, 4];
    const lost = { observed: { mailbox: present(), crm: gone } };
    const kept = { observed: { mailbox: present(), crm: present() } };
    const links = [
      ...days.map((day) => part(mine, day, series, day < 4 ? lost : kept)),
      part(mine, 5, freshRef('calendar'), kept),
      makeLink(mine, { itemRef: freshRef('calendar'), ...kept }),
    ];
    const removals = days.map((day) =>
      makeIntent(links[day - 1] ?? makeLink(mine), { operation: 'remove', side: 'mailbox', ref: series }),
    );
    await ledger.transaction(other, (tx) => tx.saveLinks([part(other, 1, freshRef('calendar'), lost)]));
    await ledger.transaction(mine, async (tx) => {
      await tx.saveLinks(links);
      expect(await tx.removals('mailbox', 0)).toEqual({ pending: 1, done: 0, alive: 3 });
      const { pending, done } = await tx.removalsFromCrm(0, -1);
      expect([pending - before.pending, done - before.done]).toEqual([1, 0]);
      await tx.openIntentsIfFree(removals);
      await tx.closeIntents(
        removals.map(({ id }) => id),
        true,
      );
      expect(await tx.removals('mailbox', 0)).toEqual({ pending: 1, done: 1, alive: 3 });
      expect((await tx.removalsFromCrm(0, -1)).done - before.done).toBe(1);
    });
  });

  it('appends to the history in order', async () => {
    const { ledger, mine } = room();
    await ledger.transaction(mine, async (tx) => {
      const reason = { code: 'not-sent' as const, parameters: { count: 2 } };
      await tx.appendHistory([
        { at: 5, linkId: null, event: 'first', reason: null },
        { at: 5, linkId: newId(), event: 'second', reason },
      ]);
      await tx.appendHistory([{ at: 6, linkId: null, event: 'third', reason: null }]);
    });
    expect(await room().history(mine.mailboxId)).toEqual(['first', 'second', 'third']);
  });
}
