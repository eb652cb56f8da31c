import { memoryCrm } from '../../src/server/crm/memory/index.ts';
import type { Crm } from '../../src/sync/ports.ts';
import { deaf, failing } from './support/faults.ts';
import { onlyItem, onlyRecord, settle } from './support/settle.ts';
import { address, company, meeting } from './support/world.ts';
import type { Company } from './support/world.ts';

/** Longer than any call may take. */
const OVER = 20_000;

/** Anna keeps the chair's calendar, and has called Ben in the chair's name. */
function calledForTheChair(): Company {
  const firm = company(['anna', 'ben']);
  const anna = firm.person('anna');
  anna.settings = { ...anna.settings, actingFor: [address('chair')], synchronised: new Map() };
  for (const { world } of [anna, firm.person('ben')])
    world.store.insert(meeting('m1', ['chair', 'ben']), { collection: 'cal' });
  return firm;
}

/** A CRM that shows Anna nothing but what belongs in her mailbox. */
function walled(crm: Crm): Crm {
  return {
    ...crm,
    read: async (refs, context) =>
      (await crm.read(refs, context)).map((reading) =>
        reading.type === 'found' && reading.found.users?.includes('user-anna') !== true
          ? { type: 'hidden', ref: reading.ref }
          : reading,
      ),
    find: async (collection, keys, context) =>
      (await crm.find(collection, keys, context)).map((found) =>
        found?.users?.includes('user-anna') === true ? found : null,
      ),
  };
}

/** Whether what people write in the CRM reaches Anna, and what she writes reaches Ben's record. */
async function expectTold(firm: Company, crm: Crm): Promise<void> {
  const pumped = async (): Promise<void> => {
    for (let turn = 0; turn < 3; turn += 1) await firm.pump('anna', { crm });
  };
  await pumped();
  const { ref } = onlyRecord(firm);
  firm.crmWorld.store.edit(ref.id, { title: 'News' });
  await pumped();
  expect(onlyItem(firm, 'anna').item['title']).toBe('News');
  firm.person('anna').world.store.edit(onlyItem(firm, 'anna').ref.id, { title: 'Older news' });
  await pumped();
  expect(onlyRecord(firm).item['title']).toBe('Older news');
}

describe('the record of a meeting that somebody calls in another one’s name', () => {
  const open: readonly (readonly [string, (crm: Crm) => Crm])[] = [
    ['shows everything to everybody', (crm) => crm],
    ['shows nobody what is not theirs', walled],
  ];

  it.each(open)('is theirs too where an invitee’s copy made it, in a CRM that %s', async (_name, seenBy) => {
    const firm = calledForTheChair();
    await firm.pump('ben');
    await expectTold(firm, seenBy(memoryCrm(firm.crmWorld, 'user-anna')));
  });

  it.each(open)(
    'is theirs too where their own create came to nothing, in a CRM that %s',
    async (_name, seenBy) => {
      const firm = calledForTheChair();
      const crm = memoryCrm(firm.crmWorld, 'user-anna');
      const failed = failing(crm, 'create');
      const afterBen: Crm = {
        ...failed,
        changes: async (cursor, context) => {
          const page = await crm.changes(cursor, context);
          await firm.pump('ben');
          return page;
        },
      };
      await firm.pump('anna', { crm: afterBen });
      firm.clock.now += OVER;
      await expectTold(firm, seenBy(crm));
    },
  );

  it('stays away from them once somebody has taken it out of their calendar', async () => {
    const firm = calledForTheChair();
    const crm = memoryCrm(firm.crmWorld, 'user-anna');
    await firm.pump('anna', { crm: deaf(crm, 'create') });
    const { store } = firm.crmWorld;
    store.assign(onlyRecord(firm).ref.id, []);
    firm.clock.now += OVER;
    await settle(firm);
    expect(store.live(onlyRecord(firm).ref.id)?.users).toEqual([]);
  });
});
