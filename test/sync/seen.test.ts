import { memoryCrm } from '../../src/server/crm/memory/index.ts';
import { OBSERVED_EVENTS } from '../../src/sync/history-events.ts';
import type { HistoryEntry } from '../../src/sync/ports.ts';
import { eventKind } from '../../src/sync/kinds/event/kind.ts';
import { deaf } from './support/faults.ts';
import { onlyItem, onlyRecord, settle } from './support/settle.ts';
import { address, company, event, meeting } from './support/world.ts';
import type { Company } from './support/world.ts';

/** What the history says was observed since `from` lines ago: the event, and the fields of a change. */
function observed(firm: Company, from = 0): readonly (readonly unknown[])[] {
  return linesOf(firm)
    .slice(from)
    .filter(({ event: name }) => OBSERVED_EVENTS.some((one) => one === name))
    .map(({ event: name, reason }) => [
      name,
      ...((reason?.parameters['fields'] as unknown[] | undefined) ?? []),
    ]);
}

function linesOf(firm: Company): readonly HistoryEntry[] {
  return firm.ledger.store.history;
}

const ANSWERS = [
  { version: true, item: true },
  { version: true, item: false },
  { version: false, item: false },
];

describe('the history says what was observed', () => {
  it.each(ANSWERS)(
    'once for an item, a change, a deletion, and never of an own write (%j)',
    async (answers) => {
      for (const inline of [true, false]) {
        const firm = company(['anna'], { answers, inline }, { answers, inline });
        const { world } = firm.person('anna');
        const { ref } = world.store.insert(event('m1'), { collection: 'cal' });
        await settle(firm);
        expect(observed(firm)).toEqual([['appeared-in-mailbox']]);
        let from = linesOf(firm).length;
        world.store.edit(ref.id, { title: 'New', start: '2026-12-01T11:00:00' });
        await settle(firm);
        expect(observed(firm, from)).toEqual([['changed-in-mailbox', 'title', 'start']]);
        from = linesOf(firm).length;
        firm.crmWorld.store.edit(onlyRecord(firm).ref.id, { description: 'Agenda' });
        await settle(firm);
        expect(observed(firm, from)).toEqual([['changed-in-crm', 'description']]);
        from = linesOf(firm).length;
        world.store.remove(ref.id);
        await settle(firm);
        expect(observed(firm, from)).toEqual([['deleted-in-mailbox']]);
      }
    },
  );

  it.each(ANSWERS)('of a record that appears, and is deleted (%j)', async (answers) => {
    const firm = company(['anna'], { answers }, { answers });
    const { ref } = firm.crmWorld.store.insert(event('m1'), {
      collection: 'appointment',
      users: ['user-anna'],
    });
    await settle(firm);
    firm.crmWorld.store.remove(ref.id);
    await settle(firm);
    expect(observed(firm)).toEqual([['appeared-in-crm'], ['deleted-in-crm']]);
  });

  it('of nothing that only a version tells of, or that everything is listed again', async () => {
    const firm = company(['anna'], { inline: false });
    const { world } = firm.person('anna');
    const { ref } = world.store.insert(event('m1'), { collection: 'cal' });
    await settle(firm);
    const from = linesOf(firm).length;
    world.store.edit(ref.id, {});
    await settle(firm);
    world.store.edit(ref.id, { keywords: { private: true } });
    await settle(firm);
    const newer = { ...eventKind, normaliserVersion: eventKind.normaliserVersion + 1 };
    await firm.pump('anna', { kinds: [newer] });
    expect(linesOf(firm).slice(from)).toEqual([]);
  });

  it('of a change that another field of an own write hides', async () => {
    const firm = company(['anna'], { inline: false, answers: { version: false, item: false } });
    const { world } = firm.person('anna');
    world.store.insert(event('m1'), { collection: 'cal' });
    await settle(firm);
    const from = linesOf(firm).length;
    firm.crmWorld.store.edit(onlyRecord(firm).ref.id, { title: 'From the CRM' });
    const { mailbox } = firm.person('anna');
    await firm.pump('anna', {
      mailbox: {
        ...mailbox,
        async update(requests, context) {
          const outcomes = await mailbox.update(requests, context);
          world.store.edit(onlyItem(firm, 'anna').ref.id, { description: 'By hand' });
          return outcomes;
        },
      },
    });
    await settle(firm);
    expect(observed(firm, from)).toEqual([
      ['changed-in-crm', 'title'],
      ['changed-in-mailbox', 'description'],
    ]);
  });

  it('of no write whose answer was lost', async () => {
    const firm = company(['anna']);
    const { world, mailbox } = firm.person('anna');
    const { ref } = world.store.insert(event('m1'), { collection: 'cal' });
    const crm = memoryCrm(firm.crmWorld, 'user-anna');
    await firm.pump('anna', { crm: deaf(crm, 'create') });
    await firm.pump('anna');
    firm.clock.now += 60_000;
    await settle(firm);
    expect(observed(firm)).toEqual([['appeared-in-mailbox']]);
    const from = linesOf(firm).length;
    firm.crmWorld.store.edit(onlyRecord(firm).ref.id, { title: 'From the CRM' });
    await firm.pump('anna', { mailbox: deaf(mailbox, 'update') });
    await firm.pump('anna');
    firm.clock.now += 60_000;
    await settle(firm);
    expect(observed(firm, from)).toEqual([['changed-in-crm', 'title']]);
    world.store.remove(ref.id);
    await firm.pump('anna', { crm: deaf(crm, 'markDeleted') });
    await firm.pump('anna');
    firm.clock.now += 60_000;
    await settle(firm);
    expect(observed(firm, from)).toEqual([['changed-in-crm', 'title'], ['deleted-in-mailbox']]);
  });

  it('of an item that moved to another calendar', async () => {
    const firm = company(['anna']);
    const { world } = firm.person('anna');
    const { ref, item } = world.store.insert(event('m1'), { collection: 'cal' });
    await settle(firm);
    world.store.remove(ref.id);
    world.store.insert(item, { collection: 'other' });
    const from = linesOf(firm).length;
    await settle(firm);
    expect(observed(firm, from)).toEqual([['deleted-in-mailbox'], ['appeared-in-mailbox']]);
  });

  it('of what somebody took out of a calendar', async () => {
    const firm = company(['anna']);
    const { ref } = firm.crmWorld.store.insert(event('m1'), {
      collection: 'appointment',
      users: ['user-anna'],
    });
    await settle(firm);
    firm.crmWorld.store.assign(ref.id, []);
    await settle(firm);
    expect(observed(firm)).toEqual([['appeared-in-crm'], ['taken-out-in-crm']]);
  });

  it('with at most one line per link and page, however often a page names it', async () => {
    const firm = company(['anna']);
    const { world, mailbox } = firm.person('anna');
    const stored = ['m1', 'm2', 'm3'].map((uid) => world.store.insert(event(uid), { collection: 'cal' }));
    await settle(firm);
    const from = linesOf(firm).length;
    for (const { ref } of stored) world.store.edit(ref.id, { title: 'New' });
    let pages = 0;
    await firm.pump('anna', {
      mailbox: {
        ...mailbox,
        async changes(collection, cursor, context) {
          pages += 1;
          const page = await mailbox.changes(collection, cursor, context);
          return { ...page, changes: [...page.changes, ...page.changes] };
        },
      },
    });
    const lines = linesOf(firm)
      .slice(from)
      .filter(({ event: name }) => name === 'changed-in-mailbox');
    expect(pages).toBe(2);
    expect(lines).toHaveLength(3);
    expect(new Set(lines.map(({ linkId }) => linkId)).size).toBe(3);
  });

  it('and of what is private no more than the CRM may know', async () => {
    const firm = company(['anna']);
    const anna = firm.person('anna');
    const { ref } = anna.world.store.insert(event('m1', { privacy: 'private' }), { collection: 'cal' });
    await settle(firm);
    anna.world.store.edit(ref.id, { title: 'Secret', description: 'More of it' });
    await settle(firm);
    expect(observed(firm)).toEqual([['appeared-in-mailbox']]);
    anna.world.store.edit(ref.id, { start: '2026-12-01T12:00:00' });
    await settle(firm);
    expect(observed(firm).slice(1)).toEqual([['changed-in-mailbox', 'start']]);
    anna.world.store.edit(ref.id, { privacy: 'public', title: 'Open' });
    await settle(firm);
    anna.world.store.edit(ref.id, { privacy: 'private', title: 'Secret', locations: {} });
    await settle(firm);
    expect(observed(firm).slice(2)).toEqual([
      ['changed-in-mailbox', 'privacy'],
      ['changed-in-mailbox', 'privacy'],
    ]);
    expect(JSON.stringify(linesOf(firm))).not.toMatch(/Secret|Open/);
  });

  it('and nothing of what its owner keeps out', async () => {
    const firm = company(['anna']);
    const anna = firm.person('anna');
    anna.settings = { ...anna.settings, privacy: 'out' };
    const { ref } = anna.world.store.insert(event('m1', { privacy: 'private' }), { collection: 'cal' });
    await settle(firm);
    anna.world.store.edit(ref.id, { start: '2026-12-01T12:00:00' });
    await settle(firm);
    anna.world.store.remove(ref.id);
    await settle(firm);
    expect(observed(firm)).toEqual([]);
  });

  it('of a colleague what their copy says, once', async () => {
    const firm = company(['anna', 'ben']);
    for (const name of ['anna', 'ben'])
      firm.person(name).world.store.insert(meeting('m1', ['anna', 'ben']), { collection: 'cal' });
    await settle(firm);
    const from = linesOf(firm).length;
    const { ref } = onlyItem(firm, 'ben');
    const participants = {
      [address('anna')]: { roles: { owner: true, attendee: true } },
      [address('ben')]: { roles: { attendee: true }, participationStatus: 'accepted' },
    };
    firm.person('ben').world.store.edit(ref.id, { participants });
    await settle(firm);
    expect(observed(firm, from).filter(([name]) => name === 'changed-in-mailbox')).toEqual([
      ['changed-in-mailbox', 'participants'],
    ]);
  });
});
