import { memoryCrm } from '../../src/server/crm/memory/index.ts';
import type { Item } from '../../src/sync/item.ts';
import type { Ledger } from '../../src/sync/ports.ts';
import { settle } from './support/settle.ts';
import { address, changes, company, event, live, meeting } from './support/world.ts';
import type { Company } from './support/world.ts';

/** What an earlier connector wrote into the CRM: its own UID, the time in UTC, no participants. */
function earlier(uid: string, changes: Readonly<Record<string, unknown>> = {}): Item {
  return event(uid, { start: '2026-12-01T09:00:00', timeZone: 'Etc/UTC', ...changes });
}

const day = (n: number): string => `2026-12-${String((n % 28) + 1).padStart(2, '0')}`;

function inMailbox(firm: Company, item: Item, name = 'anna') {
  return firm.person(name).world.store.insert(item, { collection: 'cal' });
}

function inCrm(firm: Company, item: Item, users: readonly string[] = ['user-anna']) {
  return firm.crmWorld.store.insert(item, { collection: 'appointment', users });
}

/** 200 items, 200 records; every second of each is the same meeting, written by an earlier connector. */
function switching(options: Parameters<typeof company>[1] = {}): Company {
  const firm = company(['anna'], options);
  for (let n = 0; n < 200; n += 1) {
    const title = `Meeting ${String(n)}`;
    inMailbox(firm, event(`item-${String(n)}`, { title, start: `${day(n)}T10:00:00` }));
    const theirs = n % 2 === 0 ? title : `Only in the CRM ${String(n)}`;
    inCrm(firm, earlier(`record-${String(n)}`, { title: theirs, start: `${day(n)}T09:00:00` }));
  }
  return firm;
}

const titles = (stored: readonly { readonly item: Item }[]): readonly unknown[] =>
  stored.map(({ item }) => item['title']).sort();

/** Counts the items that each verb of a side is given. */
function counting<T extends object>(port: T, counts: Record<string, number>, verbs: readonly string[]): T {
  return new Proxy(port, {
    get: (target, verb) => {
      const value = (target as Record<string | symbol, unknown>)[verb];
      if (typeof value !== 'function' || !verbs.includes(String(verb))) return value;
      return (...given: unknown[]): unknown => {
        counts[String(verb)] = (counts[String(verb)] ?? 0) + 1;
        return (value as (...args: unknown[]) => unknown)(...given);
      };
    },
  });
}

describe('a first pass over what an earlier connector left on both sides', () => {
  it('creates what is missing and no twin of anything', async () => {
    const firm = switching();
    await settle(firm);
    const [items, records] = [live(firm.person('anna').world), live(firm.crmWorld)];
    expect([items.length, records.length]).toEqual([300, 300]);
    expect(new Set(titles(items)).size).toBe(300);
    expect(titles(records)).toEqual(titles(items));
  });

  it('writes nothing to what it recognises', async () => {
    const firm = company(['anna']);
    inMailbox(firm, event('item', { title: 'Review', description: 'From the mailbox' }));
    inCrm(firm, earlier('record', { title: 'REVIEW ', description: 'From the CRM' }));
    const before = [changes(firm.person('anna').world), changes(firm.crmWorld)];
    await settle(firm);
    expect([changes(firm.person('anna').world), changes(firm.crmWorld)]).toEqual(before);
    // What differs stays as it is on both sides, and is shown.
    const fields = firm.ledger.store.conflicts.map(({ field, unresolved }) => [field, unresolved]);
    expect(fields).toContainEqual(['description', true]);
    expect(firm.ledger.store.history.map(({ event: what }) => what)).toContain('adopted');
  });

  it('asks for nothing but the two listings and the creates', async () => {
    const firm = switching({ inline: true, answers: { version: true, item: true } });
    const { mailbox, settings } = firm.person('anna');
    const [outlook, crm]: Record<string, number>[] = [{}, {}];
    const verbs = ['changes', 'read', 'find', 'create', 'update', 'remove', 'markDeleted'];
    const report = await firm.pump('anna', {
      mailbox: counting(mailbox, outlook ?? {}, verbs),
      crm: counting(memoryCrm(firm.crmWorld, settings.userId), crm ?? {}, verbs),
    });
    expect(report.error).toBeNull();
    expect(report.written).toEqual({
      mailbox: { create: 100, update: 0, remove: 0 },
      crm: { create: 100, update: 0, remove: 0 },
    });
    expect([outlook?.['read'], outlook?.['find'], outlook?.['update']]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect([crm?.['read'], crm?.['find'], crm?.['update']]).toEqual([undefined, undefined, undefined]);
  });

  it('synchronises what it recognised from then on', async () => {
    const firm = company(['anna']);
    const item = inMailbox(firm, event('item', { title: 'Review' }));
    const record = inCrm(firm, earlier('record', { title: 'Review' }));
    await settle(firm);
    firm.person('anna').world.store.edit(item.ref.id, { title: 'Review, moved' });
    await settle(firm);
    expect(firm.crmWorld.store.live(record.ref.id)?.item['title']).toBe('Review, moved');
    expect([live(firm.person('anna').world).length, live(firm.crmWorld).length]).toEqual([1, 1]);
  });

  it('keeps both sides at the same time when one is moved, although they spell it in different zones', async () => {
    const firm = company(['anna']);
    const item = inMailbox(firm, event('item', { title: 'Review' }));
    const record = inCrm(firm, earlier('record', { title: 'Review' }));
    await settle(firm);
    firm.person('anna').world.store.edit(item.ref.id, { start: '2026-12-01T15:00:00' });
    await settle(firm);
    const moved = firm.crmWorld.store.live(record.ref.id)?.item;
    expect([moved?.['start'], moved?.['timeZone']]).toEqual(['2026-12-01T15:00:00', 'Europe/Zurich']);
    firm.crmWorld.store.edit(record.ref.id, { start: '2026-12-02T08:00:00', timeZone: 'Etc/UTC' });
    await settle(firm);
    const back = firm.person('anna').world.store.live(item.ref.id)?.item;
    expect([back?.['start'], back?.['timeZone']]).toEqual(['2026-12-02T08:00:00', 'Etc/UTC']);
    expect(firm.ledger.store.conflicts).toEqual([]);
  });

  it('makes one record of the copies of all who take part', async () => {
    const firm = company(['anna', 'boris']);
    const invitation = meeting('uid', ['anna', 'boris'], { title: 'Review' });
    for (const name of ['anna', 'boris']) inMailbox(firm, invitation, name);
    inCrm(firm, earlier('record', { title: 'Review' }), ['user-anna', 'user-boris']);
    await settle(firm);
    expect(live(firm.crmWorld)).toHaveLength(1);
    for (const name of ['anna', 'boris']) expect(live(firm.person(name).world)).toHaveLength(1);
  });

  it('does not take a later meeting for an earlier copy', async () => {
    const firm = company(['anna']);
    await settle(firm);
    inMailbox(firm, event('item', { title: 'Review' }));
    inCrm(firm, earlier('record', { title: 'Review' }));
    await settle(firm);
    expect([live(firm.person('anna').world).length, live(firm.crmWorld).length]).toEqual([2, 2]);
  });
});

describe('what looks like several', () => {
  const waiting = (firm: Company) =>
    firm
      .links('anna')
      .filter(({ state, reason }) => state === 'dormant' && reason?.code === 'looks-like-several');

  function doubtful(): Company {
    const firm = company(['anna']);
    inMailbox(firm, event('item', { title: 'Review' }));
    for (const uid of ['record-1', 'record-2']) inCrm(firm, earlier(uid, { title: 'Review' }));
    return firm;
  }

  it('waits, and is neither paired nor doubled', async () => {
    const firm = doubtful();
    await settle(firm);
    expect(waiting(firm)).toHaveLength(3);
    expect([live(firm.person('anna').world).length, live(firm.crmWorld).length]).toEqual([1, 2]);
  });

  it('is paired as soon as only one is left', async () => {
    const firm = doubtful();
    await settle(firm);
    const [first, second] = live(firm.crmWorld);
    firm.crmWorld.store.remove(second?.ref.id ?? '');
    await settle(firm);
    expect(waiting(firm)).toEqual([]);
    expect([live(firm.person('anna').world).length, live(firm.crmWorld).length]).toEqual([1, 1]);
    firm.crmWorld.store.edit(first?.ref.id ?? '', { title: 'Review, by the CRM' });
    await settle(firm);
    expect(titles(live(firm.person('anna').world))).toEqual(['Review, by the CRM']);
  });

  it('is synchronised by itself if a person says that it is a thing of its own', async () => {
    const firm = doubtful();
    await settle(firm);
    const item = waiting(firm).find(({ itemRef }) => itemRef !== null);
    firm.ledger.decide(item?.id ?? '', 'approve');
    await settle(firm);
    // And what looked like this item alone is something of its own, too.
    expect([live(firm.person('anna').world).length, live(firm.crmWorld).length]).toEqual([3, 3]);
  });

  it('may be the busy time of a private item: nobody knows, and nothing is made', async () => {
    const firm = company(['anna']);
    inMailbox(firm, event('item', { title: 'Oncology', privacy: 'private' }));
    inCrm(firm, earlier('record', { title: 'Appointment' }));
    await settle(firm);
    expect(waiting(firm)).toHaveLength(2);
    expect([live(firm.person('anna').world).length, live(firm.crmWorld).length]).toEqual([1, 1]);
  });

  it('is no matter of private items that are kept out: not even that they are there is told', async () => {
    const firm = company(['anna']);
    const person = firm.person('anna');
    person.settings = { ...person.settings, privacy: 'out' };
    inMailbox(firm, event('item', { title: 'Oncology', privacy: 'private' }));
    inCrm(firm, earlier('record', { title: 'Appointment' }));
    await settle(firm);
    expect(waiting(firm)).toEqual([]);
  });

  it('is a second record of what the mailbox holds once', async () => {
    const firm = company(['anna']);
    inMailbox(firm, event('uid', { title: 'Review' }));
    inCrm(firm, event('uid', { title: 'Review' }));
    inCrm(firm, earlier('record', { title: 'Review' }));
    await settle(firm);
    expect(waiting(firm)).toHaveLength(1);
    expect(live(firm.person('anna').world)).toHaveLength(1);
  });
});

/** Ports of which the nth call, or transaction, is the last thing that a process does; it may still have its effect. */
function dying(firm: Company, at: number, after: boolean) {
  let count = 0;
  const step = async (call: () => Promise<unknown>): Promise<unknown> => {
    count += 1;
    if (count < at) return call();
    if (count === at && after) await call();
    throw new Error('The process died');
  };
  const mortal = <T extends object>(port: T): T =>
    new Proxy(port, {
      get: (target, verb) => {
        const value = (target as Record<string | symbol, unknown>)[verb];
        if (typeof value !== 'function') return value;
        return (...given: unknown[]) =>
          step(() => (value as (...args: unknown[]) => Promise<unknown>)(...given));
      },
    });
  const { mailbox, settings } = firm.person('anna');
  const ledger: Ledger = {
    transaction: <T>(
      lease: Parameters<Ledger['transaction']>[0],
      work: Parameters<Ledger['transaction']>[1],
    ) => step(() => firm.ledger.transaction(lease, work)) as Promise<T>,
  };
  return {
    ports: { mailbox: mortal(mailbox), crm: mortal(memoryCrm(firm.crmWorld, settings.userId)), ledger },
    steps: () => count,
  };
}

describe.each([false, true])('a first pass that dies at any step (after its effect: %s)', (after) => {
  it.each([
    ['with a feed of changes', {}],
    ['with a listing of everything, every time', { tombstones: false, inline: false }],
  ])('makes no twin, %s', async (_how, options) => {
    let reached = 0;
    for (let at = 1; at === 1 || reached >= at - 1; at += 1) {
      const firm = company(['anna'], options);
      for (const n of [1, 2, 3]) {
        const title = `Meeting ${String(n)}`;
        inMailbox(firm, meeting(`item-${String(n)}`, ['anna', 'guest'], { title }));
        inCrm(firm, earlier(`record-${String(n)}`, { title }));
      }
      inMailbox(firm, event('only-item', { title: 'Only in the mailbox' }));
      inCrm(firm, earlier('only-record', { title: 'Only in the CRM' }));
      const { ports, steps } = dying(firm, at, after);
      await firm.pump('anna', ports).catch((error: unknown) => {
        expect((error as Error).message).toBe('The process died');
      });
      reached = steps();
      firm.clock.now += 120_000;
      await settle(firm);
      const [items, records] = [live(firm.person('anna').world), live(firm.crmWorld)];
      expect([at, items.length, records.length]).toEqual([at, 5, 5]);
      expect(titles(records)).toEqual(titles(items));
    }
    expect(reached).toBeGreaterThan(10);
  });
});

it('an item of the chair is the record of the chair alone', async () => {
  const firm = company(['anna']);
  inMailbox(firm, meeting('item', ['anna', 'guest'], { title: 'Review' }));
  inCrm(
    firm,
    earlier('record', { title: 'Review', participants: { [address('else')]: { roles: { owner: true } } } }),
  );
  await settle(firm);
  expect(live(firm.crmWorld)).toHaveLength(2);
});
