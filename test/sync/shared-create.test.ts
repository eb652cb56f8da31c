import { memoryCrm } from '../../src/server/crm/memory/index.ts';
import type { Item } from '../../src/sync/item.ts';
import type { Crm } from '../../src/sync/ports.ts';
import { deaf } from './support/faults.ts';
import { onlyItem, onlyRecord, settle } from './support/settle.ts';
import { address, company, meeting } from './support/world.ts';
import type { Company } from './support/world.ts';

const HERE = { 1: { name: 'Here' } };
const THERE = { 1: { name: 'There' } };
/** Longer than any call may take. */
const OVER = 20_000;

/** Anna has invited Ben; their copies differ as `his` says. */
function invited(his: Readonly<Record<string, unknown>> = {}): Company {
  const firm = company(['anna', 'ben']);
  const copies: Readonly<Record<string, Item>> = {
    anna: meeting('m1', ['anna', 'ben'], { locations: HERE }),
    ben: meeting('m1', ['anna', 'ben'], { locations: HERE, ...his }),
  };
  for (const [name, item] of Object.entries(copies))
    firm.person(name).world.store.insert(item, { collection: 'cal' });
  return firm;
}

describe('a record that two mailboxes create at once', () => {
  it('learns from the organiser what an invitee’s calendar could not hold, though the organiser’s worker died over it', async () => {
    const firm = invited({ locations: undefined });
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
    expect(onlyRecord(firm).item).not.toHaveProperty('locations');
    firm.clock.now += OVER;
    await settle(firm);
    expect(onlyRecord(firm).item['locations']).toEqual(HERE);
    expect(onlyItem(firm, 'anna').item['locations']).toEqual(HERE);
  });

  it('gets an edit of the organiser’s, whose create was not acknowledged, though an invitee has answered since', async () => {
    const firm = invited();
    await firm.pump('anna', { crm: deaf(memoryCrm(firm.crmWorld, 'user-anna'), 'create') });
    for (const name of ['anna', 'ben'])
      firm.person(name).world.store.edit(onlyItem(firm, name).ref.id, { locations: THERE });
    firm.person('ben').world.store.edit(onlyItem(firm, 'ben').ref.id, {
      participants: {
        [address('anna')]: { roles: { owner: true, attendee: true } },
        [address('ben')]: { roles: { attendee: true }, participationStatus: 'declined' },
      },
    });
    await firm.pump('ben');
    firm.clock.now += OVER;
    await settle(firm);
    const { item } = onlyRecord(firm);
    expect(item['locations']).toEqual(THERE);
    expect(item['participants']).toMatchObject({ [address('ben')]: { participationStatus: 'declined' } });
  });
});
