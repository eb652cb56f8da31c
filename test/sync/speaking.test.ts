import { memoryCrm } from '../../src/server/crm/memory/index.ts';
import type { Rule } from '../../src/sync/policy/rule.ts';
import { deaf, failing } from './support/faults.ts';
import { onlyItem, onlyRecord, settle } from './support/settle.ts';
import { address, company, event, live, meeting } from './support/world.ts';
import type { Company } from './support/world.ts';

const NAMES = ['anna', 'ben', 'carla'];

/** Everybody has a copy of one meeting, and nobody has been synchronised; the first name is its organiser. */
function invited(names: readonly string[]): Company {
  const firm = company(names);
  for (const name of names) firm.person(name).world.store.insert(meeting('m1', names), { collection: 'cal' });
  return firm;
}

/** What a copy says of an answer of Ben's. */
function says(firm: Company, name: string, status: string): void {
  firm.person(name).world.store.edit(onlyItem(firm, name).ref.id, {
    participants: {
      [address('anna')]: { roles: { owner: true, attendee: true } },
      [address('ben')]: { roles: { attendee: true }, participationStatus: status },
    },
  });
}

function answerIn(item: object): unknown {
  const { participants } = item as { participants: Record<string, { participationStatus?: string }> };
  return participants[address('ben')]?.participationStatus;
}

describe('who speaks for a meeting', () => {
  it.each([
    ['that is seen for the first time', []],
    ['that was known', ['ben']],
  ])(
    'is the organiser while a rule leaves them out: an older invitation %s takes nothing back',
    async (_name, known) => {
      const firm = invited(['anna', 'ben']);
      const anna = firm.person('anna');
      for (const name of ['anna', ...known]) await firm.pump(name);
      const news = { title: 'News', start: '2026-12-01T12:00:00' };
      firm.crmWorld.store.edit(onlyRecord(firm).ref.id, news);
      for (const name of ['anna', ...known]) await firm.pump(name);
      const leftOut = {
        id: 'r1',
        name: 'Not Anna',
        when: { users: ['user-anna'] },
        then: { direction: 'none' },
      };
      anna.settings = { ...anna.settings, rules: [leftOut as Rule] };
      for (const name of ['anna', 'ben']) await firm.pump(name);
      expect(onlyRecord(firm).item).toMatchObject(news);
      anna.settings = { ...anna.settings, rules: [] };
      await settle(firm);
      expect(onlyRecord(firm).item).toMatchObject(news);
      expect(onlyItem(firm, 'anna').item).toMatchObject(news);
    },
  );

  it('is not an invitee whose newer copy says more than the record, when the organiser joins', async () => {
    const firm = invited(NAMES);
    const recurrenceRules = [{ '@type': 'RecurrenceRule', frequency: 'daily', count: 5 }];
    const news = { '2026-12-03T10:00:00': { title: 'News' } };
    for (const name of NAMES)
      firm.person(name).world.store.edit(onlyItem(firm, name).ref.id, { recurrenceRules });
    await firm.pump('ben');
    for (const name of ['anna', 'carla'])
      firm.person(name).world.store.edit(onlyItem(firm, name).ref.id, { recurrenceOverrides: news });
    await firm.pump('carla');
    const theirs = { '2026-12-02T10:00:00': { title: 'Theirs' } };
    firm.crmWorld.store.edit(onlyRecord(firm).ref.id, { recurrenceOverrides: theirs });
    await settle(firm);
    expect(onlyRecord(firm).item['recurrenceOverrides']).toEqual({ ...news, ...theirs });
    expect(onlyItem(firm, 'anna').item['recurrenceOverrides']).toEqual({ ...news, ...theirs });
  });

  it('is who told the record, not an invitee who came when the CRM had taken something away', async () => {
    const firm = invited(NAMES);
    for (const name of NAMES)
      firm.person(name).world.store.edit(onlyItem(firm, name).ref.id, { locations: { 1: { name: 'Here' } } });
    await firm.pump('ben');
    firm.crmWorld.store.edit(onlyRecord(firm).ref.id, { locations: null });
    await firm.pump('carla');
    await settle(firm);
    expect(onlyRecord(firm).item).not.toHaveProperty('locations');
    expect(onlyItem(firm, 'anna').item).not.toHaveProperty('locations');
  });

  it('is who told the record, though they were never answered, when the next invitee speaks', async () => {
    const firm = invited(NAMES);
    for (const name of NAMES)
      firm.person(name).world.store.edit(onlyItem(firm, name).ref.id, { locations: { 1: { name: 'Here' } } });
    await firm.pump('ben', { crm: deaf(memoryCrm(firm.crmWorld, 'user-ben'), 'create') });
    firm.crmWorld.store.edit(onlyRecord(firm).ref.id, { locations: null });
    await firm.pump('carla');
    expect(onlyRecord(firm).item).not.toHaveProperty('locations');
    firm.clock.now += 20_000;
    await settle(firm);
    expect(onlyRecord(firm).item).not.toHaveProperty('locations');
  });

  it('is who told the record, not who only differs from it, when the organiser joins', async () => {
    const firm = invited(NAMES);
    await firm.pump('carla', { crm: failing(memoryCrm(firm.crmWorld, 'user-carla'), 'changes') });
    await firm.pump('ben');
    firm.crmWorld.store.edit(onlyRecord(firm).ref.id, { duration: 'PT2H' });
    await firm.pump('carla');
    await settle(firm);
    expect(onlyRecord(firm).item['duration']).toBe('PT2H');
    expect(onlyItem(firm, 'anna').item['duration']).toBe('PT2H');
  });

  it('is the invitee, about their answer, when the organiser hears of another one later', async () => {
    const firm = invited(['anna', 'ben']);
    says(firm, 'anna', 'tentative');
    says(firm, 'ben', 'tentative');
    await settle(firm);
    says(firm, 'anna', 'accepted');
    await settle(firm);
    expect(answerIn(onlyRecord(firm).item)).toBe('tentative');
    expect(answerIn(onlyItem(firm, 'anna').item)).toBe('tentative');
    expect(firm.ledger.store.conflicts).toEqual([
      expect.objectContaining({ losing: { value: 'accepted' }, winning: { value: 'tentative' } }),
    ]);
  });

  it('is the organiser although a change of their copy was not read yet', async () => {
    const firm = company(['anna', 'ben']);
    firm.person('anna').world.store.insert(meeting('m1', ['anna', 'ben']), { collection: 'cal' });
    says(firm, 'anna', 'accepted');
    await firm.pump('anna');
    firm.person('ben').world.store.insert(meeting('m1', ['anna', 'ben']), { collection: 'cal' });
    says(firm, 'ben', 'declined');
    says(firm, 'anna', 'accepted');
    firm.person('anna').world.store.edit(onlyItem(firm, 'anna').ref.id, { keywords: { own: true } });
    await firm.pump('anna', { mailbox: failing(firm.person('anna').mailbox, 'read') });
    await firm.pump('ben');
    await settle(firm);
    expect(answerIn(onlyRecord(firm).item)).toBe('declined');
  });

  it('is the invitee about their answer even if they speak for everything else at first', async () => {
    const firm = company(['anna', 'ben']);
    firm.person('anna').world.store.insert(meeting('m1', ['anna', 'ben']), { collection: 'cal' });
    says(firm, 'anna', 'declined');
    await firm.pump('anna', { crm: deaf(memoryCrm(firm.crmWorld, 'user-anna'), 'create') });
    firm.person('ben').world.store.insert(meeting('m1', ['anna', 'ben']), { collection: 'cal' });
    says(firm, 'ben', 'accepted');
    await firm.pump('ben');
    expect(answerIn(onlyRecord(firm).item)).toBe('accepted');
    firm.clock.now += 20_000;
    await settle(firm);
    expect(answerIn(onlyRecord(firm).item)).toBe('accepted');
    expect(answerIn(onlyItem(firm, 'anna').item)).toBe('accepted');
  });

  it('has not agreed to what reached only the invitations when the organiser joins', async () => {
    const firm = invited(NAMES);
    await firm.pump('carla', { crm: failing(memoryCrm(firm.crmWorld, 'user-carla'), 'changes') });
    await firm.pump('ben');
    for (const name of NAMES)
      firm.person(name).world.store.edit(onlyItem(firm, name).ref.id, { title: 'Later' });
    await firm.pump('carla');
    await firm.pump('ben');
    await settle(firm);
    expect(onlyRecord(firm).item['title']).toBe('Later');
    expect(onlyItem(firm, 'anna').item['title']).toBe('Later');
  });

  it('has not agreed to what nobody has read of the record yet when the organiser joins', async () => {
    const firm = invited(['anna', 'ben']);
    const patch = { locations: { 1: { name: 'Here' } } };
    for (const name of ['anna', 'ben'])
      firm.person(name).world.store.edit(onlyItem(firm, name).ref.id, patch);
    const crm = memoryCrm(firm.crmWorld, 'user-ben');
    await firm.pump('ben', {
      crm: {
        ...failing(crm, 'read'),
        // A CRM that drops what it is given without a word, and says only which version came of it.
        create: async (requests, context) => {
          const bare = requests.map(({ item: { locations: _dropped, ...item }, ...request }) => ({
            ...request,
            item: item,
          }));
          return (await crm.create(bare, context)).map((outcome) =>
            outcome.ok ? { ...outcome, item: null } : outcome,
          );
        },
      },
    });
    await firm.pump('anna');
    expect(onlyItem(firm, 'anna').item['locations']).toEqual(patch.locations);
  });

  it('is nobody any more once the organiser or the CRM has deleted it: an invitation does not bring it back', async () => {
    const firm = invited(NAMES);
    await firm.pump('anna');
    firm.crmWorld.store.remove(onlyRecord(firm).ref.id);
    await firm.pump('anna');
    await firm.pump('ben');
    await firm.pump('carla');
    await settle(firm);
    expect(live(firm.crmWorld)).toHaveLength(0);
    expect(live(firm.person('anna').world)).toHaveLength(0);
    expect(firm.links('carla')).toMatchObject([{ state: 'dormant', reason: { code: 'deleted-in-crm' } }]);
  });
});

describe('a record that takes the place of a deleted one', () => {
  it('joins the item of that, though one page tells of both', async () => {
    const firm = company(['anna']);
    const stored = firm.person('anna').world.store.insert(event('m1'), { collection: 'cal' });
    await settle(firm);
    const { ref, item, correlationKey } = onlyRecord(firm);
    firm.crmWorld.store.insert(item, {
      collection: 'appointment',
      users: ['user-anna'],
      ...(correlationKey === null ? {} : { correlationKey }),
    });
    firm.crmWorld.store.remove(ref.id);
    await settle(firm);
    expect(onlyItem(firm, 'anna').ref).toEqual(stored.ref);
    onlyRecord(firm);
  });
});

describe('an item that nobody could read', () => {
  it('is looked for when a listing lacks it', async () => {
    const firm = company(['anna'], { tombstones: false });
    const { store } = firm.person('anna').world;
    const { ref } = store.insert(event('m1'), { collection: 'cal' });
    await settle(firm);
    store.garble(ref.id, true);
    await settle(firm);
    store.remove(ref.id);
    await settle(firm);
    expect(live(firm.crmWorld)).toHaveLength(0);
  });
});
