import type { JsonObject } from '../../src/sync/json.ts';
import { memoryCrm } from '../../src/server/crm/memory/index.ts';
import { address, changes, company, content, event, live, meeting } from './support/world.ts';
import type { Company } from './support/world.ts';

/** Pumps everybody until nobody writes any more, at most five times. */
async function settle(firm: Company): Promise<void> {
  for (let round = 0; round < 5; round += 1) {
    const before =
      changes(firm.crmWorld) +
      Object.values(firm.people).reduce((sum, person) => sum + changes(person.world), 0);
    for (const name of Object.keys(firm.people)) {
      const report = await firm.pump(name);
      expect(report.error).toBeNull();
    }
    const after =
      changes(firm.crmWorld) +
      Object.values(firm.people).reduce((sum, person) => sum + changes(person.world), 0);
    if (after === before) return;
  }
  throw new Error('It never comes to rest');
}

function only(firm: Company, name: string) {
  const stored = live(firm.person(name).world);
  expect(stored).toHaveLength(1);
  return stored[0]!;
}

function record(firm: Company) {
  const stored = live(firm.crmWorld);
  expect(stored).toHaveLength(1);
  return stored[0]!;
}

describe('pump', () => {
  it('brings a new item to the CRM, once', async () => {
    const firm = company(['anna']);
    firm
      .person('anna')
      .world.store.insert(
        event('m1', { alerts: { x: { trigger: { '@type': 'OffsetTrigger', offset: '-PT15M' } } } }),
        { collection: 'cal' },
      );
    await settle(firm);
    expect(record(firm).item).toMatchObject({ uid: 'm1', title: 'm1' });
    expect(record(firm).item['alerts']).toBeUndefined();
    const report = await firm.pump('anna');
    expect(report.written).toEqual({
      mailbox: { create: 0, update: 0, remove: 0 },
      crm: { create: 0, update: 0, remove: 0 },
    });
  });

  it('brings a new record to the mailbox of those it is for', async () => {
    const firm = company(['anna', 'ben']);
    firm.crmWorld.store.insert(event('r1'), { collection: 'appointment', users: ['user-anna'] });
    await settle(firm);
    expect(Object.keys(content(firm.person('anna').world))).toEqual(['r1']);
    expect(live(firm.person('ben').world)).toHaveLength(0);
  });

  it('carries an edit over in each direction, and both when they touch different fields', async () => {
    const firm = company(['anna']);
    const { store } = firm.person('anna').world;
    const item = store.insert(event('m1'), { collection: 'cal' });
    await settle(firm);
    store.edit(item.ref.id, { title: 'From Outlook' });
    firm.crmWorld.store.edit(record(firm).ref.id, { description: 'From the CRM' });
    await settle(firm);
    const expected = { title: 'From Outlook', description: 'From the CRM' };
    expect(only(firm, 'anna').item).toMatchObject(expected);
    expect(record(firm).item).toMatchObject(expected);
  });

  it('keeps the loser of a true conflict', async () => {
    const firm = company(['anna']);
    const { store } = firm.person('anna').world;
    const item = store.insert(event('m1'), { collection: 'cal' });
    await settle(firm);
    store.edit(item.ref.id, { title: 'Outlook', start: '2026-12-02T10:00:00' });
    firm.crmWorld.store.edit(record(firm).ref.id, { title: 'CRM', start: '2026-12-03T10:00:00' });
    await settle(firm);
    const expected = { title: 'CRM', start: '2026-12-02T10:00:00' };
    expect(only(firm, 'anna').item).toMatchObject(expected);
    expect(record(firm).item).toMatchObject(expected);
    const lost = firm.ledger.store.conflicts.map(({ field, losing }): [string, unknown] => [field, losing]);
    expect(Object.fromEntries(lost)).toEqual({
      title: { value: 'Outlook' },
      start: { value: '2026-12-03T10:00:00' },
    });
    expect(lost).toHaveLength(2);
  });

  it('shows what differs at the first meeting, even when something else has to be written then', async () => {
    const firm = company(['anna']);
    const { store } = firm.person('anna').world;
    const both = { title: 'Outlook', description: 'Outlook knows more' };
    store.insert(event('m1', both), { collection: 'cal' });
    firm.crmWorld.store.insert(event('m1', { title: 'CRM' }), {
      collection: 'appointment',
      correlationKey: 'Event:m1',
      users: ['user-anna'],
    });
    await settle(firm);
    expect(record(firm).item).toMatchObject({ title: 'CRM', description: 'Outlook knows more' });
    expect(only(firm, 'anna').item).toMatchObject(both);
    expect(firm.ledger.store.conflicts.map(({ field, losing }) => [field, losing])).toEqual([
      ['title', { value: 'Outlook' }],
    ]);
  });

  it('merges participants and exceptions element by element', async () => {
    const firm = company(['anna']);
    const { store } = firm.person('anna').world;
    const item = store.insert(meeting('s1', ['anna', 'x'], { recurrenceRules: [{ frequency: 'weekly' }] }), {
      collection: 'cal',
    });
    await settle(firm);
    const participants = only(firm, 'anna').item['participants'] as object;
    store.edit(item.ref.id, {
      participants: { ...participants, [address('y')]: { roles: { attendee: true } } },
      recurrenceOverrides: { '2026-12-08T10:00:00': { title: 'Week 2' } },
    });
    firm.crmWorld.store.edit(record(firm).ref.id, {
      participants: { ...participants, [address('z')]: { roles: { attendee: true } } },
      recurrenceOverrides: { '2026-12-15T10:00:00': { excluded: true } },
    });
    await settle(firm);
    for (const stored of [only(firm, 'anna'), record(firm)]) {
      expect(Object.keys(stored.item['participants'] as object).sort()).toEqual(
        ['anna', 'x', 'y', 'z'].map(address),
      );
      expect(stored.item['recurrenceOverrides']).toEqual({
        '2026-12-08T10:00:00': { title: 'Week 2' },
        '2026-12-15T10:00:00': { excluded: true },
      });
    }
  });

  it('moves the exceptions of one side along when the other side moves the series', async () => {
    const firm = company(['anna']);
    const { store } = firm.person('anna').world;
    const item = store.insert(event('s1', { recurrenceRules: [{ frequency: 'daily' }] }), {
      collection: 'cal',
    });
    await settle(firm);
    store.edit(item.ref.id, { start: '2026-12-01T11:00:00' });
    firm.crmWorld.store.edit(record(firm).ref.id, {
      recurrenceOverrides: { '2026-12-05T10:00:00': { title: 'Fifth' } },
    });
    await settle(firm);
    for (const stored of [only(firm, 'anna'), record(firm)]) {
      expect(stored.item).toMatchObject({
        start: '2026-12-01T11:00:00',
        recurrenceOverrides: { '2026-12-05T11:00:00': { title: 'Fifth' } },
      });
    }
  });

  it('has the exceptions of a series that one side moved only under their new keys', async () => {
    const firm = company(['anna']);
    const { store } = firm.person('anna').world;
    const item = store.insert(
      event('s1', {
        recurrenceRules: [{ frequency: 'daily' }],
        recurrenceOverrides: { '2026-12-05T10:00:00': { title: 'Fifth' } },
      }),
      { collection: 'cal' },
    );
    await settle(firm);
    firm.crmWorld.store.edit(record(firm).ref.id, {
      start: '2026-12-01T14:00:00',
      recurrenceOverrides: { '2026-12-05T14:00:00': { title: 'Fifth' } },
    });
    store.edit(item.ref.id, {
      recurrenceOverrides: {
        '2026-12-05T10:00:00': { title: 'Fifth' },
        '2026-12-07T10:00:00': { excluded: true },
      },
    });
    await settle(firm);
    for (const stored of [only(firm, 'anna'), record(firm)]) {
      expect(stored.item).toMatchObject({ start: '2026-12-01T14:00:00' });
      expect(stored.item['recurrenceOverrides']).toEqual({
        '2026-12-05T14:00:00': { title: 'Fifth' },
        '2026-12-07T14:00:00': { excluded: true },
      });
    }
  });

  it('follows a deletion in either direction, and lets an edit win over it', async () => {
    const firm = company(['anna']);
    const { store } = firm.person('anna').world;
    const [a, b, c] = ['a', 'b', 'c'].map((uid) => store.insert(event(uid), { collection: 'cal' }));
    await settle(firm);
    const recordOf = (uid: string) => live(firm.crmWorld).find(({ item }) => item['uid'] === uid)!.ref.id;
    store.remove(a!.ref.id);
    firm.crmWorld.store.remove(recordOf('b'));
    store.remove(c!.ref.id);
    firm.crmWorld.store.edit(recordOf('c'), { title: 'Edited' });
    await settle(firm);
    expect(content(firm.crmWorld)).toEqual({ c: expect.objectContaining({ title: 'Edited' }) });
    expect(content(firm.person('anna').world)).toEqual({ c: expect.objectContaining({ title: 'Edited' }) });
    expect(b).toBeDefined();
  });

  it('holds a mass deletion until a person decides', async () => {
    const firm = company(['anna']);
    const { store } = firm.person('anna').world;
    const items = Array.from({ length: 12 }, (_, n) =>
      store.insert(event(`m${String(n)}`), { collection: 'cal' }),
    );
    await settle(firm);
    for (const item of items) store.remove(item.ref.id);
    await settle(firm);
    expect(live(firm.crmWorld)).toHaveLength(12);
    const held = firm.links('anna').filter(({ state }) => state === 'held');
    expect(held).toHaveLength(12);
    firm.ledger.decide(held[0]!.id, 'approve');
    firm.ledger.decide(held[1]!.id, 'reject');
    await settle(firm);
    expect(live(firm.crmWorld)).toHaveLength(11);
    expect(live(firm.person('anna').world)).toHaveLength(1);
  });

  it('deletes nothing because a listing lacks it', async () => {
    const firm = company(['anna'], { tombstones: false, hiddenLooksGone: true });
    const { store } = firm.person('anna').world;
    const item = store.insert(event('m1'), { collection: 'cal' });
    await settle(firm);
    store.remove(item.ref.id);
    await settle(firm);
    expect(live(firm.crmWorld)).toHaveLength(1);
    expect(firm.links('anna')[0]).toMatchObject({ state: 'dormant', reason: { code: 'hidden-from-view' } });
  });

  it('makes one record of a meeting in three mailboxes, and lets only own answers flow from the attendees', async () => {
    const firm = company(['anna', 'ben', 'carla']);
    const names = ['anna', 'ben', 'carla'];
    for (const name of names)
      firm.person(name).world.store.insert(meeting('m1', names), { collection: 'cal' });
    await settle(firm);
    record(firm);
    const bens = only(firm, 'ben');
    const participants = bens.item['participants'] as Record<string, JsonObject>;
    firm.person('ben').world.store.edit(bens.ref.id, {
      title: 'Ben calls it this',
      participants: {
        ...participants,
        [address('ben')]: { ...participants[address('ben')], participationStatus: 'accepted' },
      },
    });
    await settle(firm);
    expect(record(firm).item).toMatchObject({
      title: 'm1',
      participants: { [address('ben')]: { participationStatus: 'accepted' } },
    });
    expect(only(firm, 'anna').item).toMatchObject({
      title: 'm1',
      participants: { [address('ben')]: { participationStatus: 'accepted' } },
    });
    firm.person('ben').world.store.remove(bens.ref.id);
    await settle(firm);
    record(firm);
    only(firm, 'anna');
  });

  it('takes the organiser at their word when an attendee was synchronised first', async () => {
    const firm = company(['anna', 'ben']);
    const invitation = meeting('m1', ['anna', 'ben']);
    const annas = firm.person('anna').world.store.insert(invitation, { collection: 'cal' });
    firm.person('ben').world.store.insert(invitation, { collection: 'cal' });
    await firm.pump('ben');
    firm.person('anna').world.store.edit(annas.ref.id, { title: 'As Anna calls it' });
    firm.crmWorld.store.edit(record(firm).ref.id, { start: '2026-12-04T10:00:00' });
    await settle(firm);
    const expected = { title: 'As Anna calls it', start: '2026-12-04T10:00:00' };
    expect(record(firm).item).toMatchObject(expected);
    expect(only(firm, 'anna').item).toMatchObject(expected);
  });

  it('waits instead of mailing where the server can not be kept quiet', async () => {
    const firm = company(['anna'], { silentScheduling: 'no' });
    firm.person('anna').world.store.insert(meeting('m1', ['anna', 'x']), { collection: 'cal' });
    await settle(firm);
    firm.crmWorld.store.edit(record(firm).ref.id, { title: 'Changed' });
    await settle(firm);
    expect(only(firm, 'anna').item['title']).toBe('m1');
    expect(firm.person('anna').world.outbox).toEqual([]);
    const [link] = firm.links('anna');
    expect(link).toMatchObject({ state: 'not-sent', reason: { code: 'not-sent' } });
    firm.ledger.decide(link!.id, 'send');
    await settle(firm);
    expect(only(firm, 'anna').item['title']).toBe('Changed');
    expect(firm.person('anna').world.outbox).toHaveLength(1);
  });

  it('shows a private item as busy only, and nothing of its content anywhere', async () => {
    const firm = company(['anna']);
    firm
      .person('anna')
      .world.store.insert(event('p1', { title: 'Secret', description: 'Very', privacy: 'private' }), {
        collection: 'cal',
      });
    await settle(firm);
    expect(record(firm).item).toMatchObject({ uid: 'p1', start: '2026-12-01T10:00:00' });
    expect(JSON.stringify([firm.links('anna'), [...firm.crmWorld.store.items.values()]])).not.toMatch(
      /Secret|Very/,
    );
  });

  it('loses every cursor without writing anything', async () => {
    const firm = company(['anna']);
    const { store } = firm.person('anna').world;
    for (let n = 0; n < 5; n += 1) store.insert(event(`m${String(n)}`), { collection: 'cal' });
    await settle(firm);
    const before = changes(firm.crmWorld) + changes(firm.person('anna').world);
    store.forgetCursors();
    firm.crmWorld.store.forgetCursors();
    await settle(firm);
    expect(changes(firm.crmWorld) + changes(firm.person('anna').world)).toBe(before);
  });

  it('takes a moved item along and gives a copy its own record', async () => {
    const firm = company(['anna']);
    const { store } = firm.person('anna').world;
    const item = store.insert(event('m1'), { collection: 'cal' });
    await settle(firm);
    const first = record(firm).ref.id;
    store.insert(item.item, { collection: 'other' });
    store.remove(item.ref.id);
    await settle(firm);
    expect(record(firm).ref.id).toBe(first);
    store.insert(only(firm, 'anna').item, { collection: 'cal' });
    await settle(firm);
    expect(live(firm.crmWorld)).toHaveLength(2);
  });

  it('keeps a server that truncates from truncating the record', async () => {
    const firm = company(['anna'], {
      mangle: (item) =>
        typeof item['description'] === 'string'
          ? { ...item, description: item['description'].slice(0, 10) }
          : item,
    });
    firm.crmWorld.store.insert(event('r1', { description: 'a long description of it all' }), {
      collection: 'appointment',
      users: ['user-anna'],
    });
    await settle(firm);
    expect(only(firm, 'anna').item['description']).toBe('a long des');
    firm.person('anna').world.store.edit(only(firm, 'anna').ref.id, { title: 'New' });
    await settle(firm);
    expect(record(firm).item).toMatchObject({ title: 'New', description: 'a long description of it all' });
  });

  it('survives a crash between any two calls', async () => {
    for (let stop = 1; stop < 60; stop += 1) {
      const firm = company(['anna']);
      const { store } = firm.person('anna').world;
      store.insert(event('m1'), { collection: 'cal' });
      firm.crmWorld.store.insert(event('r1'), { collection: 'appointment', users: ['user-anna'] });
      let calls = 0;
      const crashing = <T extends object>(port: T): T =>
        new Proxy(port, {
          get: (target, name) => {
            const value = (target as Record<string | symbol, unknown>)[name];
            if (typeof value !== 'function') return value;
            return async (...given: unknown[]) => {
              if ((calls += 1) === stop) throw new Error('crash before');
              const answer: unknown = await (value as (...args: unknown[]) => Promise<unknown>)(...given);
              if ((calls += 1) === stop) throw new Error('crash after');
              return answer;
            };
          },
        });
      const { mailbox } = firm.person('anna');
      await firm
        .pump('anna', { mailbox: crashing(mailbox), crm: crashing(memoryCrm(firm.crmWorld, 'user-anna')) })
        .catch(() => undefined);
      firm.clock.now += 600_000;
      await settle(firm);
      expect(Object.keys(content(firm.crmWorld)).sort()).toEqual(['m1', 'r1']);
      expect(Object.keys(content(firm.person('anna').world)).sort()).toEqual(['m1', 'r1']);
      expect([live(firm.crmWorld).length, live(firm.person('anna').world).length]).toEqual([2, 2]);
    }
  });
});
