import { company, event, live } from './support/world.ts';
import { onlyItem, onlyRecord, settle } from './support/settle.ts';
describe('settings', () => {
  it('privacy in -> busy reduces', async () => {
    const firm = company(['anna']);
    const p = firm.person('anna');
    p.settings = { ...p.settings, privacy: 'in' };
    p.world.store.insert(event('m1', { privacy: 'private' }), { collection: 'cal' });
    await settle(firm);
    p.settings = { ...p.settings, privacy: 'busy' };
    await settle(firm);
    expect(onlyRecord(firm).item['title']).toBeUndefined();
  });
  it('direction to-crm -> both brings what waited', async () => {
    const firm = company(['anna']);
    const p = firm.person('anna');
    p.settings = { ...p.settings, direction: 'to-crm' };
    p.world.store.insert(event('m1'), { collection: 'cal' });
    await settle(firm);
    firm.crmWorld.store.edit(onlyRecord(firm).ref.id, { title: 'CRM' });
    await settle(firm);
    p.settings = { ...p.settings, direction: 'both' };
    await settle(firm);
    expect(onlyItem(firm, 'anna').item['title']).toBe('CRM');
  });
  it('a deselected collection is left alone', async () => {
    const firm = company(['anna']);
    const p = firm.person('anna');
    p.world.store.insert(event('m1'), { collection: 'other' });
    await settle(firm);
    p.settings = { ...p.settings, collections: ['cal'] };
    firm.crmWorld.store.remove(onlyRecord(firm).ref.id);
    await settle(firm);
    expect(live(p.world)).toHaveLength(1);
  });
  it('a collection that is gone is reported until it is there again, and deletes nothing', async () => {
    const both = ['cal', 'other'].map((id) => ({
      id,
      name: id,
      kinds: ['Event'],
      color: null,
      writable: true,
    }));
    const collections = [...both];
    const firm = company(['anna'], { collections });
    const p = firm.person('anna');
    p.world.store.insert(event('m1'), { collection: 'other' });
    await settle(firm);
    collections.pop();
    const without = await firm.pump('anna');
    expect(without).toMatchObject({ gone: ['other'], error: null });
    expect(live(firm.crmWorld)).toHaveLength(1);
    p.settings = { ...p.settings, collections: ['cal'] };
    expect(await firm.pump('anna')).toMatchObject({ gone: [] });
    p.settings = { ...p.settings, collections: ['cal', 'other'] };
    expect(await firm.pump('anna')).toMatchObject({ gone: ['other'] });
    collections.push(...both.slice(1));
    expect(await firm.pump('anna')).toMatchObject({ gone: [] });
    expect(live(firm.crmWorld)).toHaveLength(1);
  });
  it('becoming private drops conflict records', async () => {
    const firm = company(['anna']);
    const p = firm.person('anna');
    const i = p.world.store.insert(event('m1'), { collection: 'cal' });
    await settle(firm);
    p.world.store.edit(i.ref.id, { title: 'Secret' });
    firm.crmWorld.store.edit(onlyRecord(firm).ref.id, { title: 'CRM' });
    await settle(firm);
    p.world.store.edit(i.ref.id, { privacy: 'private' });
    await settle(firm);
    expect(JSON.stringify(firm.ledger.store.conflicts)).not.toContain('Secret');
  });
});
