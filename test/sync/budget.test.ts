import { memoryCrm } from '../../src/server/crm/memory/index.ts';
import type { Ledger } from '../../src/sync/ports.ts';
import { company, event, live } from './support/world.ts';
import type { Company } from './support/world.ts';
import { settle } from './support/settle.ts';

type Counts = Readonly<Record<string, number>>;

/** A port that counts its calls, by verb. */
function counting<T extends object>(port: T, name: string, counts: Record<string, number>): T {
  return new Proxy(port, {
    get: (target, verb) => {
      const value = (target as Record<string | symbol, unknown>)[verb];
      if (typeof value !== 'function') return value;
      return (...given: unknown[]): unknown => {
        const key = `${name}.${String(verb)}`;
        counts[key] = (counts[key] ?? 0) + 1;
        return (value as (...args: unknown[]) => unknown)(...given);
      };
    },
  });
}

async function counted(firm: Company): Promise<Counts> {
  const counts: Record<string, number> = {};
  const { mailbox, settings } = firm.person('anna');
  const ledger: Ledger = counting(firm.ledger, 'ledger', counts);
  const report = await firm.pump('anna', {
    mailbox: counting(mailbox, 'mailbox', counts),
    crm: counting(memoryCrm(firm.crmWorld, settings.userId), 'crm', counts),
    ledger,
  });
  expect(report.error).toBeNull();
  return counts;
}

function imported(count: number, options: Parameters<typeof company>[1] = {}): Company {
  const firm = company(['anna'], options);
  for (let n = 0; n < count; n += 1)
    firm.person('anna').world.store.insert(event(`m${String(n)}`), { collection: 'cal' });
  return firm;
}

describe('what a pump costs', () => {
  it.each([1, 250])('asks each feed once and nothing else when nothing changed (%s items)', async (count) => {
    const firm = imported(count);
    await settle(firm);
    const { 'ledger.transaction': transactions, ...calls } = await counted(firm);
    expect(calls).toEqual({ 'mailbox.changes': 2, 'crm.changes': 1 });
    expect(transactions).toBeLessThanOrEqual(16);
  });

  it('imports by pages and batches', async () => {
    const [count, page, read, write] = [250, 100, 50, 20];
    const firm = imported(count, { pageSize: page, batch: { read, write } });
    const { 'ledger.transaction': _transactions, ...calls } = await counted(firm);
    expect(calls).toEqual({
      'mailbox.changes': Math.ceil(count / page) + 1,
      'mailbox.read': Math.ceil(count / read),
      'crm.changes': 1,
      // Batches of a hundred links are planned together: 20 divides that.
      'crm.create': Math.ceil(count / write),
    });
    expect(live(firm.crmWorld)).toHaveLength(count);
  });

  it('reads nothing where items come along with the feed', async () => {
    const calls = await counted(imported(250, { inline: true }));
    expect(calls['mailbox.read']).toBeUndefined();
    expect(calls['crm.create']).toBe(13);
  });

  it('uploads by batches and reads nothing back that the server answered', async () => {
    const firm = company(['anna'], { answers: { version: true, item: true } });
    for (let n = 0; n < 250; n += 1)
      firm.crmWorld.store.insert(event(`r${String(n)}`), { collection: 'appointment', users: ['user-anna'] });
    const { 'ledger.transaction': _transactions, ...calls } = await counted(firm);
    expect(calls).toEqual({ 'mailbox.changes': 2, 'crm.changes': 3, 'mailbox.create': 13 });
  });

  it('writes one update for one edit, and looks at nothing else', async () => {
    const firm = imported(250);
    await settle(firm);
    const [first] = live(firm.person('anna').world);
    if (first === undefined) throw new Error('There is no item');
    firm.person('anna').world.store.edit(first.ref.id, { title: 'Edited' });
    const { 'ledger.transaction': _transactions, ...calls } = await counted(firm);
    expect(calls).toEqual({ 'mailbox.changes': 2, 'mailbox.read': 1, 'crm.changes': 1, 'crm.update': 1 });
    const { 'ledger.transaction': _more, ...echo } = await counted(firm);
    expect(echo).toEqual({ 'mailbox.changes': 2, 'crm.changes': 1 });
  });
});
