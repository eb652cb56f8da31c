import type { Mark } from '../../src/sync/ports.ts';
import { company, event, live, meeting, type Company } from './support/world.ts';
import { onlyItem, onlyRecord, settle } from './support/settle.ts';

const mark = (firm: Company, name: string, as: Mark | null): void => {
  for (const { id } of firm.links(name)) firm.ledger.mark(id, as);
};

describe('items that people mark', () => {
  it('leaves an unmarked item alone, on both sides, until it is marked again', async () => {
    const firm = company(['anna']);
    const { world } = firm.person('anna');
    world.store.insert(event('m1'), { collection: 'cal' });
    await settle(firm);
    mark(firm, 'anna', 'off');
    await settle(firm);
    expect(firm.links('anna')).toMatchObject([{ state: 'dormant', reason: { code: 'unmarked' } }]);

    world.store.edit(onlyItem(firm, 'anna').ref.id, { title: 'Changed in Outlook' });
    firm.crmWorld.store.edit(onlyRecord(firm).ref.id, { description: 'Changed in the CRM' });
    await settle(firm);
    expect(onlyRecord(firm).item['title']).toBe('m1');
    expect(onlyItem(firm, 'anna').item['description']).toBeUndefined();

    mark(firm, 'anna', 'on');
    await settle(firm);
    for (const { item } of [onlyRecord(firm), onlyItem(firm, 'anna')]) {
      expect(item).toMatchObject({ title: 'Changed in Outlook', description: 'Changed in the CRM' });
    }
  });

  it('removes nothing when an unmarked item is deleted on one side', async () => {
    for (const side of ['mailbox', 'crm'] as const) {
      const firm = company(['anna']);
      const { world } = firm.person('anna');
      world.store.insert(event('m1'), { collection: 'cal' });
      await settle(firm);
      mark(firm, 'anna', 'off');
      await settle(firm);
      if (side === 'mailbox') world.store.remove(onlyItem(firm, 'anna').ref.id);
      else firm.crmWorld.store.remove(onlyRecord(firm).ref.id);
      await settle(firm);
      expect([live(world).length, live(firm.crmWorld).length]).toEqual(side === 'mailbox' ? [0, 1] : [1, 0]);
    }
  });

  it('takes over marked items only where the mailbox is set so', async () => {
    const firm = company(['anna']);
    const anna = firm.person('anna');
    anna.settings = { ...anna.settings, scope: 'marked' };
    anna.world.store.insert(event('m1'), { collection: 'cal' });
    await settle(firm);
    expect(live(firm.crmWorld)).toHaveLength(0);
    expect(firm.links('anna')).toMatchObject([{ state: 'dormant', reason: { code: 'not-marked' } }]);
    mark(firm, 'anna', 'on');
    await settle(firm);
    expect(onlyRecord(firm).item['title']).toBe('m1');
  });

  it('goes on with what has a record already when only marked items are to be taken over from now on', async () => {
    const firm = company(['anna']);
    const anna = firm.person('anna');
    anna.world.store.insert(event('m1'), { collection: 'cal' });
    await settle(firm);
    anna.settings = { ...anna.settings, scope: 'marked' };
    firm.crmWorld.store.edit(onlyRecord(firm).ref.id, { title: 'New title' });
    await settle(firm);
    expect(onlyItem(firm, 'anna').item['title']).toBe('New title');
  });

  it("takes over a colleague's meeting all the same, since its record concerns this user too", async () => {
    const firm = company(['anna', 'ben']);
    const ben = firm.person('ben');
    ben.settings = { ...ben.settings, scope: 'marked' };
    const invitation = meeting('m1', ['anna', 'ben']);
    firm.person('anna').world.store.insert(invitation, { collection: 'cal' });
    ben.world.store.insert(invitation, { collection: 'cal' });
    await settle(firm);
    expect(live(firm.crmWorld)).toHaveLength(1);
    expect(firm.links('ben')).toMatchObject([{ state: 'active' }]);
  });
});
