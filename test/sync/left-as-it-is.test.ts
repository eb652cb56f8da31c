import { onlyItem, onlyRecord, settle } from './support/settle.ts';
import { company, live, meeting } from './support/world.ts';
import type { Company } from './support/world.ts';

/** Anna's server mails as it likes; she has called somebody to a meeting, and both sides know it. */
async function called(): Promise<Company> {
  const firm = company(['anna'], { silentScheduling: 'no' });
  firm.person('anna').world.store.insert(meeting('m1', ['anna', 'guest']), { collection: 'cal' });
  await settle(firm);
  return firm;
}

function editRecord(firm: Company, patch: Readonly<Record<string, string>>): void {
  firm.crmWorld.store.edit(onlyRecord(firm).ref.id, patch);
}

function editItem(firm: Company, patch: Readonly<Record<string, string>>): void {
  firm.person('anna').world.store.edit(onlyItem(firm, 'anna').ref.id, patch);
}

/** What waits for Anna's word is left out of her mailbox. */
function leave(firm: Company): void {
  const waiting = firm.links('anna').filter(({ state }) => state === 'not-sent');
  expect(waiting).toHaveLength(1);
  for (const { id } of waiting) firm.ledger.decide(id, 'discard');
}

/** The record has news, and Anna has said that her mailbox stays as it is; that has not taken effect yet. */
async function leftAlone(): Promise<Company> {
  const firm = await called();
  editRecord(firm, { title: 'News' });
  await settle(firm);
  leave(firm);
  return firm;
}

describe('a mailbox that its owner leaves as it is', () => {
  it('tells the record what they have written there since', async () => {
    const firm = await leftAlone();
    editItem(firm, { description: 'Mine' });
    await settle(firm);
    expect(onlyRecord(firm).item).toMatchObject({ title: 'News', description: 'Mine' });
    expect(onlyItem(firm, 'anna').item).toMatchObject({ title: 'm1', description: 'Mine' });
    expect(firm.links('anna')[0]?.state).toBe('active');
    expect(firm.person('anna').world.outbox).toEqual([]);
  });

  it('keeps what both have changed as it is on either side', async () => {
    const firm = await leftAlone();
    editItem(firm, { title: 'Mine' });
    await settle(firm);
    expect(onlyRecord(firm).item['title']).toBe('News');
    expect(onlyItem(firm, 'anna').item['title']).toBe('Mine');
  });

  it('is asked about again when the record changes again', async () => {
    const firm = await leftAlone();
    await settle(firm);
    expect(firm.links('anna')[0]?.state).toBe('active');
    editRecord(firm, { description: 'More' });
    await settle(firm);
    expect(firm.links('anna')[0]?.state).toBe('not-sent');
  });

  it('is asked about again when the record had changed before the answer took effect', async () => {
    const firm = await leftAlone();
    editRecord(firm, { description: 'More' });
    await settle(firm);
    leave(firm);
    await settle(firm);
    expect(onlyItem(firm, 'anna').item).toMatchObject({ title: 'm1' });
    expect(firm.links('anna')[0]?.state).toBe('active');
  });

  it('is asked about again when the record was deleted before the answer took effect', async () => {
    const firm = await leftAlone();
    firm.crmWorld.store.remove(onlyRecord(firm).ref.id);
    await settle(firm);
    leave(firm);
    await settle(firm);
    onlyItem(firm, 'anna');
    expect(live(firm.crmWorld)).toHaveLength(0);
  });

  it('is asked about when the item has come after all, and the record has changed', async () => {
    const firm = company(['anna'], { silentScheduling: 'no' });
    firm.crmWorld.store.insert(meeting('m1', ['anna', 'guest']), {
      collection: 'appointment',
      users: ['user-anna'],
    });
    await settle(firm);
    leave(firm);
    await settle(firm);
    expect(live(firm.person('anna').world)).toHaveLength(0);
    editRecord(firm, { description: 'More' });
    firm.person('anna').world.store.insert(meeting('m1', ['anna', 'guest']), { collection: 'cal' });
    await settle(firm);
    expect(onlyItem(firm, 'anna').item).not.toHaveProperty('description');
    leave(firm);
    await settle(firm);
    expect(firm.person('anna').world.outbox).toEqual([]);
  });
});
