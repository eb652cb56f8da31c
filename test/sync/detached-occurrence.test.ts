import type { Item } from '../../src/sync/item.ts';
import { settle } from './support/settle.ts';
import { address, company, live, meeting } from './support/world.ts';
import type { Company } from './support/world.ts';

const THIRD = '2026-12-03T10:00:00';
const DAILY = { recurrenceRules: [{ frequency: 'daily', count: 8 }] };

/** What Ben sees of Eve's daily meeting, who is none of the company: one date of it, and later the series. */
const series = (changes: object = {}): Item => meeting('m', ['eve', 'ben'], { ...DAILY, ...changes });
const date = (changes: object = {}): Item =>
  meeting('m', ['eve', 'ben'], {
    start: THIRD,
    recurrenceId: THIRD,
    recurrenceIdTimeZone: 'Europe/Zurich',
    title: 'One date',
    ...changes,
  });

async function invitedToOne(inline = false): Promise<{ readonly firm: Company; readonly id: string }> {
  const firm = company(['ben', 'cai'], { inline });
  const { ref } = firm.person('ben').world.store.insert(date(), { collection: 'cal' });
  await settle(firm);
  return { firm, id: ref.id };
}

const records = (firm: Company) => live(firm.crmWorld).map(({ item }) => item);
/** The series that comes to Ben's mailbox, as the one item of its UID, or beside the date that then goes. */
const WAYS = {
  'in its place': (firm: Company, id: string, item: Item) => {
    const gone = { recurrenceId: null, recurrenceIdTimeZone: null };
    firm.person('ben').world.store.edit(id, { ...gone, ...item });
  },
  'and the date goes': (firm: Company, id: string, item: Item) => {
    firm.person('ben').world.store.remove(id);
    firm.person('ben').world.store.insert(item, { collection: 'cal' });
  },
} as const;

describe('a date of a series, invited to alone', () => {
  it.each([
    ['in its place', false],
    ['in its place', true],
    ['and the date goes', false],
    ['and the date goes', true],
  ] as const)(
    'becomes part of the series that comes later, %s (told with the content: %s)',
    async (way, inline) => {
      const { firm, id } = await invitedToOne(inline);
      expect(records(firm)).toMatchObject([{ recurrenceId: THIRD, title: 'One date' }]);
      WAYS[way](firm, id, series({ recurrenceOverrides: { [THIRD]: { title: 'One date' } } }));
      await settle(firm);
      expect(records(firm)).toMatchObject([
        { ...DAILY, recurrenceOverrides: { [THIRD]: { title: 'One date' } } },
      ]);
      expect(records(firm)[0]).not.toHaveProperty('recurrenceId');
      const states = firm.links('ben').map(({ identity, state }) => [identity, state]);
      expect(states).toEqual([
        [`m;${THIRD}`, 'ended'],
        ['m', 'active'],
      ]);
      const told = firm.ledger.store.history.map(({ reason }) => reason?.code);
      expect(told).toContain('part-of-series');
      expect(live(firm.person('ben').world)).toHaveLength(1);
    },
  );

  it('stays on record while the series does not have it', async () => {
    const { firm, id } = await invitedToOne();
    WAYS['and the date goes'](firm, id, series({ recurrenceOverrides: { [THIRD]: { excluded: true } } }));
    await settle(firm);
    expect(records(firm)).toHaveLength(2);
  });

  it('stays on record for others who were invited to it alone', async () => {
    const { firm, id } = await invitedToOne();
    firm.person('cai').world.store.insert(date(), { collection: 'cal' });
    await settle(firm);
    WAYS['and the date goes'](firm, id, series());
    await settle(firm);
    expect(
      records(firm)
        .map((item) => item['recurrenceId'] ?? 'series')
        .sort(),
    ).toEqual([THIRD, 'series']);
    expect(live(firm.person('cai').world)).toHaveLength(1);
  });

  it('stays on record with what somebody changed there, and is never deleted without a look', async () => {
    const { firm, id } = await invitedToOne();
    const [record] = live(firm.crmWorld);
    firm.crmWorld.store.edit(record?.ref.id ?? '', { description: 'Prepared by Cai' });
    WAYS['and the date goes'](firm, id, series());
    await settle(firm);
    expect(records(firm).map((item) => item['description'])).toContain('Prepared by Cai');
  });

  it('is one of its own again when only it is left of the series', async () => {
    const firm = company(['ben']);
    const { ref } = firm.person('ben').world.store.insert(series(), { collection: 'cal' });
    await settle(firm);
    firm.person('ben').world.store.edit(ref.id, { ...date(), recurrenceRules: null });
    await settle(firm);
    expect(firm.links('ben').map(({ identity, state }) => [identity, state])).toEqual([
      ['m', 'ended'],
      [`m;${THIRD}`, 'active'],
    ]);
    expect(records(firm)).toContainEqual(expect.objectContaining({ recurrenceId: THIRD }));
    expect(records(firm)[0]?.['participants']).toHaveProperty([address('ben')]);
  });
});
