import { LedgerConflict } from '../../src/sync/errors.ts';
import { eventKind } from '../../src/sync/kinds/event/kind.ts';
import type { Item } from '../../src/sync/item.ts';
import type { Ledger, LedgerTransaction, Link, Observation } from '../../src/sync/ports.ts';
import { content, company, event } from './support/world.ts';
import type { Company } from './support/world.ts';

const UIDS = ['m1', 'm2', 'm3', 'm4', 'm5'];

/** A ledger that can't keep what is known to be this item, as if another link had its place. */
function refusing(ledger: Ledger, uid: string): Ledger {
  const isIt = ({ item }: { readonly item: Item }): boolean => item['uid'] === uid;
  const holds = (seen: Observation): boolean => seen.state === 'present' && isIt(seen);
  return {
    transaction: (lease, work) =>
      ledger.transaction(lease, (tx) => {
        const saveLinks: LedgerTransaction['saveLinks'] = async (links) => {
          if (links.some(({ observed }) => holds(observed.mailbox) || holds(observed.crm)))
            throw new LedgerConflict({ code: 'ledger-conflict', parameters: { rule: 'links_identity' } });
          await tx.saveLinks(links);
        };
        return work({ ...tx, saveLinks });
      }),
  };
}

function quarantined(firm: Company): readonly Link[] {
  return firm.links('anna').filter(({ state }) => state === 'quarantined');
}

describe('an item that the ledger refuses', () => {
  it('of the mailbox is set aside alone, and the cursor goes on', async () => {
    const firm = company(['anna']);
    const { world } = firm.person('anna');
    for (const uid of UIDS) world.store.insert(event(uid), { collection: 'cal' });
    const report = await firm.pump('anna', { ledger: refusing(firm.ledger, 'm3') });
    expect(report.error).toBeNull();
    expect(Object.keys(content(firm.crmWorld)).sort()).toEqual(['m1', 'm2', 'm4', 'm5']);
    expect(quarantined(firm)).toEqual([
      expect.objectContaining({
        reason: {
          code: 'item-rejected',
          parameters: { code: 'ledger-conflict', side: 'mailbox', rule: 'links_identity' },
        },
      }),
    ]);
    expect((await firm.pump('anna', { ledger: refusing(firm.ledger, 'm3') })).observed.mailbox).toBe(0);
  });

  it('is released by new input', async () => {
    const firm = company(['anna']);
    const { world } = firm.person('anna');
    const stored = UIDS.map((uid) => world.store.insert(event(uid), { collection: 'cal' }));
    await firm.pump('anna', { ledger: refusing(firm.ledger, 'm1') });
    expect(quarantined(firm)).toHaveLength(1);
    world.store.edit(stored[0]?.ref.id ?? '', { title: 'News' });
    await firm.pump('anna');
    expect(quarantined(firm)).toHaveLength(0);
    expect(content(firm.crmWorld)['m1']).toMatchObject({ title: 'News' });
    expect(Object.keys(content(firm.crmWorld))).toHaveLength(UIDS.length);
  });

  it('that had to be read first is set aside alone', async () => {
    const firm = company(['anna'], { inline: false });
    for (const uid of UIDS) firm.person('anna').world.store.insert(event(uid), { collection: 'cal' });
    const report = await firm.pump('anna', { ledger: refusing(firm.ledger, 'm3') });
    expect(report.error).toBeNull();
    expect(Object.keys(content(firm.crmWorld)).sort()).toEqual(['m1', 'm2', 'm4', 'm5']);
    expect(quarantined(firm)).toHaveLength(1);
  });

  it('of the CRM is set aside alone, and the cursor goes on', async () => {
    const firm = company(['anna']);
    const records = UIDS.map((uid) =>
      firm.crmWorld.store.insert(event(uid), { collection: 'appointment', users: ['user-anna'] }),
    );
    const ledger = refusing(firm.ledger, 'm3');
    const report = await firm.pump('anna', { ledger });
    expect(report.error).toBeNull();
    expect(Object.keys(content(firm.person('anna').world)).sort()).toEqual(['m1', 'm2', 'm4', 'm5']);
    expect(quarantined(firm).map(({ recordRef }) => recordRef)).toEqual([records[2]?.ref]);
    expect((await firm.pump('anna', { ledger })).observed.crm).toBe(0);
    firm.crmWorld.store.edit(records[2]?.ref.id ?? '', { title: 'News' });
    await firm.pump('anna');
    expect(content(firm.person('anna').world)['m3']).toMatchObject({ title: 'News' });
    expect(eventKind.identity(content(firm.person('anna').world)['m3'] ?? event('none'))).toBe('m3');
  });
});
