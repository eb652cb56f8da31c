import { memoryCrm } from '../../src/server/crm/memory/index.ts';
import { Unavailable } from '../../src/sync/errors.ts';
import type { Item } from '../../src/sync/item.ts';
import type { Crm } from '../../src/sync/ports.ts';
import { deaf, failing } from './support/faults.ts';
import { onlyItem, onlyRecord, settle } from './support/settle.ts';
import { address, company, event, live, meeting } from './support/world.ts';
import type { Company } from './support/world.ts';

const HERE = { 1: { name: 'Here' } };
const THERE = { 1: { name: 'There' } };
/** Longer than any call may take. */
const OVER = 20_000;
/** A CRM whose feed tells of records that never concerned who asks. */
const ALL_SEEN = { onlyOwn: false };

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

/** A CRM in which Ben is synchronised between the look at what changed and what is written then. */
function afterBen(firm: Company, crm: Crm): Crm {
  return {
    ...crm,
    changes: async (cursor, context) => {
      const page = await crm.changes(cursor, context);
      await firm.pump('ben');
      return page;
    },
  };
}

describe('a record that two mailboxes create at once', () => {
  it('learns from the organiser what an invitee’s calendar could not hold, though the organiser’s worker died over it', async () => {
    const firm = invited({ locations: undefined });
    const crm = memoryCrm(firm.crmWorld, 'user-anna');
    await firm.pump('anna', { crm: afterBen(firm, deaf(crm, 'create')) });
    expect(onlyRecord(firm).item).not.toHaveProperty('locations');
    firm.clock.now += OVER;
    await settle(firm);
    expect(onlyRecord(firm).item['locations']).toEqual(HERE);
    expect(onlyItem(firm, 'anna').item['locations']).toEqual(HERE);
  });

  it('does not learn from an organiser what a record that was refused would have told', async () => {
    const firm = invited();
    const crm = memoryCrm(firm.crmWorld, 'user-anna');
    const busy: Crm = { ...crm, create: () => Promise.reject(new Unavailable({ code: 'busy' }, 'none')) };
    await firm.pump('anna', { crm: busy });
    const three = meeting('m1', ['anna', 'ben', 'guest'])['participants'];
    for (const name of ['anna', 'ben'])
      firm.person(name).world.store.edit(onlyItem(firm, name).ref.id, { participants: three ?? null });
    await firm.pump('ben');
    const two = meeting('m1', ['anna', 'ben'])['participants'];
    firm.crmWorld.store.edit(onlyRecord(firm).ref.id, { participants: two ?? null });
    await settle(firm);
    expect(onlyRecord(firm).item['participants']).not.toHaveProperty([address('guest')]);
    expect(onlyItem(firm, 'anna').item['participants']).not.toHaveProperty([address('guest')]);
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

describe('a record that an invitee’s copy made', () => {
  it('takes nothing out of the calendar of the organiser, who makes it private and public again', async () => {
    const firm = invited();
    await firm.pump('ben');
    await settle(firm);
    const show = (privacy: string): void => {
      firm.person('anna').world.store.edit(onlyItem(firm, 'anna').ref.id, { privacy });
    };
    show('private');
    await settle(firm);
    expect(onlyRecord(firm).item).not.toHaveProperty('participants');
    onlyItem(firm, 'anna');
    show('public');
    await settle(firm);
    expect(onlyItem(firm, 'anna').item['title']).toBe('m1');
    expect(onlyRecord(firm).item['participants']).toHaveProperty([address('ben')]);
  });

  it('takes nothing out of the calendar of the organiser, who has no guests any more', async () => {
    const firm = invited();
    await firm.pump('ben');
    await settle(firm);
    firm.person('ben').world.store.remove(onlyItem(firm, 'ben').ref.id);
    firm.person('anna').world.store.edit(onlyItem(firm, 'anna').ref.id, { participants: null });
    await settle(firm);
    firm.person('anna').world.store.edit(onlyItem(firm, 'anna').ref.id, { title: 'Alone' });
    await settle(firm);
    expect(onlyItem(firm, 'anna').item['title']).toBe('Alone');
    expect(onlyRecord(firm).item['title']).toBe('Alone');
  });
});

describe('a record that another mailbox made while the own create never reached the CRM', () => {
  /** Anna’s create is not carried out, and nobody can tell; Ben’s makes the record. Then it is edited. */
  async function madeByBen(firm: Company): Promise<void> {
    const crm = memoryCrm(firm.crmWorld, 'user-anna');
    await firm.pump('anna', { crm: afterBen(firm, failing(crm, 'create')) });
    firm.clock.now += OVER;
    await settle(firm);
    firm.crmWorld.store.edit(onlyRecord(firm).ref.id, { title: 'News' });
    await settle(firm);
  }

  it('takes no own item of one identity out of their calendar, though the record is not meant for them', async () => {
    const firm = company(['anna', 'ben'], {}, ALL_SEEN);
    for (const name of ['anna', 'ben'])
      firm.person(name).world.store.insert(event('fair'), { collection: 'cal' });
    await madeByBen(firm);
    expect(onlyItem(firm, 'anna').item['title']).toBe('News');
    expect(onlyItem(firm, 'ben').item['title']).toBe('News');
  });

  it('takes no meeting out of the calendar of who acts for its chair', async () => {
    const firm = company(['anna', 'ben'], {}, ALL_SEEN);
    const anna = firm.person('anna');
    anna.settings = { ...anna.settings, actingFor: [address('chair')], synchronised: new Map() };
    for (const { world } of [anna, firm.person('ben')])
      world.store.insert(meeting('m1', ['chair', 'ben']), { collection: 'cal' });
    await madeByBen(firm);
    expect(onlyItem(firm, 'anna').item['title']).toBe('News');
  });

  it('takes the item out all the same once a person has taken the record out of that calendar', async () => {
    const firm = company(['anna', 'ben']);
    for (const name of ['anna', 'ben'])
      firm.person(name).world.store.insert(event('fair'), { collection: 'cal' });
    await madeByBen(firm);
    const { store } = firm.crmWorld;
    store.assign(onlyRecord(firm).ref.id, ['user-anna', 'user-ben']);
    await settle(firm);
    store.assign(onlyRecord(firm).ref.id, ['user-ben']);
    await settle(firm);
    expect(live(firm.person('anna').world)).toHaveLength(0);
  });
});
