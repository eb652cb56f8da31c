import { memoryCrm } from '../../src/server/crm/memory/index.ts';
import { applyPatch } from '../../src/sync/item.ts';
import type { Item, ItemKind } from '../../src/sync/item.ts';
import { eventKind } from '../../src/sync/kinds/event/kind.ts';
import type { Crm } from '../../src/sync/ports.ts';
import { onlyItem, onlyRecord, settle } from './support/settle.ts';
import { changes, company, event, live } from './support/world.ts';
import type { Company } from './support/world.ts';

const FIELDS = Object.keys(eventKind.fields);

/** A company whose CRM does not hold some properties until `fields` lists them. */
function withoutMapping(...missing: readonly string[]) {
  const fields = FIELDS.filter((name) => !missing.includes(name));
  const firm = company(['anna'], {}, { kinds: { Event: { recordType: 'appointment', fields } } });
  return { firm, fields };
}

/** Everything that anybody wrote on either side. */
function written(firm: Company): number {
  return changes(firm.crmWorld) + changes(firm.person('anna').world);
}

function editRecord(firm: Company, patch: Parameters<Company['crmWorld']['store']['edit']>[1]): void {
  firm.crmWorld.store.edit(onlyRecord(firm).ref.id, patch);
}

function editItem(firm: Company, patch: Parameters<Company['crmWorld']['store']['edit']>[1]): void {
  firm.person('anna').world.store.edit(onlyItem(firm, 'anna').ref.id, patch);
}

async function paired(firm: Company, item: Item, record: Parameters<typeof editRecord>[1]): Promise<void> {
  firm.person('anna').world.store.insert(item, { collection: 'cal' });
  await settle(firm);
  editRecord(firm, record);
  await settle(firm);
}

describe('a new mapping', () => {
  it('writes nothing by itself where both sides have a value, and shows both', async () => {
    const { firm, fields } = withoutMapping('priority');
    await paired(firm, event('m1', { priority: 1 }), { priority: 5 });
    const before = written(firm);
    fields.push('priority');
    await settle(firm);
    expect(written(firm)).toBe(before);
    expect(firm.ledger.store.conflicts).toEqual([
      expect.objectContaining({
        field: 'priority',
        losing: { value: 1 },
        winning: { value: 5 },
        unresolved: true,
      }),
    ]);
  });

  it('writes nothing by itself where one side has a value', async () => {
    const { firm, fields } = withoutMapping('priority', 'locations', 'recurrenceOverrides');
    const item = event('m1', {
      recurrenceRules: [{ '@type': 'RecurrenceRule', frequency: 'daily', count: 5 }],
      recurrenceOverrides: { '2026-12-02T10:00:00': { title: 'Other' } },
      priority: 1,
    });
    await paired(firm, item, { locations: { 1: { '@type': 'Location', name: 'Here' } } });
    const before = written(firm);
    fields.push('priority', 'locations', 'recurrenceOverrides');
    editItem(firm, { title: 'News' });
    await settle(firm);
    expect(written(firm)).toBe(before + 2);
    expect(onlyRecord(firm).item).toMatchObject({ title: 'News' });
    expect(onlyRecord(firm).item).not.toHaveProperty('priority');
    expect(onlyItem(firm, 'anna').item).not.toHaveProperty('locations');
  });

  it('writes nothing of an occurrence’s property either', async () => {
    const { firm, fields } = withoutMapping('priority');
    const item = event('m1', {
      recurrenceRules: [{ '@type': 'RecurrenceRule', frequency: 'daily', count: 5 }],
      recurrenceOverrides: { '2026-12-02T10:00:00': { title: 'Other', priority: 1 } },
    });
    await paired(firm, item, {
      recurrenceOverrides: { '2026-12-02T10:00:00': { title: 'Other', priority: 9 } },
    });
    const before = written(firm);
    fields.push('priority');
    await settle(firm);
    expect(written(firm)).toBe(before);
  });

  it('takes up what a person changes from then on', async () => {
    const { firm, fields } = withoutMapping('priority');
    await paired(firm, event('m1', { priority: 1 }), { priority: 5 });
    fields.push('priority');
    await settle(firm);
    editItem(firm, { priority: 3 });
    await settle(firm);
    expect(onlyRecord(firm).item['priority']).toBe(3);
    editRecord(firm, { priority: 7 });
    await settle(firm);
    expect(onlyItem(firm, 'anna').item['priority']).toBe(7);
  });

  it('reads what an adapter has not shown before, before it compares', async () => {
    const { firm, fields } = withoutMapping('priority');
    const crm = adapter(firm, fields);
    firm.person('anna').world.store.insert(event('m1'), { collection: 'cal' });
    await firm.pump('anna', { crm });
    editRecord(firm, { priority: 5 });
    await firm.pump('anna', { crm });
    const before = written(firm);
    fields.push('priority');
    await firm.pump('anna', { crm: adapter(firm, fields) });
    await firm.pump('anna', { crm: adapter(firm, fields) });
    expect(written(firm)).toBe(before);
    editRecord(firm, { priority: 6 });
    await firm.pump('anna', { crm: adapter(firm, fields) });
    expect(onlyItem(firm, 'anna').item['priority']).toBe(6);
  });

  it('does not make an untouched item look edited when its counterpart is deleted', async () => {
    const { firm, fields } = withoutMapping('priority');
    await paired(firm, event('m1', { priority: 1 }), { priority: 5 });
    fields.push('priority');
    firm.person('anna').world.store.remove(onlyItem(firm, 'anna').ref.id);
    await settle(firm);
    expect(live(firm.crmWorld)).toHaveLength(0);
  });
});

/** A CRM whose adapter reads mapped properties only. */
function adapter(firm: Company, fields: readonly string[]): Crm {
  const crm = memoryCrm(firm.crmWorld, 'user-anna');
  const hidden = Object.fromEntries(
    FIELDS.filter((name) => !fields.includes(name)).map((name) => [name, null]),
  );
  const read: Crm['read'] = async (refs, context) =>
    (await crm.read(refs, context)).map((reading) =>
      reading.type === 'found'
        ? { ...reading, found: { ...reading.found, item: applyPatch(reading.found.item, hidden) } }
        : reading,
    );
  const changed: Crm['changes'] = async (cursor, context) => {
    const page = await crm.changes(cursor, context);
    const without = page.changes.map((change) =>
      change.type === 'present' ? { type: change.type, ref: change.ref, version: change.version } : change,
    );
    return { ...page, changes: without };
  };
  return { ...crm, read, changes: changed };
}

describe('a newer normaliser', () => {
  /** The kind before: its normaliser dropped the priority. */
  const older: ItemKind = {
    ...eventKind,
    normalise: (item) => eventKind.normalise(applyPatch(item, { priority: null })),
    shared: (item) => eventKind.shared(applyPatch(item, { priority: null })),
  };
  const newer: ItemKind = {
    ...eventKind,
    normaliserVersion: eventKind.normaliserVersion + 1,
    since: { priority: eventKind.normaliserVersion + 1 },
  };

  it('that keeps more writes nothing by itself, and takes up what is changed from then on', async () => {
    const firm = company(['anna']);
    firm.person('anna').world.store.insert(event('m1', { priority: 1 }), { collection: 'cal' });
    await firm.pump('anna', { kinds: [older] });
    editRecord(firm, { priority: 5 });
    await firm.pump('anna', { kinds: [older] });
    const before = written(firm);
    for (let round = 0; round < 3; round += 1) await firm.pump('anna', { kinds: [newer] });
    expect(written(firm)).toBe(before);
    expect(firm.ledger.store.conflicts).toHaveLength(1);
    editItem(firm, { priority: 2 });
    await firm.pump('anna', { kinds: [newer] });
    expect(onlyRecord(firm).item['priority']).toBe(2);
  });

  it('that spells a property differently writes nothing by itself', async () => {
    const firm = company(['anna']);
    firm.person('anna').world.store.insert(event('m1'), { collection: 'cal' });
    await settle(firm);
    const before = written(firm);
    const upper = (item: Item): Item => ({ ...item, title: 'M1' });
    const kind: ItemKind = {
      ...eventKind,
      normaliserVersion: eventKind.normaliserVersion + 1,
      normalise: (item) => upper(eventKind.normalise(item)),
      shared: (item) => upper(eventKind.shared(item)),
    };
    await firm.pump('anna', { kinds: [kind] });
    await firm.pump('anna', { kinds: [kind] });
    expect(written(firm)).toBe(before);
    firm.person('anna').world.store.remove(onlyItem(firm, 'anna').ref.id);
    await firm.pump('anna', { kinds: [kind] });
    expect(live(firm.crmWorld)).toHaveLength(0);
  });
});
