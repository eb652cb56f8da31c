import { memoryCrm } from '../../src/server/crm/memory/index.ts';
import { createMemoryLedger } from '../../src/server/storage/memory/memory-ledger.ts';
import { Throttled } from '../../src/sync/errors.ts';
import { eventKind } from '../../src/sync/kinds/event/kind.ts';
import { rehearse } from '../../src/sync/rehearse.ts';
import type { Rehearsed } from '../../src/sync/rehearsed.ts';
import { live, changes, company, event, meeting } from './support/world.ts';
import type { Company } from './support/world.ts';

const WRITES = ['create', 'update', 'remove', 'markDeleted', 'link', 'unlink'];

/** A port that notes the verbs by which it is asked to write. */
function noting<T extends object>(port: T, writes: string[]): T {
  const entries = Object.entries(port).map(([verb, value]): [string, unknown] => {
    if (typeof value !== 'function' || !WRITES.includes(verb)) return [verb, value];
    return [
      verb,
      (...given: unknown[]) => {
        writes.push(verb);
        return (value as (...args: unknown[]) => unknown)(...given);
      },
    ];
  });
  return Object.fromEntries(entries) as T;
}

/** Rehearses somebody's first pump, on a ledger of its own. */
async function rehearsal(firm: Company, name = 'anna') {
  const { mailbox, settings } = firm.person(name);
  const now = () => firm.clock.now;
  const ledger = createMemoryLedger({ now });
  const lease = await ledger.leases.acquire(settings.mailboxId, 'rehearsal', 60_000);
  if (lease === null) throw new Error('No lease');
  const items: Rehearsed[] = [];
  const writes: string[] = [];
  let ids = 0;
  const report = await rehearse(
    {
      mailbox: noting(mailbox, writes),
      crm: noting(memoryCrm(firm.crmWorld, settings.userId), writes),
      ledger,
      kinds: [eventKind],
      now,
      newId: () => `rehearsed-${String((ids += 1)).padStart(6, '0')}`,
    },
    lease,
    settings,
    (batch) => {
      items.push(...batch);
      return Promise.resolve();
    },
  );
  const outcomes: Record<string, number> = {};
  for (const { outcome } of items) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  return { report, items, writes, outcomes, open: ledger.store.intents.size };
}

const inMailbox = (firm: Company, item: ReturnType<typeof event>) =>
  firm.person('anna').world.store.insert(item, { collection: 'cal' });
const inCrm = (firm: Company, item: ReturnType<typeof event>) =>
  firm.crmWorld.store.insert(item, { collection: 'appointment', users: ['user-anna'] });

/** One of everything. */
function mixed(): Company {
  const firm = company(['anna', 'boris']);
  const person = firm.person('anna');
  person.settings = { ...person.settings, privacy: 'out' };
  inMailbox(firm, event('a', { title: 'In Outlook only' }));
  inCrm(firm, event('b', { title: 'In the CRM only' }));
  inMailbox(firm, event('c', { title: 'On both sides', description: 'From Outlook' }));
  inCrm(firm, event('c', { title: 'On both sides', description: 'From the CRM' }));
  inMailbox(firm, event('d', { title: 'By an earlier connector' }));
  inCrm(
    firm,
    event('d2', { title: 'By an earlier connector', start: '2026-12-01T09:00:00', timeZone: 'Etc/UTC' }),
  );
  inMailbox(firm, event('e', { title: 'Doubtful' }));
  for (const uid of ['e2', 'e3']) inCrm(firm, event(uid, { title: 'Doubtful' }));
  inMailbox(firm, event('f', { title: 'Oncology', privacy: 'private' }));
  inMailbox(firm, meeting('g', ['boris', 'anna'], { title: 'An invitation', start: '2026-12-03T10:00:00' }));
  return firm;
}

describe('a rehearsal', () => {
  it('says of each item what would happen', async () => {
    const { items, outcomes, report } = await rehearsal(mixed());
    expect(report.error).toBeNull();
    expect(outcomes).toEqual({
      'create-in-crm': 2,
      'create-in-mailbox': 1,
      'recognised-by-identity': 1,
      'recognised-by-likeness': 1,
      'waits-as-lookalike': 3,
      'left-alone': 1,
    });
    const both = items.find(({ outcome }) => outcome === 'recognised-by-identity');
    expect(both).toMatchObject({ title: 'On both sides', differences: ['description'], write: null });
    const made = items.find(({ outcome }) => outcome === 'create-in-mailbox');
    expect(made).toMatchObject({
      title: 'In the CRM only',
      write: { side: 'mailbox', operation: 'create' },
      when: { start: '2026-12-01T10:00:00', timeZone: 'Europe/Zurich' },
      itemRef: null,
    });
  });

  it('tells nothing of a private item but when it is, and why it is left alone', async () => {
    const { items } = await rehearsal(mixed());
    const left = items.find(({ outcome }) => outcome === 'left-alone');
    expect(left).toMatchObject({ title: null, withheld: true, reason: { code: 'private-kept-out' } });
    expect(JSON.stringify(items)).not.toContain('Oncology');
  });

  it('writes nothing, anywhere, and leaves nothing under way', async () => {
    const firm = mixed();
    const before = [changes(firm.person('anna').world), changes(firm.crmWorld)];
    const { writes, report, open } = await rehearsal(firm);
    expect(writes).toEqual([]);
    expect(open).toBe(0);
    expect([changes(firm.person('anna').world), changes(firm.crmWorld)]).toEqual(before);
    expect(firm.ledger.store.links.all()).toEqual([]);
    const none = { create: 0, update: 0, remove: 0 };
    expect(report.written).toEqual({ mailbox: none, crm: none });
  });

  it('is what a pump then does', async () => {
    const firm = mixed();
    const { outcomes } = await rehearsal(firm);
    const items = live(firm.person('anna').world).length;
    const records = live(firm.crmWorld).length;
    const report = await firm.pump('anna');
    expect(report.written.crm.create).toBe(outcomes['create-in-crm']);
    expect(report.written.mailbox.create).toBe(outcomes['create-in-mailbox']);
    expect(live(firm.person('anna').world)).toHaveLength(items + 1);
    expect(live(firm.crmWorld)).toHaveLength(records + 2);
    expect(firm.ledger.store.history.filter(({ event: what }) => what === 'adopted')).toHaveLength(1);
  });

  it('hands on what it finds in batches, however much there is', async () => {
    const firm = company(['anna']);
    for (let n = 0; n < 450; n += 1) inMailbox(firm, event(`m${String(n)}`));
    const { outcomes } = await rehearsal(firm);
    expect(outcomes).toEqual({ 'create-in-crm': 450 });
  });

  it('reports an error of a provider, and what was found out before is not taken for all', async () => {
    const firm = company(['anna']);
    const person = firm.person('anna');
    const mailbox = {
      ...person.mailbox,
      changes: () => Promise.reject(new Throttled({ code: 'throttled' }, 5)),
    };
    const broken: Company = { ...firm, person: () => ({ ...person, mailbox }) };
    const { report, items } = await rehearsal(broken);
    expect([report.error?.code, items.length]).toEqual(['throttled', 0]);
  });
});
