import type { JsonObject } from '../../src/sync/json.ts';
import { settle } from './support/settle.ts';
import { daily, on, recordOn, records, seriesOf, seriesless } from './support/occurrences.ts';
import { address, changes, event, live, meeting } from './support/world.ts';
import type { Company } from './support/world.ts';

const FIVE = [1, 2, 3, 4, 5];
const DAY = 86_400_000;

async function inStep(
  changed: JsonObject = {},
  options: Parameters<typeof seriesless>[1] = {},
): Promise<Company> {
  const firm = seriesless(['ada'], options);
  firm.person('ada').world.store.insert(daily(changed), { collection: 'cal' });
  await settle(firm);
  return firm;
}

function inMailbox(firm: Company, patch: JsonObject): void {
  firm.person('ada').world.store.edit(seriesOf(firm, 'ada').ref.id, patch);
}

function inCrm(firm: Company, date: number, patch: JsonObject): void {
  firm.crmWorld.store.edit(recordOn(firm, date).ref.id, patch);
}

const overrides = (firm: Company) => seriesOf(firm, 'ada').item['recurrenceOverrides'];
const titled = (dates: readonly number[], title = 's') =>
  Object.fromEntries(dates.map((date) => [on(date), title]));

describe('a series, where the CRM knows none', () => {
  it('is one record per occurrence, and a second pass writes nothing', async () => {
    const firm = await inStep({ recurrenceOverrides: { [on(2)]: { title: 'Two', start: on(2, '15:00') } } });
    expect(records(firm)).toEqual({ ...titled(FIVE), [on(2)]: `Two at ${on(2, '15:00')}` });
    const before = changes(firm.crmWorld);
    await firm.pump('ada');
    expect(changes(firm.crmWorld)).toBe(before);
    expect(seriesOf(firm, 'ada').ref.id).toBe('i1');
  });

  it('tells its records when it is changed, and when one of its exceptions is', async () => {
    const firm = await inStep();
    inMailbox(firm, {
      title: 'All',
      recurrenceOverrides: { [on(3)]: { title: 'Three' }, [on(4)]: { excluded: true } },
    });
    await settle(firm);
    expect(records(firm)).toEqual({ ...titled([1, 2, 5], 'All'), [on(3)]: 'Three' });
  });

  it('makes and removes records when its rule does', async () => {
    const firm = await inStep();
    inMailbox(firm, { recurrenceRules: [{ frequency: 'daily', interval: 2, count: 4 }] });
    await settle(firm);
    expect(records(firm)).toEqual(titled([1, 3, 5, 7]));
  });

  it('ends with its records where its owner deletes it', async () => {
    const firm = await inStep();
    firm.person('ada').world.store.remove('i1');
    await settle(firm);
    expect(records(firm)).toEqual({});
  });

  it('counts as one deletion, however many records go with it', async () => {
    const firm = await inStep({ recurrenceRules: [{ frequency: 'daily', count: 150 }] });
    firm.person('ada').world.store.remove('i1');
    await settle(firm);
    expect(records(firm)).toEqual({});
  });

  it('becomes a single event with one record, and a series again', async () => {
    const firm = await inStep();
    inMailbox(firm, { recurrenceRules: null });
    await settle(firm);
    expect(records(firm)).toEqual({ s: 's' });
    firm.person('ada').world.store.edit('i1', { recurrenceRules: [{ frequency: 'daily', count: 2 }] });
    await settle(firm);
    expect(records(firm)).toEqual(titled([1, 2]));
  });
});

describe('a record of an occurrence', () => {
  it('changes exactly this occurrence', async () => {
    const firm = await inStep();
    inCrm(firm, 3, { title: 'Three', start: on(3, '12:00') });
    await settle(firm);
    expect(overrides(firm)).toEqual({ [on(3)]: { title: 'Three', start: on(3, '12:00') } });
    expect(records(firm)).toEqual({ ...titled([1, 2, 4, 5]), [on(3)]: `Three at ${on(3, '12:00')}` });
  });

  it('that is deleted takes exactly this date out', async () => {
    const firm = await inStep();
    firm.crmWorld.store.remove(recordOn(firm, 3).ref.id);
    await settle(firm);
    expect(overrides(firm)).toEqual({ [on(3)]: { excluded: true } });
    expect(records(firm)).toEqual(titled([1, 2, 4, 5]));
  });

  it('that is deleted last takes the series with it', async () => {
    const firm = await inStep();
    for (const date of FIVE) firm.crmWorld.store.remove(recordOn(firm, date).ref.id);
    await settle(firm);
    expect(live(firm.person('ada').world)).toEqual([]);
  });

  it.each([
    ['in one call', 20],
    ['in several', 1],
  ])('is changed beside others of its series %s, and all of them arrive', async (_how, write) => {
    const firm = await inStep({}, { batch: { read: 50, write } });
    for (const date of FIVE) inCrm(firm, date, { title: `Day ${String(date)}` });
    await settle(firm);
    expect(overrides(firm)).toEqual(
      Object.fromEntries(FIVE.map((date) => [on(date), { title: `Day ${String(date)}` }])),
    );
  });

  it('merges with what was changed of the series and of the same occurrence at the same time', async () => {
    const firm = await inStep();
    inCrm(firm, 3, { title: 'Three' });
    inMailbox(firm, { description: 'All', recurrenceOverrides: { [on(3)]: { start: on(3, '12:00') } } });
    await settle(firm);
    expect(overrides(firm)).toEqual({ [on(3)]: { title: 'Three', start: on(3, '12:00') } });
    expect(recordOn(firm, 3).item).toMatchObject({
      title: 'Three',
      start: on(3, '12:00'),
      description: 'All',
    });
  });

  it('that was edited while its date was taken out comes back as an event of its own', async () => {
    const firm = await inStep();
    inCrm(firm, 3, { title: 'Three' });
    inMailbox(firm, { recurrenceOverrides: { [on(3)]: { excluded: true } } });
    await settle(firm);
    const [, single, ...more] = live(firm.person('ada').world);
    expect(more).toEqual([]);
    expect(single?.item).toMatchObject({ title: 'Three', start: on(3) });
    expect(single?.item).not.toHaveProperty('recurrenceId');
    expect(records(firm)).toEqual({ ...titled([1, 2, 4, 5]), [on(3)]: 'Three' });
    firm.person('ada').world.store.edit(single?.ref.id ?? '', { title: 'Third' });
    firm.person('ada').world.store.forgetCursors();
    await settle(firm);
    expect(records(firm)).toEqual({ ...titled([1, 2, 4, 5]), [on(3)]: 'Third' });
  });

  it('that was edited while its event became a series comes back beside it', async () => {
    const firm = await inStep({ recurrenceRules: null });
    const [record] = live(firm.crmWorld);
    firm.crmWorld.store.edit(record?.ref.id ?? '', { title: 'Edited' });
    firm.person('ada').world.store.edit('i1', { recurrenceRules: [{ frequency: 'daily', count: 2 }] });
    await settle(firm);
    expect(records(firm)).toEqual({ ...titled([1, 2]), s: 'Edited' });
    const titles = live(firm.person('ada').world).map(({ item }) => item['title']);
    expect(titles).toEqual(['s', 'Edited']);
    expect(firm.links('ada').map(({ state }) => state)).not.toContain('quarantined');
  });

  it('keeps what the other occurrences, and the owner, have of their own', async () => {
    const firm = await inStep({
      keywords: { Mine: true },
      recurrenceOverrides: { [on(2)]: { color: 'red' } },
    });
    inCrm(firm, 3, { title: 'Three' });
    await settle(firm);
    expect(seriesOf(firm, 'ada').item).toMatchObject({
      keywords: { Mine: true },
      recurrenceOverrides: { [on(2)]: { color: 'red' }, [on(3)]: { title: 'Three' } },
    });
    expect(recordOn(firm, 2).item).not.toHaveProperty('keywords');
  });
});

describe('the rolling window', () => {
  const endless = { recurrenceRules: [{ frequency: 'daily' }] };
  const dates = (firm: Company) => Object.keys(records(firm)).sort();

  function windowOf(firm: Company, daysBack: number, daysAhead: number): void {
    const person = firm.person('ada');
    const window = { from: firm.clock.now - daysBack * DAY, to: firm.clock.now + daysAhead * DAY };
    person.settings = { ...person.settings, window };
  }

  async function framed(): Promise<Company> {
    const firm = seriesless(['ada']);
    firm.clock.now = Date.UTC(2026, 11, 10, 12);
    windowOf(firm, 2, 3);
    firm.person('ada').world.store.insert(daily(endless), { collection: 'cal' });
    await settle(firm);
    return firm;
  }

  it('takes in the dates that it comes to, and removes none that it leaves', async () => {
    const firm = await framed();
    expect(dates(firm)).toEqual([8, 9, 10, 11, 12, 13].map((date) => on(date)));
    firm.clock.now += 2 * DAY;
    windowOf(firm, 2, 3);
    await settle(firm);
    expect(dates(firm)).toEqual([8, 9, 10, 11, 12, 13, 14, 15].map((date) => on(date)));
    expect(changes(firm.crmWorld)).toBe(8);
    expect(overrides(firm)).toBeUndefined();
  });

  it('leaves alone what lies outside of it, whatever becomes of the series', async () => {
    const firm = await framed();
    firm.clock.now += 3 * DAY;
    windowOf(firm, 2, 3);
    await settle(firm);
    firm.person('ada').world.store.remove('i1');
    firm.person('ada').world.store.forgetCursors();
    await settle(firm);
    expect(dates(firm)).toEqual([8, 9, 10].map((date) => on(date)));
  });

  it('follows a date out of it once, and meets it again', async () => {
    const firm = await framed();
    inMailbox(firm, { recurrenceOverrides: { [on(12)]: { start: on(20) } } });
    await settle(firm);
    expect(records(firm)[on(12)]).toBe(`s at ${on(20)}`);
    firm.clock.now += 8 * DAY;
    windowOf(firm, 2, 3);
    inMailbox(firm, { title: 'All' });
    await settle(firm);
    expect(records(firm)[on(12)]).toBe(`All at ${on(20)}`);
    expect(records(firm)[on(8)]).toBe('s');
  });

  it('is bounded where the owner set no bound', async () => {
    const firm = await inStep(endless);
    expect(dates(firm)[0]).toBe(on(1));
    expect(dates(firm)).toHaveLength(Math.round((Date.UTC(2027, 10, 22) - Date.UTC(2026, 11, 1)) / DAY));
  });

  it('keeps what was there before the start waiting, later dates too, until somebody edits it', async () => {
    const firm = seriesless(['ada']);
    firm.clock.now = Date.UTC(2026, 11, 10, 12);
    windowOf(firm, 2, 3);
    const person = firm.person('ada');
    person.settings = { ...person.settings, existing: { mailbox: 'edited', crm: 'all' } };
    person.world.store.insert(daily(endless), { collection: 'cal' });
    await settle(firm);
    firm.clock.now += 2 * DAY;
    windowOf(firm, 2, 3);
    await settle(firm);
    expect(dates(firm)).toEqual([]);
    inMailbox(firm, { title: 'All' });
    await settle(firm);
    expect(dates(firm)).toContain(on(14));
  });
});

describe('a feed that starts anew', () => {
  it('makes no twins, brings nothing back and forgets nothing that happened meanwhile', async () => {
    const firm = await inStep();
    const written = changes(firm.crmWorld);
    firm.person('ada').world.store.forgetCursors();
    await settle(firm);
    expect(changes(firm.crmWorld)).toBe(written);
    firm.person('ada').world.store.forgetCursors();
    inMailbox(firm, { recurrenceOverrides: { [on(3)]: { excluded: true }, [on(4)]: { title: 'Four' } } });
    firm.crmWorld.store.remove(recordOn(firm, 5).ref.id);
    await settle(firm);
    expect(records(firm)).toEqual({ ...titled([1, 2]), [on(4)]: 'Four' });
  });

  it('takes in everything when the ledger has a cursor of another kind', async () => {
    const firm = await inStep();
    for (const [key, feed] of firm.ledger.store.feeds)
      if (key.endsWith(' cal')) firm.ledger.store.feeds.set(key, { ...feed, cursor: '1.delta.0.0' });
    inMailbox(firm, { recurrenceOverrides: { [on(3)]: { excluded: true } } });
    await settle(firm);
    expect(records(firm)).toEqual(titled([1, 2, 4, 5]));
  });

  it.each([
    ['without tombstones', { tombstones: false }],
    ['in pages of one', { pageSize: 1 }],
    ['with items in its pages', { inline: true }],
    ['without conditional writes', { conditionalUpdate: false, conditionalDelete: false }],
    ['with answers that say nothing', { answers: { version: false, item: false } }],
  ])('comes to the same on a server %s', async (_what, options) => {
    const firm = await inStep({}, options);
    firm.person('ada').world.store.insert(event('single'), { collection: 'cal' });
    inCrm(firm, 2, { title: 'Two' });
    firm.crmWorld.store.remove(recordOn(firm, 3).ref.id);
    inMailbox(firm, { recurrenceOverrides: { [on(5)]: { excluded: true } } });
    await settle(firm);
    expect(records(firm)).toEqual({ ...titled([1, 4]), [on(2)]: 'Two', single: 'single' });
    firm.person('ada').world.store.remove('i1');
    await settle(firm);
    expect(records(firm)).toEqual({ single: 'single' });
  });
});

describe('a series that cannot be read', () => {
  it('counts as there, and goes on when it can be read again', async () => {
    const firm = await inStep();
    firm.person('ada').world.store.garble('i1', true);
    await firm.pump('ada');
    expect(firm.links('ada').map(({ state }) => state)).toEqual(FIVE.map(() => 'quarantined'));
    expect(records(firm)).toEqual(titled(FIVE));
    firm.person('ada').world.store.garble('i1', false);
    inMailbox(firm, { title: 'All' });
    await settle(firm);
    expect(records(firm)).toEqual(titled(FIVE, 'All'));
  });
});

describe('a private occurrence', () => {
  it("is kept out alone, and nothing of it reaches its series' records", async () => {
    const firm = seriesless(['ada']);
    const person = firm.person('ada');
    person.settings = { ...person.settings, privacy: 'out' };
    const secret = { [on(3)]: { privacy: 'private', title: 'Secret' } };
    person.world.store.insert(daily({ recurrenceOverrides: secret }), { collection: 'cal' });
    await settle(firm);
    expect(records(firm)).toEqual(titled([1, 2, 4, 5]));
    expect(JSON.stringify([...firm.ledger.store.feeds.values(), ...firm.links('ada')])).not.toContain(
      'Secret',
    );
  });

  it('has no version that could be tried out', async () => {
    const version = async (title: string): Promise<unknown> => {
      const firm = await inStep({ recurrenceOverrides: { [on(3)]: { privacy: 'private', title } } });
      const link = firm.links('ada').find(({ identity }) => identity === `s;${on(3)}`);
      return link?.observed.mailbox;
    };
    expect(await version('Secret')).toEqual(await version('Other secret'));
  });
});

describe('a meeting that recurs', () => {
  const names = ['ada', 'bob'];
  const weekly = { recurrenceRules: [{ frequency: 'daily', count: 3 }] };

  it('has one record per occurrence, however many copies; an answer to one reaches its record alone', async () => {
    const firm = seriesless(names);
    for (const name of names)
      firm.person(name).world.store.insert(meeting('s', names, weekly), { collection: 'cal' });
    await settle(firm);
    expect(records(firm)).toEqual(titled([1, 2, 3]));
    const declined = { ...(meeting('s', names).participants as JsonObject) };
    const theirs = { ...(declined[address('bob')] as JsonObject), participationStatus: 'declined' };
    firm.person('bob').world.store.edit(seriesOf(firm, 'bob').ref.id, {
      recurrenceOverrides: { [on(2)]: { participants: { ...declined, [address('bob')]: theirs } } },
    });
    await settle(firm);
    const answers = [1, 2, 3].map((date) => {
      const participants = recordOn(firm, date).item['participants'] as Record<string, JsonObject>;
      return participants[address('bob')]?.['participationStatus'];
    });
    expect(answers).toEqual([undefined, 'declined', undefined]);
  });

  it('mails nobody', async () => {
    const firm = seriesless(names, { silentScheduling: 'per-call' });
    firm.person('ada').world.store.insert(meeting('s', names, weekly), { collection: 'cal' });
    await settle(firm);
    inCrm(firm, 2, { title: 'Two' });
    firm.crmWorld.store.remove(recordOn(firm, 3).ref.id);
    await settle(firm);
    expect(overrides(firm)).toEqual({ [on(2)]: { title: 'Two' }, [on(3)]: { excluded: true } });
    expect(firm.person('ada').world.outbox).toEqual([]);
  });

  it('waits occurrence by occurrence where the server cannot be kept quiet', async () => {
    const firm = seriesless(names, { silentScheduling: 'no' });
    firm.person('ada').world.store.insert(meeting('s', names, weekly), { collection: 'cal' });
    await settle(firm);
    inCrm(firm, 2, { title: 'Two' });
    await settle(firm);
    expect(overrides(firm)).toBeUndefined();
    expect(
      firm
        .links('ada')
        .map(({ state }) => state)
        .sort(),
    ).toEqual(['active', 'active', 'not-sent']);
  });
});
