import type { Rule } from '../../../src/sync/policy/rule.ts';
import type { PumpSettings } from '../../../src/sync/settings.ts';
import { onlyItem, onlyRecord, settle } from '../support/settle.ts';
import { address, company, event, live, meeting } from '../support/world.ts';
import type { Company } from '../support/world.ts';

const SECRET = { privacy: 'private', title: 'Oncology', keywords: { Medical: true } } as const;

function rule(id: string, when: Rule['when'], then: Rule['then']): Rule {
  return { id, name: `Rule ${id}`, when, then };
}

function firmWith(settings: Partial<PumpSettings>, names: readonly string[] = ['anna']): Company {
  const firm = company(names);
  for (const name of names) set(firm, name, settings);
  return firm;
}

function set(firm: Company, name: string, settings: Partial<PumpSettings>): void {
  const person = firm.person(name);
  person.settings = { ...person.settings, ...settings };
}

function reasonOf(firm: Company, name = 'anna') {
  return firm.links(name)[0]?.reason ?? null;
}

describe("the administrator's rules", () => {
  it('keep items of a category out, and let them in again when the rule goes', async () => {
    const kept = rule('1', { categories: ['family'] }, { direction: 'none' });
    const firm = firmWith({ rules: [kept] });
    firm.person('anna').world.store.insert(event('m', { keywords: { Family: true } }), { collection: 'cal' });
    await settle(firm);
    expect(live(firm.crmWorld)).toHaveLength(0);
    expect(reasonOf(firm)).toEqual({ code: 'direction-none', parameters: { by: 'rule', rule: 'Rule 1' } });
    set(firm, 'anna', { rules: [] });
    await settle(firm);
    expect(onlyRecord(firm).item['title']).toBe('m');
  });

  it('that come later put items to sleep and remove nothing, whatever happens to one side meanwhile', async () => {
    const firm = firmWith({});
    const item = firm.person('anna').world.store.insert(event('m', { keywords: { Family: true } }), {
      collection: 'cal',
    });
    await settle(firm);
    set(firm, 'anna', { rules: [rule('1', { categories: ['family'] }, { direction: 'none' })] });
    await settle(firm);
    expect([live(firm.crmWorld).length, reasonOf(firm)?.code]).toEqual([1, 'direction-none']);
    // The category was the item's own: gone with it, it is known all the same.
    firm.person('anna').world.store.remove(item.ref.id);
    await settle(firm);
    expect(live(firm.crmWorld)).toHaveLength(1);
  });

  it('let an item travel one way only, by the domain of somebody who takes part', async () => {
    const oneWay = rule('1', { domains: ['elsewhere.example'] }, { direction: 'to-crm' });
    const firm = firmWith({ rules: [oneWay] });
    const guest = { 'mailto:eva@sales.elsewhere.example': { roles: { attendee: true } } };
    const host = { [address('anna')]: { roles: { owner: true } } };
    firm
      .person('anna')
      .world.store.insert(event('m', { participants: { ...host, ...guest } }), { collection: 'cal' });
    await settle(firm);
    firm.crmWorld.store.edit(onlyRecord(firm).ref.id, { title: 'From the CRM' });
    await settle(firm);
    expect(onlyItem(firm, 'anna').item['title']).toBe('m');
    expect(reasonOf(firm)).toMatchObject({ code: 'direction-to-crm-only', parameters: { by: 'rule' } });
  });

  it('narrow what the owner chose and never widen it', async () => {
    const firm = firmWith({
      direction: 'to-mailbox',
      privacy: 'out',
      rules: [rule('1', {}, { direction: 'both', privacy: 'in' })],
    });
    firm.person('anna').world.store.insert(event('open'), { collection: 'cal' });
    firm.person('anna').world.store.insert(event('m', SECRET), { collection: 'cal' });
    await settle(firm);
    expect(live(firm.crmWorld)).toHaveLength(0);
  });

  it('show an item as busy only that nobody marked private, and store nothing else of it', async () => {
    const busy = rule('1', { categories: ['Medical'] }, { privacy: 'busy' });
    const firm = firmWith({ rules: [busy] });
    const { privacy: _public, ...open } = SECRET;
    firm.person('anna').world.store.insert(event('m', open), { collection: 'cal' });
    await settle(firm);
    expect(onlyRecord(firm).item).toMatchObject({ start: '2026-12-01T10:00:00' });
    expect(onlyRecord(firm).item['title']).toBeUndefined();
    expect(JSON.stringify(firm.links('anna'))).not.toContain('Oncology');
    expect(reasonOf(firm)).toMatchObject({ code: 'private-busy-only', parameters: { rule: 'Rule 1' } });
    // What the rule withheld comes back when it goes, and not before.
    set(firm, 'anna', { rules: [] });
    await settle(firm);
    expect(onlyRecord(firm).item['title']).toBe('Oncology');
  });

  it('take nothing out of a record that was entered in the CRM, and tell it nothing more', async () => {
    const busy = rule('1', { categories: ['Medical'] }, { privacy: 'busy' });
    const firm = firmWith({ rules: [busy] });
    const record = { collection: 'appointment', users: ['user-anna'] };
    const { ref } = firm.crmWorld.store.insert(event('m', { title: 'Review' }), record);
    await settle(firm);
    const { store } = firm.person('anna').world;
    const item = onlyItem(firm, 'anna').ref;
    store.edit(item.id, { keywords: { Medical: true }, title: 'Oncology', start: '2026-12-01T11:00:00' });
    await settle(firm);
    expect(onlyRecord(firm).item).toMatchObject({ title: 'Review', start: '2026-12-01T11:00:00' });
    expect(JSON.stringify(firm.links('anna'))).not.toContain('Oncology');
    expect(reasonOf(firm)).toMatchObject({ code: 'private-busy-only', parameters: { rule: 'Rule 1' } });
    firm.crmWorld.store.edit(ref.id, { description: 'Bring the contract' });
    await settle(firm);
    expect(onlyItem(firm, 'anna').item['description']).toBeUndefined();
    // When the rule goes, what either side has said meanwhile reaches the other one.
    set(firm, 'anna', { rules: [] });
    await settle(firm);
    const said = { title: 'Oncology', description: 'Bring the contract' };
    expect([onlyRecord(firm).item, onlyItem(firm, 'anna').item]).toMatchObject([said, said]);
  });

  it('do not keep in a record what its owner marks private, whoever entered it', async () => {
    const busy = rule('1', { categories: ['Medical'] }, { privacy: 'busy' });
    const firm = firmWith({ rules: [busy], privacy: 'busy' });
    const record = { collection: 'appointment', users: ['user-anna'] };
    firm.crmWorld.store.insert(event('m', { title: 'Review' }), record);
    await settle(firm);
    const item = onlyItem(firm, 'anna').ref;
    firm.person('anna').world.store.edit(item.id, { keywords: { Medical: true }, privacy: 'private' });
    await settle(firm);
    expect(onlyRecord(firm).item['title']).toBeUndefined();
    expect(JSON.stringify(firm.links('anna'))).not.toContain('Review');
  });
});

describe('what is private', () => {
  it.each([
    // owner, administrator, a rule for this user: what is shown, and who said so
    ['in', undefined, undefined, 'in', undefined],
    ['busy', 'in', undefined, 'busy', 'owner'],
    ['busy', 'out', undefined, 'out', 'administrator'],
    ['out', 'busy', undefined, 'out', 'owner'],
    ['out', 'out', undefined, 'out', 'owner'],
    ['in', 'out', 'busy', 'busy', 'rule'],
    ['in', undefined, 'out', 'out', 'rule'],
    ['out', 'in', 'in', 'out', 'owner'],
  ] as const)('owner %s, administrator %s, rule %s: %s', async (privacy, limit, ruled, shown, by) => {
    const rules = ruled === undefined ? [] : [rule('1', { private: true }, { privacy: ruled })];
    const firm = firmWith({ privacy, rules, ...(limit === undefined ? {} : { privacyLimit: limit }) });
    firm.person('anna').world.store.insert(event('m', SECRET), { collection: 'cal' });
    await settle(firm);
    const titles = live(firm.crmWorld).map(({ item }) => item['title'] ?? null);
    expect(titles).toEqual({ out: [], busy: [null], in: ['Oncology'] }[shown]);
    expect(reasonOf(firm)?.parameters['by']).toBe(by);
  });

  it('is judged without its content: two firms that differ in the secret alone look the same', async () => {
    const rules = [
      rule('1', { categories: ['Medical'] }, { direction: 'none' }),
      rule('2', { domains: ['clinic.example'] }, { privacy: 'out' }),
    ];
    const seen = async (secret: Readonly<Record<string, unknown>>) => {
      const firm = firmWith({ rules });
      firm.person('anna').world.store.insert(event('m', secret), { collection: 'cal' });
      await settle(firm);
      return [live(firm.crmWorld).map(({ item }) => item), firm.links('anna')[0]?.reason];
    };
    const participants = {
      [address('anna')]: { roles: { owner: true } },
      'mailto:dr@clinic.example': { roles: { attendee: true } },
    };
    expect(await seen({ ...SECRET, participants })).toEqual(
      await seen({
        privacy: 'private',
        title: 'Lunch',
        participants: { [address('anna')]: participants[address('anna')] },
      }),
    );
  });

  it('and kept out by its chair is not brought in by an invitee', async () => {
    const firm = firmWith({}, ['anna', 'ben']);
    const synchronised = new Map(['anna', 'ben'].map((name) => [address(name), [`mailbox-${name}`]]));
    for (const name of ['anna', 'ben']) set(firm, name, { synchronised, privacy: 'out' });
    const secret = meeting('m', ['anna', 'ben'], { privacy: 'private' });
    firm.person('anna').world.store.insert(secret, { collection: 'cal' });
    await firm.pump('anna');
    firm.person('ben').world.store.insert(meeting('m', ['anna', 'ben']), { collection: 'cal' });
    await settle(firm);
    expect([live(firm.crmWorld).length, reasonOf(firm, 'ben')?.code]).toEqual([0, 'chair-keeps-out']);
    // Once its chair lets it in, the invitee's copy finds its record.
    set(firm, 'anna', { synchronised, privacy: 'in' });
    await settle(firm);
    expect(onlyRecord(firm).item['title']).toBe('m');
  });
});

describe('whose meeting it is', () => {
  const chair = 'mailto:chief@example.com';
  const called = { [chair]: { roles: { owner: true } } };
  const participants = { ...called, [address('anna')]: { roles: { attendee: true } } };

  it.each([
    // acting for the chair, the chair's own mailbox, invited: what the CRM changes reaches the copy or not
    [false, false, true, 'attendee-copy', 'published'],
    [false, true, true, 'attendee-copy', undefined],
    [true, false, false, undefined, undefined],
    [true, false, true, 'attendee-copy', 'published'],
    [true, true, false, 'attendee-copy', undefined],
    [true, true, true, 'attendee-copy', undefined],
  ])('acting for its chair %s, chair synchronised %s, invited %s', async (acts, known, invited, code, by) => {
    const firm = firmWith({
      synchronised: new Map(known ? [[chair, ['mailbox-chief']]] : []),
      ...(acts ? { actingFor: [chair] } : {}),
    });
    const copy = event('m', { participants: invited ? participants : called });
    firm.person('anna').world.store.insert(copy, { collection: 'cal' });
    await settle(firm);
    expect([reasonOf(firm)?.code, reasonOf(firm)?.parameters['by']]).toEqual([code, by]);
    firm.crmWorld.store.edit(onlyRecord(firm).ref.id, { title: 'Changed in the CRM' });
    await settle(firm);
    const isTheirs = acts && !known && !invited;
    expect(onlyItem(firm, 'anna').item['title']).toBe(isTheirs ? 'Changed in the CRM' : 'm');
    // Somebody else's meeting is not cancelled for them either.
    firm.crmWorld.store.remove(onlyRecord(firm).ref.id);
    await settle(firm);
    expect(live(firm.person('anna').world)).toHaveLength(isTheirs ? 0 : 1);
  });

  it('is something that a rule may ask', async () => {
    const published = rule('1', { parts: ['attendee'] }, { direction: 'none' });
    const firm = firmWith({ rules: [published] });
    firm.person('anna').world.store.insert(event('own'), { collection: 'cal' });
    firm.person('anna').world.store.insert(event('m', { participants }), { collection: 'cal' });
    await settle(firm);
    expect(live(firm.crmWorld).map(({ item }) => item['uid'])).toEqual(['own']);
  });
});

describe('what was there before the start', () => {
  const EDITED = { existing: { mailbox: 'edited', crm: 'edited' } } as const;

  it('waits in the mailbox until somebody edits it; what comes later does not', async () => {
    const firm = firmWith(EDITED);
    const { store } = firm.person('anna').world;
    const old = store.insert(event('old'), { collection: 'cal' });
    await settle(firm);
    expect([live(firm.crmWorld).length, reasonOf(firm)?.code]).toEqual([0, 'existed-before-start']);
    store.insert(event('new'), { collection: 'cal' });
    await settle(firm);
    expect(onlyRecord(firm).item['title']).toBe('new');
    store.edit(old.ref.id, { title: 'edited' });
    await settle(firm);
    expect(
      live(firm.crmWorld)
        .map(({ item }) => item['title'])
        .sort(),
    ).toEqual(['edited', 'new']);
  });

  it('waits in the CRM likewise, and goes at once when the owner changes their mind', async () => {
    const firm = firmWith(EDITED);
    const { world } = firm.person('anna');
    const users = ['user-anna'];
    const one = firm.crmWorld.store.insert(event('one'), { collection: 'appointment', users });
    firm.crmWorld.store.insert(event('two'), { collection: 'appointment', users });
    await settle(firm);
    expect(live(world)).toHaveLength(0);
    firm.crmWorld.store.edit(one.ref.id, { title: 'edited' });
    await settle(firm);
    expect(onlyItem(firm, 'anna').item['title']).toBe('edited');
    set(firm, 'anna', { existing: { mailbox: 'edited', crm: 'all' } });
    await settle(firm);
    expect(live(world)).toHaveLength(2);
  });

  it('joins what is on the other side already', async () => {
    const firm = firmWith(EDITED);
    const { world } = firm.person('anna');
    world.store.insert(event('both'), { collection: 'cal' });
    firm.crmWorld.store.insert(event('both'), { collection: 'appointment', users: ['user-anna'] });
    await settle(firm);
    expect(firm.links('anna').filter(({ state }) => state !== 'ended')).toMatchObject([
      { state: 'active', reason: null },
    ]);
    expect(firm.links('anna').every(({ untouched }) => untouched === undefined)).toBe(true);
  });

  it('is not touched by a new listing, a new version without content, or other settings', async () => {
    const firm = firmWith(EDITED);
    const { world } = firm.person('anna');
    const old = world.store.insert(event('old', { privacy: 'private' }), { collection: 'cal' });
    await settle(firm);
    world.store.touch(old.ref.id);
    await settle(firm);
    set(firm, 'anna', { privacy: 'in' });
    await settle(firm);
    world.store.forgetCursors();
    await settle(firm);
    expect([live(firm.crmWorld).length, reasonOf(firm)?.code]).toEqual([0, 'existed-before-start']);
  });
});
