import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import type { Fault } from '../../../../src/sandbox/main.ts';
import { memoryCrm } from '../../../../src/server/crm/memory/index.ts';
import { memoryCrmWorld } from '../../../../src/server/crm/memory/world.ts';
import { createMemoryLedger } from '../../../../src/server/storage/memory/memory-ledger.ts';
import type { Item } from '../../../../src/sync/item.ts';
import type { Event } from '../../../../src/sync/kinds/event/event.ts';
import { eventKind } from '../../../../src/sync/kinds/event/kind.ts';
import { normaliseEvent } from '../../../../src/sync/kinds/event/normalise.ts';
import { pump } from '../../../../src/sync/pump.ts';
import { DEFAULT_GUARD } from '../../../../src/sync/settings.ts';
import type { CallContext, Page, Ref } from '../../../../src/sync/ports.ts';
import type { PumpReport, PumpSettings } from '../../../../src/sync/settings.ts';
import { anIntent } from '../../../contracts/mailbox/events.ts';
import { anyEvent } from './arbitrary-event.ts';
import { OLGA, openWorld } from './harness.ts';
import type { EwsWorld } from './harness.ts';

/** What somebody does, on a thing chosen by number. */
type Action =
  | {
      readonly type: 'add' | 'edit';
      readonly side: 'crm' | 'mailbox';
      readonly which: number;
      readonly event: Event;
    }
  | { readonly type: 'remove'; readonly side: 'crm' | 'mailbox'; readonly which: number }
  | { readonly type: 'pump'; readonly fault: Fault | null; readonly after: number };

/** Of our Olga, and not private: what is private is another story. */
const ours = anyEvent.map(({ privacy: _open, ...event }): Event => {
  const text = JSON.stringify(event).replaceAll('olga@example.org', OLGA.address);
  return normaliseEvent(JSON.parse(text) as Event);
});
const side = fc.constantFrom('crm' as const, 'mailbox' as const);
const fault = fc.constantFrom<(Fault | null)[]>(
  null,
  { kind: 'cut-before' },
  { kind: 'cut-after' },
  { kind: 'lose-acknowledgement' },
  { kind: 'server-busy', backOffMilliseconds: 1000 },
  { kind: 'forget-cursors' },
  { kind: 'repeat-changes' },
  { kind: 'reorder-changes' },
  { kind: 'no-version' },
);
const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ type: fc.constant('add' as const), side, which: fc.nat(9), event: ours }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ type: fc.constant('edit' as const), side, which: fc.nat(9), event: ours }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('remove' as const), side, which: fc.nat(9) }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('pump' as const), fault, after: fc.nat(9) }) },
);

/** One person's Exchange, a CRM, and the engine between them. */
function between(world: EwsWorld) {
  const now = (): number => Date.now() + world.clock.ahead;
  const crmWorld = memoryCrmWorld({
    now,
    users: [{ id: 'olga', addresses: [`mailto:${OLGA.address}`] }],
    kinds: { Event: { recordType: 'appointment', fields: Object.keys(eventKind.fields) } },
  });
  const ledger = createMemoryLedger({ now });
  const settings: PumpSettings = {
    mailboxId: 'mailbox',
    userId: 'olga',
    addresses: [`mailto:${OLGA.address}`],
    collections: [world.collection],
    readOnly: [],
    createIn: { Event: world.collection },
    direction: 'both',
    privacy: 'busy',
    scope: 'all',
    window: { from: null, to: null },
    mailPolicy: 'none',
    guard: { ...DEFAULT_GUARD },
    callTimeoutMs: 20_000,
  };
  const run = async (): Promise<PumpReport> => {
    // Whatever was left open before is over by now.
    world.clock.ahead += 3_600_000;
    const lease = await ledger.leases.acquire('mailbox', 'worker', 60_000, { takeOver: true });
    if (lease === null) throw new Error('No lease');
    const crm = memoryCrm(crmWorld, 'olga');
    return pump(
      { mailbox: world.mailbox, crm, ledger, kinds: [eventKind], now, newId: randomUUID },
      lease,
      settings,
    );
  };
  return { crmWorld, ledger, run };
}

type Between = ReturnType<typeof between>;

/** Twenty seconds from now, by the clock of the world. */
function later({ clock }: EwsWorld): CallContext {
  return { deadline: Date.now() + clock.ahead + 20_000 };
}

async function items(world: EwsWorld) {
  const refs: Ref[] = [];
  for (let cursor: string | null = null, more = true; more;) {
    const page: Page = await world.other.changes(world.collection, cursor, later(world));
    refs.push(...page.changes.map(({ ref }) => ref));
    [cursor, more] = [page.cursor, page.more];
  }
  const readings = await world.other.read(refs, later(world));
  return readings.flatMap((reading) => (reading.type === 'found' ? [reading.found] : []));
}

function changed(item: Item, event: Event): Item {
  const { uid: _same, '@type': _type, ...changes } = event;
  return normaliseEvent({ ...item, recurrenceOverrides: {}, ...changes });
}

async function act(world: EwsWorld, { crmWorld, run }: Between, step: Action): Promise<void> {
  if (step.type === 'pump') {
    if (step.fault !== null) world.sandbox.faults.add({ fault: step.fault, after: step.after });
    await run();
    world.sandbox.faults.clear();
    return;
  }
  if (step.type === 'add') {
    const item = normaliseEvent({ ...step.event, uid: `${randomUUID()}@example.org` });
    if (step.side === 'crm') crmWorld.store.insert(item, { collection: 'appointment', users: ['olga'] });
    else await world.other.create([{ collection: world.collection, item, intent: anIntent() }], later(world));
    return;
  }
  if (step.side === 'crm') {
    const records = [...crmWorld.store.items.values()].filter(({ deleted }) => !deleted);
    const record = records[step.which % Math.max(1, records.length)];
    if (record === undefined) return;
    if (step.type === 'remove') crmWorld.store.remove(record.ref.id);
    else
      crmWorld.store.edit(record.ref.id, {
        title: null,
        description: null,
        ...changed(record.item, step.event),
      });
    return;
  }
  const there = await items(world);
  const found = there[step.which % Math.max(1, there.length)];
  if (found === undefined) return;
  const intent = anIntent(found.version);
  if (step.type === 'remove') await world.other.remove([{ ref: found.ref, intent }], later(world));
  else {
    const item = changed(found.item, step.event);
    const names = [...new Set([...Object.keys(found.item), ...Object.keys(item)])];
    const patch = Object.fromEntries(names.map((name) => [name, item[name] ?? null]));
    await world.other.update([{ ref: found.ref, patch, item, intent }], later(world));
  }
}

describe('The engine between a CRM and an Exchange', () => {
  it('makes them agree whatever people do, comes to rest, and mails nobody', async () => {
    let agreed = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 3, maxLength: 10 }), async (story) => {
        const world = await openWorld();
        try {
          const both = between(world);
          for (const step of story) await act(world, both, step);
          for (let round = 0; round < 4; round += 1) await both.run();
          const last = await both.run();
          expect(last).toMatchObject({
            error: null,
            written: {
              crm: { create: 0, update: 0, remove: 0 },
              mailbox: { create: 0, update: 0, remove: 0 },
            },
          });
          const there = new Map((await items(world)).map((found) => [found.ref.id, found.item]));
          for (const link of both.ledger.store.links.all()) {
            if (link.state !== 'active' || link.itemRef === null || link.recordRef === null) continue;
            const record = both.crmWorld.store.live(link.recordRef.id)?.item ?? null;
            const item = there.get(link.itemRef.id) ?? null;
            expect(item && sharedOf(item)).toEqual(record && sharedOf(record));
            agreed += 1;
          }
          expect(world.sandbox.groupware.outbox.mails()).toEqual([]);
        } finally {
          await world.close();
        }
      }),
      { numRuns: 8 },
    );
    expect(agreed).toBeGreaterThan(0);
  }, 120_000);
});

/** As both sides have it. An organiser is called as Exchange calls them: what it makes of a write is not an edit. */
function sharedOf(item: Item): Item {
  const { sequence: _counted, ...rest } = eventKind.shared(item);
  const named = (key: string, value: unknown): unknown =>
    key === 'name' && value === OLGA.displayName ? undefined : value;
  return normaliseEvent(JSON.parse(JSON.stringify(rest), named) as Item);
}
