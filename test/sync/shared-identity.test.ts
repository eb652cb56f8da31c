import { memoryCrm } from '../../src/server/crm/memory/index.ts';
import type { Crm } from '../../src/sync/ports.ts';
import { deaf } from './support/faults.ts';
import { onlyItem, onlyRecord, settle } from './support/settle.ts';
import { company, event, live, meeting } from './support/world.ts';

describe('two mailboxes with items of one identity', () => {
  it('does not remove a person’s own item because another one deleted theirs', async () => {
    const firm = company(['anna', 'ben']);
    for (const name of ['anna', 'ben'])
      firm.person(name).world.store.insert(event('fair'), { collection: 'cal' });
    await settle(firm);
    onlyRecord(firm);
    firm.person('anna').world.store.remove(onlyItem(firm, 'anna').ref.id);
    await settle(firm);
    firm.crmWorld.store.forgetCursors();
    await settle(firm);
    expect(live(firm.person('anna').world)).toHaveLength(0);
    onlyItem(firm, 'ben');
  });

  it('does not end the other’s item or record when it is the second one who deletes theirs', async () => {
    const firm = company(['anna', 'ben']);
    for (const name of ['anna', 'ben'])
      firm.person(name).world.store.insert(event('fair'), { collection: 'cal' });
    await settle(firm);
    firm.person('ben').world.store.remove(onlyItem(firm, 'ben').ref.id);
    await settle(firm);
    onlyItem(firm, 'anna');
    onlyRecord(firm);
  });

  it('does not take the record that another mailbox made for its own write of unknown outcome', async () => {
    const firm = company(['anna', 'ben']);
    const invitation = meeting('m1', ['anna', 'ben'], { title: 'Talks' });
    firm.person('ben').world.store.insert(invitation, { collection: 'cal' });
    firm.person('anna').world.store.insert({ ...invitation, title: 'News' }, { collection: 'cal' });
    const crm = memoryCrm(firm.crmWorld, 'user-anna');
    const late: Crm = {
      ...deaf(crm, 'create'),
      changes: async (cursor, context) => {
        const page = await crm.changes(cursor, context);
        await firm.pump('ben');
        return page;
      },
    };
    await firm.pump('anna', { crm: late });
    expect(onlyRecord(firm).item['title']).toBe('Talks');
    firm.clock.now += 20_000;
    await settle(firm);
    expect(onlyRecord(firm).item['title']).toBe('News');
    expect(onlyItem(firm, 'anna').item['title']).toBe('News');
  });
});

describe('an item whose identity has a record that its owner may not see', () => {
  it('gets a record of its own, and is synchronised with that', async () => {
    const firm = company(['anna', 'ben']);
    firm.person('ben').world.store.insert(event('holiday', { title: 'Ben’s' }), { collection: 'cal' });
    await settle(firm);
    const [bens] = live(firm.crmWorld);
    firm.person('anna').world.store.insert(event('holiday', { title: 'Anna’s' }), { collection: 'cal' });
    const crm = memoryCrm(firm.crmWorld, 'user-anna');
    const walled: Crm = {
      ...crm,
      read: async (refs, context) =>
        (await crm.read(refs, context)).map((reading) =>
          reading.ref.id === bens?.ref.id ? { type: 'hidden', ref: reading.ref } : reading,
        ),
    };
    for (let turn = 0; turn < 3; turn += 1) await firm.pump('anna', { crm: walled });
    expect(live(firm.crmWorld).map(({ item }) => item['title'])).toEqual(['Ben’s', 'Anna’s']);
    expect(firm.links('anna').map(({ state }) => state)).toEqual(['active']);
    const own = live(firm.crmWorld).find(({ item }) => item['title'] === 'Anna’s');
    firm.crmWorld.store.edit(own?.ref.id ?? '', { title: 'Anna’s own' });
    await firm.pump('anna', { crm: walled });
    expect(onlyItem(firm, 'anna').item).toMatchObject({ uid: 'holiday', title: 'Anna’s own' });
    firm.person('anna').world.store.forgetCursors();
    await firm.pump('anna', { crm: walled });
    expect(live(firm.crmWorld)).toHaveLength(2);
    expect(live(firm.person('anna').world)).toHaveLength(1);
  });
});

describe('a deletion of many that a person approved', () => {
  it('does not make the next ordinary one wait', async () => {
    const firm = company(['anna']);
    for (let n = 0; n < 20; n += 1)
      firm.crmWorld.store.insert(event(`m${String(n)}`), {
        collection: 'appointment',
        users: ['user-anna'],
      });
    await settle(firm);
    for (const { ref } of live(firm.crmWorld).slice(0, 12)) firm.crmWorld.store.remove(ref.id);
    await settle(firm);
    const held = firm.links('anna').filter(({ state }) => state === 'held');
    expect(held).toHaveLength(12);
    for (const { id } of held) firm.ledger.decide(id, 'approve');
    await settle(firm);
    expect(live(firm.person('anna').world)).toHaveLength(8);
    for (const { ref } of live(firm.crmWorld).slice(0, 1)) firm.crmWorld.store.remove(ref.id);
    await settle(firm);
    expect(live(firm.person('anna').world)).toHaveLength(7);
  });
});
