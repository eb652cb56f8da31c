import { memoryCrm } from '../../src/server/crm/memory/index.ts';
import type { Crm, Reading } from '../../src/sync/ports.ts';
import { onlyItem, onlyRecord, settle } from './support/settle.ts';
import { company, event, live, meeting } from './support/world.ts';
import type { Company } from './support/world.ts';

const DAY = 86_400_000;

/** A company with one record of Anna's. */
function withRecord(crm: Parameters<typeof company>[2] = {}) {
  const firm = company(['anna'], {}, crm);
  const { ref } = firm.crmWorld.store.insert(event('m1'), {
    collection: 'appointment',
    users: ['user-anna'],
  });
  return { firm, ref };
}

/** The CRM as it shows itself to somebody who may not look into its records. */
function closed(firm: Company): Crm {
  const crm = memoryCrm(firm.crmWorld, 'user-anna');
  return {
    ...crm,
    read: (refs) => Promise.resolve(refs.map((ref): Reading => ({ type: 'hidden', ref }))),
  };
}

function states(firm: Company): readonly string[] {
  return firm.links('anna').map(({ state }) => state);
}

describe('a record that nobody can read when it is first seen', () => {
  it.each([true, false])(
    'is set aside, and synchronised once it can be read (content in the feed: %s)',
    async (inline) => {
      const { firm, ref } = withRecord({ inline });
      firm.crmWorld.store.garble(ref.id, true);
      await settle(firm);
      expect(firm.links('anna')).toEqual([
        expect.objectContaining({ state: 'quarantined', recordRef: ref, dirty: false }),
      ]);
      expect(live(firm.person('anna').world)).toHaveLength(0);
      firm.crmWorld.store.garble(ref.id, false);
      await settle(firm);
      expect(onlyItem(firm, 'anna').item['uid']).toBe('m1');
      expect(states(firm).filter((state) => state !== 'ended')).toEqual(['active']);
    },
  );

  it('is looked at again the next day, though nobody reports that it may be seen now', async () => {
    const { firm, ref } = withRecord({ inline: false });
    await firm.pump('anna', { crm: closed(firm) });
    expect(firm.links('anna')).toEqual([expect.objectContaining({ state: 'dormant', recordRef: ref })]);
    await firm.pump('anna');
    expect(live(firm.person('anna').world)).toHaveLength(0);
    firm.clock.now += DAY;
    await firm.pump('anna');
    expect(onlyItem(firm, 'anna').item['uid']).toBe('m1');
  });

  it('is no business of a mailbox that it turns out not to concern', async () => {
    const { firm, ref } = withRecord({ onlyOwn: false });
    firm.crmWorld.store.garble(ref.id, true);
    await settle(firm);
    const { item } = firm.crmWorld.store.insert(event('m2'), { collection: 'appointment', users: [] });
    expect(item['uid']).toBe('m2');
    const [, other] = live(firm.crmWorld);
    firm.crmWorld.store.garble(other?.ref.id ?? '', true);
    await settle(firm);
    expect(states(firm)).toEqual(['quarantined', 'quarantined']);
    firm.crmWorld.store.garble(other?.ref.id ?? '', false);
    await settle(firm);
    expect(states(firm)).toEqual(['quarantined', 'ended']);
    expect(live(firm.person('anna').world)).toHaveLength(0);
  });

  it('belongs to the item that turns up beside it, and is synchronised with that once it can be read', async () => {
    const firm = company(['anna', 'ben']);
    const invitation = meeting('m1', ['anna', 'ben']);
    firm.person('ben').world.store.insert(invitation, { collection: 'cal' });
    await firm.pump('ben');
    const { ref } = onlyRecord(firm);
    firm.crmWorld.store.garble(ref.id, true);
    await firm.pump('anna');
    expect(states(firm)).toEqual(['quarantined']);
    const own = firm.person('anna').world.store.insert(invitation, { collection: 'cal' });
    await firm.pump('anna');
    const living = firm.links('anna').filter(({ state }) => state !== 'ended');
    expect(living).toEqual([
      expect.objectContaining({ state: 'quarantined', itemRef: own.ref, recordRef: ref }),
    ]);
    firm.crmWorld.store.edit(ref.id, { description: 'News' });
    await settle(firm);
    expect(onlyItem(firm, 'anna').item['description']).toBe('News');
    expect(live(firm.crmWorld)).toHaveLength(1);
  });
});
