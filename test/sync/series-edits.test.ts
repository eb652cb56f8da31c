import type { JsonObject } from '../../src/sync/json.ts';
import { normaliseEvent } from '../../src/sync/kinds/event/normalise.ts';
import { occurrences } from '../../src/sync/kinds/event/occurrences.ts';
import { splitAt } from '../../src/sync/kinds/event/split.ts';
import { onlyItem, onlyRecord, settle } from './support/settle.ts';
import { company, event, live } from './support/world.ts';
import type { Company, Person } from './support/world.ts';

const DAILY = { recurrenceRules: [{ frequency: 'daily', count: 8 }] };
const FOURTH = '2026-12-04T10:00:00';

/** Ada's daily series from 1 December, in step with its record. */
async function daily(changes: JsonObject = {}): Promise<Company> {
  const firm = company(['ada']);
  firm.person('ada').world.store.insert(event('s', { ...DAILY, ...changes }), { collection: 'cal' });
  await settle(firm);
  return firm;
}

function inMailbox(firm: Company, patch: JsonObject): void {
  firm.person('ada').world.store.edit(onlyItem(firm, 'ada').ref.id, patch);
}

function inCrm(firm: Company, patch: JsonObject): void {
  firm.crmWorld.store.edit(onlyRecord(firm).ref.id, patch);
}

const overrides = (firm: Company) => [
  onlyItem(firm, 'ada').item['recurrenceOverrides'],
  onlyRecord(firm).item['recurrenceOverrides'],
];

describe('a series that is changed while one of its occurrences is', () => {
  it('keeps what was said of an occurrence that is still there', async () => {
    const firm = await daily();
    inCrm(firm, { recurrenceOverrides: { [FOURTH]: { title: 'Special' } } });
    inMailbox(firm, { recurrenceRules: [{ frequency: 'daily', count: 5 }], start: '2026-12-01T09:00:00' });
    await settle(firm);
    const kept = { '2026-12-04T09:00:00': { title: 'Special' } };
    expect(overrides(firm)).toEqual([kept, kept]);
    expect(firm.ledger.store.conflicts).toEqual([]);
  });

  it('remembers what was said of an occurrence that is no more, and makes no date of it', async () => {
    const firm = await daily();
    inCrm(firm, { recurrenceOverrides: { [FOURTH]: { title: 'Special' } } });
    inMailbox(firm, { recurrenceRules: [{ frequency: 'daily', count: 2 }] });
    await settle(firm);
    expect(overrides(firm)).toEqual([undefined, undefined]);
    expect(firm.ledger.store.conflicts).toMatchObject([
      {
        field: `recurrenceOverrides/${FOURTH}`,
        losingSide: 'crm',
        losing: { title: 'Special' },
        winning: {},
      },
    ]);
  });

  it('keeps an exception that went with a rule which did not prevail', async () => {
    const firm = await daily({ recurrenceOverrides: { [FOURTH]: { title: 'Special' } } });
    inMailbox(firm, { recurrenceRules: [{ frequency: 'daily', count: 5 }] });
    inCrm(firm, { recurrenceRules: [{ frequency: 'weekly', count: 4 }], recurrenceOverrides: null });
    await settle(firm);
    const kept = { [FOURTH]: { title: 'Special' } };
    expect(overrides(firm)).toEqual([kept, kept]);
  });
});

describe('a series that is split in the mailbox', () => {
  it('is two series in the CRM too, and no date is there twice', async () => {
    const firm = await daily();
    inCrm(firm, {
      recurrenceOverrides: {
        '2026-12-02T10:00:00': { title: 'Before' },
        '2026-12-06T10:00:00': { title: 'After' },
      },
    });
    const whole = normaliseEvent(onlyItem(firm, 'ada').item);
    const parts = splitAt(whole, FOURTH, 'rest');
    if (parts === null) throw new Error('It can be split');
    inMailbox(firm, { recurrenceRules: parts.head.recurrenceRules ?? null });
    firm.person('ada').world.store.insert({ ...parts.tail, title: 'Rest' }, { collection: 'cal' });
    await settle(firm);
    const dates = (world: Company['crmWorld'] | Person['world']) =>
      live(world)
        .flatMap(({ item }) => occurrences(normaliseEvent(item), { from: null, to: null }, 100))
        .map(({ event: { start, title } }) => `${start.slice(8, 10)} ${title ?? ''}`)
        .sort();
    const expected = ['01 s', '02 Before', '03 s', '04 Rest', '05 Rest', '06 Rest', '07 Rest', '08 Rest'];
    expect(dates(firm.crmWorld)).toEqual(expected);
    expect(dates(firm.person('ada').world)).toEqual(expected);
    expect(live(firm.crmWorld)).toHaveLength(2);
    expect(firm.ledger.store.conflicts).toMatchObject([
      { field: 'recurrenceOverrides/2026-12-06T10:00:00', losingSide: 'crm', losing: { title: 'After' } },
    ]);
  });
});

describe('a single meeting', () => {
  it.each(['crm', 'mailbox'] as const)('becomes a series and single again in the %s', async (where) => {
    const firm = await daily({ recurrenceRules: undefined as never });
    const edit = where === 'crm' ? inCrm : inMailbox;
    edit(firm, { ...DAILY, recurrenceOverrides: { [FOURTH]: { title: 'Special' } } });
    await settle(firm);
    expect(onlyItem(firm, 'ada').item).toMatchObject(DAILY);
    expect(onlyRecord(firm).item).toMatchObject(DAILY);
    edit(firm, { recurrenceRules: null, recurrenceOverrides: null, title: 'Single' });
    await settle(firm);
    for (const { item } of [onlyItem(firm, 'ada'), onlyRecord(firm)]) {
      expect(item['title']).toBe('Single');
      expect(item['recurrenceRules']).toBeUndefined();
      expect(item['recurrenceOverrides']).toBeUndefined();
    }
    expect(firm.ledger.store.conflicts).toEqual([]);
  });

  it('stays single where the CRM makes it so while the mailbox changes one of its dates, and that is remembered', async () => {
    const firm = await daily();
    inCrm(firm, { recurrenceRules: null });
    inMailbox(firm, { recurrenceOverrides: { [FOURTH]: { title: 'Special' } } });
    await settle(firm);
    expect(overrides(firm)).toEqual([undefined, undefined]);
    expect(onlyItem(firm, 'ada').item['recurrenceRules']).toBeUndefined();
    expect(firm.ledger.store.conflicts).toMatchObject([
      { field: `recurrenceOverrides/${FOURTH}`, losingSide: 'mailbox', losing: { title: 'Special' } },
    ]);
  });
});
