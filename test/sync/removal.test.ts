import { memoryCrm } from '../../src/server/crm/memory/index.ts';
import { memoryMailbox } from '../../src/server/mailboxes/memory/index.ts';
import type { Crm, Mailbox } from '../../src/sync/ports.ts';
import { company, event, live, meeting } from './support/world.ts';
import type { Company } from './support/world.ts';
import { onlyItem, onlyRecord, settle } from './support/settle.ts';

async function twelve(direction: 'both' | 'to-mailbox' = 'both'): Promise<Company> {
  const firm = company(['anna']);
  for (let n = 0; n < 12; n += 1)
    firm.crmWorld.store.insert(event(`m${String(n)}`), { collection: 'appointment', users: ['user-anna'] });
  await settle(firm);
  firm.person('anna').settings = { ...firm.person('anna').settings, direction };
  return firm;
}

/** What is called m0, whoever holds it. */
function onlyOf(stored: ReturnType<typeof live>) {
  const found = stored.find(({ item }) => item['title'] === 'm0');
  if (found === undefined) throw new Error('There is no m0');
  return found;
}

/** Runs `meanwhile` when the CRM is asked for changes: after the mailbox was observed, before anything is written. */
function during(firm: Company, meanwhile: () => void): Crm {
  const crm = memoryCrm(firm.crmWorld, 'user-anna');
  let done = false;
  return {
    ...crm,
    changes: (cursor, context) => {
      if (!done) meanwhile();
      done = true;
      return crm.changes(cursor, context);
    },
  };
}

describe('removals', () => {
  it('holds what the CRM removes from all mailboxes together, though it is little for each of them', async () => {
    const names = ['anna', 'ben', 'carla'];
    const firm = company(names);
    for (const name of names) {
      const person = firm.person(name);
      person.settings = { ...person.settings, guard: { few: 2, share: 0.2, many: 100 } };
      for (let index = 0; index < 4; index += 1)
        person.world.store.insert(event(`${name}-${String(index)}`), { collection: 'cal' });
    }
    await settle(firm);
    const records = live(firm.crmWorld);
    expect(records).toHaveLength(12);
    for (const name of names) {
      const own = records.filter(({ item }) => (item['uid'] as string).startsWith(name)).slice(0, 2);
      for (const { ref } of own) firm.crmWorld.store.remove(ref.id);
    }
    await settle(firm);
    expect(names.map((name) => live(firm.person(name).world).length)).toEqual([2, 4, 4]);
    const held = firm.links('ben').filter(({ state }) => state === 'held');
    for (const link of held) firm.ledger.decide(link.id, 'approve');
    await settle(firm);
    expect([held.length, live(firm.person('ben').world).length]).toEqual([2, 2]);
  });

  it('does not carry out what a person rejected, where it can not be restored either', async () => {
    const firm = await twelve('to-mailbox');
    for (const { ref } of live(firm.crmWorld)) firm.crmWorld.store.remove(ref.id);
    await settle(firm);
    const held = firm.links('anna').filter(({ state }) => state === 'held');
    expect(held).toHaveLength(12);
    for (const link of held) firm.ledger.decide(link.id, 'reject');
    await settle(firm);
    expect(live(firm.person('anna').world)).toHaveLength(12);
    firm.person('anna').settings = { ...firm.person('anna').settings, window: { from: 0, to: null } };
    await settle(firm);
    expect(live(firm.person('anna').world)).toHaveLength(12);
  });

  it('does not remove what was edited where the edit can not be put back, and puts it back once it can', async () => {
    const firm = await twelve();
    const person = firm.person('anna');
    const { ref } = onlyOf(live(firm.crmWorld));
    firm.crmWorld.store.edit(ref.id, { description: 'Edited' });
    person.world.store.remove(onlyOf(live(person.world)).ref.id);
    person.settings = { ...person.settings, direction: 'to-crm' };
    await settle(firm);
    expect(live(firm.crmWorld)).toHaveLength(12);
    expect(live(person.world)).toHaveLength(11);
    person.settings = { ...person.settings, direction: 'both' };
    await settle(firm);
    expect(live(person.world)).toHaveLength(12);
  });

  it('makes no second record when a person rejects the removal of what was taken from their calendar', async () => {
    const firm = await twelve();
    for (const { ref } of live(firm.crmWorld)) firm.crmWorld.store.assign(ref.id, []);
    await settle(firm);
    for (const link of firm.links('anna')) {
      expect(link.state).toBe('held');
      firm.ledger.decide(link.id, 'reject');
    }
    await settle(firm);
    expect(live(firm.crmWorld)).toHaveLength(12);
    expect(live(firm.person('anna').world)).toHaveLength(12);
  });

  it('removes what was taken from their calendar once a person approves', async () => {
    const firm = await twelve();
    for (const { ref } of live(firm.crmWorld)) firm.crmWorld.store.assign(ref.id, []);
    await settle(firm);
    for (const link of firm.links('anna')) firm.ledger.decide(link.id, 'approve');
    await settle(firm);
    expect(live(firm.crmWorld)).toHaveLength(12);
    expect(live(firm.person('anna').world)).toHaveLength(0);
  });

  it('sleeps, and does not end, while the item is hidden and its record is gone', async () => {
    const firm = company(['anna'], { tombstones: false, hiddenLooksGone: true });
    const { store } = firm.person('anna').world;
    const item = store.insert(event('m1'), { collection: 'cal' });
    await settle(firm);
    store.remove(item.ref.id);
    await settle(firm);
    firm.crmWorld.store.remove(onlyRecord(firm).ref.id);
    await settle(firm);
    expect(firm.links('anna')[0]?.state).toBe('dormant');
  });

  it.each(['conditionalUpdate', 'conditionalDelete'] as const)(
    'looks directly before it writes where a mailbox lacks %s',
    async (trait) => {
      const firm = company(['anna'], { conditionalUpdate: false, conditionalDelete: false });
      const { store } = firm.person('anna').world;
      const item = store.insert(event('m1'), { collection: 'cal' });
      await settle(firm);
      const { ref } = onlyRecord(firm);
      if (trait === 'conditionalDelete') firm.crmWorld.store.remove(ref.id);
      else firm.crmWorld.store.edit(ref.id, { start: '2026-12-03T10:00:00' });
      await firm.pump('anna', {
        crm: during(firm, () => store.edit(item.ref.id, { start: '2026-12-02T10:00:00' })),
      });
      await settle(firm);
      expect(onlyItem(firm, 'anna').item['start']).toBe('2026-12-02T10:00:00');
      expect(onlyRecord(firm).item['start']).toBe('2026-12-02T10:00:00');
    },
  );

  it('sets aside a record that nobody can read without forgetting the item', async () => {
    const firm = company(['anna']);
    firm.person('anna').world.store.insert(event('m1'), { collection: 'cal' });
    await settle(firm);
    const { ref } = onlyRecord(firm);
    firm.crmWorld.store.garble(ref.id, true);
    await settle(firm);
    const [link] = firm.links('anna');
    expect(link).toMatchObject({ state: 'quarantined', reason: { code: 'item-malformed' } });
    expect(link?.observed.mailbox.state).toBe('present');
    expect(link?.observed.crm.state).toBe('unread');
    firm.crmWorld.store.edit(ref.id, { title: 'Readable' });
    await settle(firm);
    expect(onlyItem(firm, 'anna').item['title']).toBe('Readable');
  });

  it('does not forget a change of a record whose content could not be read at once', async () => {
    const firm = company(['anna']);
    firm.person('anna').world.store.insert(event('m1'), { collection: 'cal' });
    await settle(firm);
    firm.crmWorld.store.edit(onlyRecord(firm).ref.id, { title: 'Edited' });
    const crm = memoryCrm(firm.crmWorld, 'user-anna');
    let shy = true;
    const bare: Crm = {
      ...crm,
      changes: async (cursor, context) => {
        const page = await crm.changes(cursor, context);
        return {
          ...page,
          changes: page.changes.map((change) =>
            change.type === 'present'
              ? { type: change.type, ref: change.ref, version: change.version }
              : change,
          ),
        };
      },
      read: async (refs, context) => {
        const readings = await crm.read(refs, context);
        const answer = shy ? refs.map((ref) => ({ type: 'hidden', ref }) as const) : readings;
        shy = false;
        return answer;
      },
    };
    await firm.pump('anna', { crm: bare });
    await settle(firm);
    expect(onlyItem(firm, 'anna').item['title']).toBe('Edited');
  });

  it('discards for good', async () => {
    const firm = company(['anna'], { silentScheduling: 'no' });
    const mailbox: Mailbox = memoryMailbox(firm.person('anna').world);
    expect(mailbox.traits.silentScheduling).toBe('no');
    const participants = {
      'mailto:anna@example.com': { roles: { owner: true, attendee: true } },
      'mailto:x@example.com': { roles: { attendee: true } },
    };
    firm.crmWorld.store.insert(event('r1', { participants }), {
      collection: 'appointment',
      users: ['user-anna'],
    });
    await settle(firm);
    const [link] = firm.links('anna');
    if (link === undefined) throw new Error('There is no link');
    expect(link.state).toBe('not-sent');
    firm.ledger.decide(link.id, 'discard');
    await settle(firm);
    expect(firm.links('anna')[0]).toMatchObject({ state: 'dormant', reason: { code: 'not-sent' } });
    expect(live(firm.person('anna').world)).toHaveLength(0);
    expect(firm.person('anna').world.outbox).toEqual([]);
  });

  it('is not undone by an invitation that is seen for the first time, while its organiser’s copy waits', async () => {
    const firm = company(['anna', 'ben'], { silentScheduling: 'no' });
    for (const name of ['anna', 'ben'])
      firm.person(name).world.store.insert(meeting('m1', ['anna', 'ben']), { collection: 'cal' });
    await firm.pump('anna');
    firm.crmWorld.store.remove(onlyRecord(firm).ref.id);
    await firm.pump('anna');
    expect(firm.links('anna')[0]?.state).toBe('not-sent');
    await settle(firm);
    expect(live(firm.crmWorld)).toHaveLength(0);
    for (const { id } of firm.links('anna')) firm.ledger.decide(id, 'send');
    await settle(firm);
    expect(live(firm.person('anna').world)).toHaveLength(0);
    expect(live(firm.crmWorld)).toHaveLength(0);
  });

  it('mails nobody when the CRM takes everybody off a meeting', async () => {
    const firm = company(['anna'], { silentScheduling: 'no' });
    const participants = {
      'mailto:anna@example.com': { roles: { owner: true, attendee: true } },
      'mailto:x@example.com': { roles: { attendee: true } },
    };
    firm.person('anna').world.store.insert(event('m1', { participants }), { collection: 'cal' });
    await settle(firm);
    firm.crmWorld.store.edit(onlyRecord(firm).ref.id, { participants: null });
    await settle(firm);
    expect(firm.person('anna').world.outbox).toEqual([]);
    expect(firm.links('anna')[0]?.state).toBe('not-sent');
  });
});
