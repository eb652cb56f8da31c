import { memoryCrm } from '../../src/server/crm/memory/index.ts';
import type { JsonObject } from '../../src/sync/json.ts';
import type { Crm } from '../../src/sync/ports.ts';
import { deaf, failing } from './support/faults.ts';
import { onlyItem, onlyRecord, settle } from './support/settle.ts';
import { address, company, event, live, meeting } from './support/world.ts';
import type { Company } from './support/world.ts';

/** Longer than any call may take. */
const OVER = 20_000;

async function paired(): Promise<Company> {
  const firm = company(['anna']);
  firm.person('anna').world.store.insert(event('m1'), { collection: 'cal' });
  await settle(firm);
  return firm;
}

function editRecord(firm: Company, patch: Parameters<Company['crmWorld']['store']['edit']>[1]): void {
  firm.crmWorld.store.edit(onlyRecord(firm).ref.id, patch);
}

describe('a write of unknown outcome', () => {
  it('is not taken for one that the server reduced when nothing of it is there', async () => {
    const firm = await paired();
    const { mailbox, world } = firm.person('anna');
    editRecord(firm, { locations: { 1: { name: 'Here' } } });
    await firm.pump('anna', { mailbox: failing(mailbox, 'update') });
    world.store.edit(onlyItem(firm, 'anna').ref.id, { priority: 1 });
    firm.clock.now += OVER;
    await settle(firm);
    expect(onlyItem(firm, 'anna').item['locations']).toEqual({ 1: { name: 'Here' } });
    expect(onlyRecord(firm).item['locations']).toEqual({ 1: { name: 'Here' } });
    expect(onlyRecord(firm).item['priority']).toBe(1);
  });

  it('is settled by the feed that shows it, so that a deletion afterwards counts', async () => {
    const firm = await paired();
    const { mailbox, world } = firm.person('anna');
    editRecord(firm, { title: 'Later' });
    await firm.pump('anna', { mailbox: deaf(mailbox, 'update') });
    await firm.pump('anna');
    await firm.pump('anna');
    world.store.remove(onlyItem(firm, 'anna').ref.id);
    await settle(firm);
    firm.clock.now += OVER;
    await settle(firm);
    expect(live(world)).toHaveLength(0);
    expect(live(firm.crmWorld)).toHaveLength(0);
  });

  it('keeps what a server made of it when a feed shows it', async () => {
    const firm = company(['anna'], {
      mangle: ({ locations: _dropped, ...item }) => item,
    });
    firm.person('anna').world.store.insert(event('m1'), { collection: 'cal' });
    await settle(firm);
    editRecord(firm, { title: 'Later', locations: { 1: { name: 'Here' } } });
    await firm.pump('anna', { mailbox: deaf(firm.person('anna').mailbox, 'update') });
    await firm.pump('anna');
    await settle(firm);
    expect(onlyItem(firm, 'anna').item['title']).toBe('Later');
    expect(onlyRecord(firm).item['locations']).toEqual({ 1: { name: 'Here' } });
  });

  it('is not looked at before its call is over, though the next worker’s clock is far ahead', async () => {
    const firm = company(['anna']);
    firm.person('anna').world.store.insert(event('m1'), { collection: 'cal' });
    const crm = memoryCrm(firm.crmWorld, 'user-anna');
    await firm.pump('anna', { crm: failing(crm, 'create') });
    let looks = 0;
    const watched: Crm = {
      ...crm,
      find: (...question) => {
        looks += 1;
        return crm.find(...question);
      },
    };
    const ahead = { crm: watched, now: () => firm.clock.now + 3_600_000 };
    const report = await firm.pump('anna', ahead);
    expect(looks).toBe(0);
    expect(report.retryAt).toBeGreaterThan(ahead.now());
    expect(live(firm.crmWorld)).toHaveLength(0);
    firm.clock.now += OVER;
    await firm.pump('anna', { crm: watched, now: () => firm.clock.now - 3_600_000 });
    expect(looks).toBe(1);
  });

  it('leaves a record of what it may have replaced when the item is deleted afterwards', async () => {
    const firm = await paired();
    const { mailbox, world } = firm.person('anna');
    world.store.edit(onlyItem(firm, 'anna').ref.id, { title: 'Mine' });
    editRecord(firm, { title: 'Theirs' });
    await firm.pump('anna', { mailbox: deaf(mailbox, 'update') });
    world.store.remove(onlyItem(firm, 'anna').ref.id);
    firm.clock.now += OVER;
    await settle(firm);
    expect(onlyItem(firm, 'anna').item['title']).toBe('Theirs');
    expect(firm.ledger.store.conflicts).toEqual([
      expect.objectContaining({ field: 'title', losing: { value: 'Mine' }, winning: { value: 'Theirs' } }),
    ]);
  });

  it('leaves a record of what it may have replaced when a person writes over it', async () => {
    const firm = await paired();
    const { mailbox, world } = firm.person('anna');
    world.store.edit(onlyItem(firm, 'anna').ref.id, { title: 'Mine' });
    editRecord(firm, { title: 'Theirs' });
    await firm.pump('anna', { mailbox: deaf(mailbox, 'update') });
    world.store.edit(onlyItem(firm, 'anna').ref.id, { title: 'Mine again' });
    firm.clock.now += OVER;
    await settle(firm);
    expect(firm.ledger.store.conflicts.map(({ losing }) => losing)).toEqual([
      { value: 'Mine' },
      { value: 'Mine again' },
    ]);
  });

  it('says nothing of a replaced value that is still there', async () => {
    const firm = await paired();
    const { mailbox, world } = firm.person('anna');
    world.store.edit(onlyItem(firm, 'anna').ref.id, { title: 'Mine' });
    editRecord(firm, { title: 'Theirs' });
    await firm.pump('anna', { mailbox: failing(mailbox, 'update') });
    world.store.edit(onlyItem(firm, 'anna').ref.id, { priority: 2 });
    firm.clock.now += OVER;
    await settle(firm);
    expect(firm.ledger.store.conflicts.map(({ losing }) => losing)).toEqual([{ value: 'Mine' }]);
  });

  it('is not proved by an answer that came another way, beside somebody’s edit of the very exceptions', async () => {
    const firm = company(['anna']);
    const { world } = firm.person('anna');
    const series = meeting('m1', ['anna', 'guest'], { recurrenceRules: [{ frequency: 'daily', count: 3 }] });
    world.store.insert(series, { collection: 'cal' });
    await settle(firm);
    const invited = meeting('m1', ['anna', 'guest'])['participants'] as JsonObject;
    const guest = { roles: { attendee: true }, participationStatus: 'accepted' };
    const participants = { ...invited, [address('guest')]: guest };
    const hers = { '2026-12-02T10:00:00': { title: 'Hers' } };
    world.store.edit(onlyItem(firm, 'anna').ref.id, { participants, recurrenceOverrides: hers });
    await firm.pump('anna', { crm: failing(memoryCrm(firm.crmWorld, 'user-anna'), 'update') });
    const others = { '2026-12-03T10:00:00': { title: 'Theirs' } };
    editRecord(firm, { participants, recurrenceOverrides: others });
    firm.clock.now += OVER;
    await settle(firm);
    for (const { item } of [onlyRecord(firm), onlyItem(firm, 'anna')])
      expect(item['recurrenceOverrides']).toEqual({ ...hers, ...others });
  });

  it('tells the organiser who joins what an invitation told the record, whatever that says by now', async () => {
    const firm = company(['anna', 'ben']);
    for (const name of ['anna', 'ben'])
      firm.person(name).world.store.insert(meeting('m1', ['anna', 'ben']), { collection: 'cal' });
    const { mailbox, world } = firm.person('ben');
    await firm.pump('ben', { crm: deaf(memoryCrm(firm.crmWorld, 'user-ben'), 'create') });
    world.store.edit(onlyItem(firm, 'ben').ref.id, {
      participants: {
        [address('anna')]: { roles: { owner: true, attendee: true } },
        [address('ben')]: { roles: { attendee: true }, participationStatus: 'declined' },
      },
    });
    await firm.pump('ben', { mailbox: failing(mailbox, 'read') });
    editRecord(firm, { duration: 'PT2H' });
    await firm.pump('anna');
    firm.clock.now += OVER;
    await settle(firm);
    expect(onlyRecord(firm).item['duration']).toBe('PT2H');
    expect(onlyItem(firm, 'anna').item['duration']).toBe('PT2H');
  });
});
