import { memoryCrm } from '../../src/server/crm/memory/index.ts';
import { failing } from './support/faults.ts';
import { onlyItem, onlyRecord, settle } from './support/settle.ts';
import { address, company, live, meeting } from './support/world.ts';
import type { Company } from './support/world.ts';

const PEOPLE = ['anna', 'ben'];

/** Anna has invited Ben; the CRM does not report deletions. Nobody has been pumped yet. */
function invited(): Company {
  const firm = company(PEOPLE, {}, { tombstones: false });
  for (const name of PEOPLE)
    firm.person(name).world.store.insert(meeting('m1', PEOPLE, { title: 'Talks' }), { collection: 'cal' });
  return firm;
}

function answer(firm: Company, name: string, participationStatus: string): void {
  const { world } = firm.person(name);
  const participants = {
    [address('anna')]: { roles: { owner: true, attendee: true } },
    [address('ben')]: { roles: { attendee: true }, participationStatus },
  };
  world.store.edit(onlyItem(firm, name).ref.id, { participants });
}

describe('a record that takes the place of one whose deletion nobody reported', () => {
  it('is not taken for a copy by the organiser, when an invitee who never knew the first one made it', async () => {
    const firm = invited();
    // His copy is on record before anybody's record is.
    await firm.pump('ben', { crm: failing(memoryCrm(firm.crmWorld, 'user-ben'), 'changes') });
    await firm.pump('anna');
    firm.person('anna').world.store.edit(onlyItem(firm, 'anna').ref.id, { title: 'News' });
    firm.crmWorld.store.remove(onlyRecord(firm).ref.id);
    await firm.pump('ben');
    await settle(firm);
    expect(onlyRecord(firm).item['title']).toBe('News');
    expect(onlyItem(firm, 'anna').item['title']).toBe('News');
    onlyItem(firm, 'ben');
  });

  it('is not made by an invitee who never saw the first one, when its deletion is no news to anybody else yet', async () => {
    const firm = invited();
    await firm.pump('ben', { crm: failing(memoryCrm(firm.crmWorld, 'user-ben'), 'changes') });
    await firm.pump('anna');
    firm.crmWorld.store.remove(onlyRecord(firm).ref.id);
    await firm.pump('ben');
    expect(live(firm.crmWorld)).toHaveLength(0);
    firm.crmWorld.store.forgetCursors();
    await settle(firm);
    expect(live(firm.crmWorld)).toHaveLength(0);
    expect(live(firm.person('anna').world)).toHaveLength(0);
  });

  it('is not taken for a copy by an invitee, when the organiser’s edit brought it back', async () => {
    const firm = invited();
    await firm.pump('anna');
    await firm.pump('ben');
    answer(firm, 'ben', 'accepted');
    await firm.pump('ben');
    firm.person('anna').world.store.edit(onlyItem(firm, 'anna').ref.id, { title: 'News' });
    firm.crmWorld.store.remove(onlyRecord(firm).ref.id);
    await firm.pump('anna');
    await settle(firm);
    const { item } = onlyRecord(firm);
    expect(item['title']).toBe('News');
    expect(item['participants']).toMatchObject({ [address('ben')]: { participationStatus: 'accepted' } });
    onlyItem(firm, 'ben');
  });

  it('is a copy that a person made while the first one lives', async () => {
    const firm = invited();
    await settle(firm);
    const { item } = onlyRecord(firm);
    firm.crmWorld.store.insert(item, { collection: 'appointment', users: ['user-anna'] });
    await settle(firm);
    expect(live(firm.crmWorld)).toHaveLength(2);
    expect(live(firm.person('anna').world)).toHaveLength(2);
  });
});
