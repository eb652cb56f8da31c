import { onlyItem, settle } from './support/settle.ts';
import { company, event, live } from './support/world.ts';

const ORGANIZED = event('m1', {
  participants: {
    'mailto:anna@example.com': { roles: { attendee: true, owner: true } },
    'mailto:ben@example.com': { roles: { attendee: true } },
  },
});

describe('an item that nobody can read when its mailbox is first looked at', () => {
  it.each(['server', 'adapter'] as const)(
    'counts as there: it gets no twin, and is paired once it can be read (twins refused by the %s)',
    async (refusesTwins) => {
      const firm = company(['anna', 'ben'], { refusesTwins });
      const { world } = firm.person('anna');
      const { ref } = world.store.insert(ORGANIZED, { collection: 'cal' });
      firm.person('ben').world.store.insert(ORGANIZED, { collection: 'cal' });
      world.store.garble(ref.id, true);
      await firm.pump('ben');
      await settle(firm);
      expect(live(world)).toHaveLength(1);
      const living = (): readonly unknown[] => firm.links('anna').filter(({ state }) => state !== 'ended');
      expect(living()).toEqual([
        expect.objectContaining({ state: 'quarantined', itemRef: ref, recordRef: null }),
        expect.objectContaining({ state: 'quarantined', itemRef: null, identity: 'm1' }),
      ]);
      world.store.garble(ref.id, false);
      await settle(firm);
      expect(onlyItem(firm, 'anna').ref).toEqual(ref);
      expect(living()).toEqual([expect.objectContaining({ state: 'active', itemRef: ref, identity: 'm1' })]);
      expect(live(firm.crmWorld)).toHaveLength(1);
    },
  );
});
