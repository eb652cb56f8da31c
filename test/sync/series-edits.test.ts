import type { JsonObject } from '../../src/sync/json.ts';
import { onlyItem, onlyRecord, settle } from './support/settle.ts';
import { company, event } from './support/world.ts';
import type { Company } from './support/world.ts';

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
});
