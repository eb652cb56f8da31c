import { memoryCrm } from '../../src/server/crm/memory/index.ts';
import { memoryMailbox } from '../../src/server/mailboxes/memory/index.ts';
import { Gone, Unavailable } from '../../src/sync/errors.ts';
import type { Crm, Mailbox } from '../../src/sync/ports.ts';
import { company, content, event, live, meeting } from './support/world.ts';
import { onlyItem, onlyRecord, settle, strictLedger } from './support/settle.ts';

/** A CRM whose next create happens although its answer is lost. */
function losingOneAnswer(crm: Crm): Crm {
  let lost = false;
  return {
    ...crm,
    create: async (requests, context) => {
      const outcomes = await crm.create(requests, context);
      if (lost) return outcomes;
      lost = true;
      throw new Unavailable({ code: 'timed-out' });
    },
  };
}

describe('which link an item belongs to', () => {
  it.each([true, false])('imports two items with one UID as two (inline: %s)', async (inline) => {
    const firm = company(['anna'], { inline });
    const { store } = firm.person('anna').world;
    store.insert(event('m1', { title: 'First' }), { collection: 'cal' });
    store.insert(event('m1', { title: 'Second' }), { collection: 'other' });
    await settle(firm);
    expect(
      live(firm.crmWorld)
        .map(({ item }) => item['title'])
        .sort(),
    ).toEqual(['First', 'Second']);
    expect(live(firm.person('anna').world)).toHaveLength(2);
  });

  it('takes a second record with the UID of a linked one for a copy', async () => {
    const firm = company(['anna']);
    firm.person('anna').world.store.insert(event('m1'), { collection: 'cal' });
    await settle(firm);
    firm.crmWorld.store.insert(event('m1', { title: 'Twin' }), {
      collection: 'appointment',
      users: ['user-anna'],
    });
    await settle(firm);
    expect(live(firm.crmWorld)).toHaveLength(2);
    const titles = live(firm.person('anna').world).map(({ item }) => item['title']);
    expect(titles.sort()).toEqual(['Twin', 'm1']);
  });

  it('takes two records of one page with one UID for two', async () => {
    const firm = company(['anna']);
    for (const title of ['First', 'Second'])
      firm.crmWorld.store.insert(event('m1', { title }), { collection: 'appointment', users: ['user-anna'] });
    await settle(firm);
    const titles = live(firm.person('anna').world).map(({ item }) => item['title']);
    expect(titles.sort()).toEqual(['First', 'Second']);
  });

  it('joins a record made anew to the link whose record was deleted', async () => {
    const firm = company(['anna', 'ben']);
    for (const name of ['anna', 'ben'])
      firm.person(name).world.store.insert(meeting('m1', ['anna', 'ben']), { collection: 'cal' });
    await settle(firm);
    firm.crmWorld.store.remove(onlyRecord(firm).ref.id);
    firm.person('anna').world.store.edit(onlyItem(firm, 'anna').ref.id, { title: 'Still on' });
    await firm.pump('ben');
    await settle(firm);
    expect(onlyRecord(firm).item['title']).toBe('Still on');
    const [link] = firm.links('ben').filter(({ state }) => state !== 'ended');
    expect(link?.recordRef).toEqual(onlyRecord(firm).ref);
  });

  it('knows the record of a copy again whose creation was not answered', async () => {
    const firm = company(['anna']);
    const { store } = firm.person('anna').world;
    store.insert(event('m1'), { collection: 'cal' });
    await settle(firm);
    store.insert(event('m1', { title: 'Copy' }), { collection: 'other' });
    await firm.pump('anna', { crm: losingOneAnswer(memoryCrm(firm.crmWorld, 'user-anna')) });
    await firm.pump('anna');
    firm.clock.now += 600_000;
    await settle(firm);
    expect(live(firm.crmWorld)).toHaveLength(2);
    expect(live(firm.person('anna').world)).toHaveLength(2);
  });

  it('never saves a link twice at once when an item moves on a server without tombstones', async () => {
    const firm = company(['anna'], { tombstones: false });
    const { store } = firm.person('anna').world;
    const item = store.insert(event('m1'), { collection: 'other' });
    const ledger = strictLedger(firm.ledger);
    await firm.pump('anna', { ledger });
    store.insert(item.item, { collection: 'cal' });
    store.remove(item.ref.id);
    expect((await firm.pump('anna', { ledger })).error).toBeNull();
    await firm.pump('anna', { ledger });
    expect(Object.keys(content(firm.crmWorld))).toEqual(['m1']);
    expect(live(firm.crmWorld)).toHaveLength(1);
    expect(onlyItem(firm, 'anna').ref.collection).toBe('cal');
  });

  it('goes on when the collection of an unanswered create is gone', async () => {
    const firm = company(['anna']);
    firm.crmWorld.store.insert(event('r1'), { collection: 'appointment', users: ['user-anna'] });
    const mailbox = memoryMailbox(firm.person('anna').world);
    const unanswered: Mailbox = {
      ...mailbox,
      create: () => Promise.reject(new Unavailable({ code: 'timed-out' })),
    };
    await firm.pump('anna', { mailbox: unanswered });
    firm.clock.now += 600_000;
    const gone: Mailbox = {
      ...mailbox,
      find: () => Promise.reject(new Gone({ code: 'no-such-collection' })),
    };
    expect((await firm.pump('anna', { mailbox: gone })).error).toBeNull();
    expect(live(firm.person('anna').world)).toHaveLength(1);
  });

  it('makes a record of an item that comes back after both sides were deleted', async () => {
    const firm = company(['anna']);
    const { store } = firm.person('anna').world;
    const item = store.insert(event('m1'), { collection: 'cal' });
    await settle(firm);
    store.remove(item.ref.id);
    await settle(firm);
    expect(live(firm.crmWorld)).toHaveLength(0);
    store.insert(event('m1', { title: 'Again' }), { collection: 'cal' });
    await settle(firm);
    expect(onlyRecord(firm).item['title']).toBe('Again');
  });
});
