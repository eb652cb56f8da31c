import { memoryCrm } from '../../../src/server/crm/memory/index.ts';
import { memoryCrmWorld } from '../../../src/server/crm/memory/world.ts';
import type { MemoryCrmOptions, MemoryCrmWorld } from '../../../src/server/crm/memory/world.ts';
import { memoryMailbox, memoryMailboxWorld } from '../../../src/server/mailboxes/memory/index.ts';
import type { MemoryMailboxOptions, MemoryMailboxWorld } from '../../../src/server/mailboxes/memory/index.ts';
import { createMemoryLedger } from '../../../src/server/storage/memory/memory-ledger.ts';
import type { MemoryLedger } from '../../../src/server/storage/memory/memory-ledger.ts';
import type { Item } from '../../../src/sync/item.ts';
import { eventKind } from '../../../src/sync/kinds/event/kind.ts';
import type { Link, Mailbox } from '../../../src/sync/ports.ts';
import { pump } from '../../../src/sync/pump.ts';
import { DEFAULT_GUARD } from '../../../src/sync/settings.ts';
import type { PumpPorts, PumpReport, PumpSettings } from '../../../src/sync/settings.ts';

const FIELDS = Object.keys(eventKind.fields);
const NOON = Date.UTC(2026, 10, 21, 12);

/** A person with a mailbox. */
export interface Person {
  readonly name: string;
  readonly world: MemoryMailboxWorld;
  readonly mailbox: Mailbox;
  settings: PumpSettings;
}

/** A small company: one CRM, one ledger, some people. */
export interface Company {
  readonly clock: { now: number };
  readonly crmWorld: MemoryCrmWorld;
  readonly ledger: MemoryLedger;
  readonly people: Readonly<Record<string, Person>>;
  person(name: string): Person;
  pump(
    name: string,
    ports?: Partial<Pick<PumpPorts, 'mailbox' | 'crm' | 'ledger' | 'kinds' | 'now'>>,
  ): Promise<PumpReport>;
  links(name: string): readonly Link[];
}

/** Makes a company of people, each with one empty calendar `cal` (and `other`). */
export function company(
  names: readonly string[],
  options: Partial<MemoryMailboxOptions> = {},
  crm: Partial<MemoryCrmOptions> = {},
): Company {
  const clock = { now: NOON };
  const now = () => clock.now;
  let ids = 0;
  const newId = () => `id-${String((ids += 1)).padStart(6, '0')}`;
  const users = names.map((name) => ({ id: `user-${name}`, addresses: [address(name)] }));
  const crmWorld = memoryCrmWorld({
    now,
    users,
    kinds: { Event: { recordType: 'appointment', fields: FIELDS } },
    answers: { version: true, item: true },
    ...crm,
  });
  const ledger = createMemoryLedger({ now });
  const people = Object.fromEntries(names.map((name) => [name, person(name, now, options)]));
  const get = (name: string): Person => {
    const found = people[name];
    if (found === undefined) throw new Error(`Nobody is called ${name}`);
    return found;
  };
  return {
    clock,
    crmWorld,
    ledger,
    people,
    person: get,
    links: (name) => [...ledger.store.links.all()].filter((link) => link.mailboxId === `mailbox-${name}`),
    async pump(name, ports = {}) {
      const { mailbox, settings } = get(name);
      const lease = await ledger.leases.acquire(settings.mailboxId, 'worker', 60_000, { takeOver: true });
      if (lease === null) throw new Error('No lease');
      clock.now += 1000;
      return pump(
        {
          mailbox,
          crm: memoryCrm(crmWorld, settings.userId),
          ledger,
          kinds: [eventKind],
          now,
          newId,
          ...ports,
        },
        lease,
        settings,
      );
    },
  };
}

function person(name: string, now: () => number, options: Partial<MemoryMailboxOptions>): Person {
  const calendar = { kinds: ['Event'], color: null, writable: true };
  const world = memoryMailboxWorld({
    now,
    addresses: [address(name)],
    collections: [
      { id: 'cal', name: 'Calendar', ...calendar },
      { id: 'other', name: 'Other', ...calendar },
    ],
    fields: { Event: FIELDS },
    clientChosenIds: true,
    ...options,
  });
  const settings: PumpSettings = {
    mailboxId: `mailbox-${name}`,
    userId: `user-${name}`,
    addresses: [address(name)],
    collections: ['cal', 'other'],
    readOnly: [],
    createIn: { Event: 'cal' },
    direction: 'both',
    privacy: 'busy',
    scope: 'all',
    window: { from: null, to: null },
    mailPolicy: 'none',
    guard: DEFAULT_GUARD,
    callTimeoutMs: 10_000,
  };
  return { name, world, mailbox: memoryMailbox(world), settings };
}

export function address(name: string): string {
  return `mailto:${name}@example.com`;
}

/** An event on 1 December 2026 at ten in Zurich, one hour. */
export function event(uid: string, changes: Readonly<Record<string, unknown>> = {}): Item {
  return {
    '@type': 'Event',
    uid,
    title: uid,
    start: '2026-12-01T10:00:00',
    timeZone: 'Europe/Zurich',
    duration: 'PT1H',
    ...changes,
  };
}

/** A meeting: the first of the names is its organiser. */
export function meeting(
  uid: string,
  names: readonly string[],
  changes: Readonly<Record<string, unknown>> = {},
): Item {
  const participants = Object.fromEntries(
    names.map((name, index) => [
      address(name),
      { roles: index === 0 ? { owner: true, attendee: true } : { attendee: true } },
    ]),
  );
  return event(uid, { participants, ...changes });
}

/** What is in a store now, by UID. */
export function content(world: MemoryCrmWorld | MemoryMailboxWorld): Readonly<Record<string, Item>> {
  const live = [...world.store.items.values()].filter((stored) => !stored.deleted);
  return Object.fromEntries(live.map(({ item }) => [item['uid'] as string, item]));
}

/** Live items of a store. */
export function live(world: MemoryCrmWorld | MemoryMailboxWorld) {
  return [...world.store.items.values()].filter((stored) => !stored.deleted);
}

/** The number of changes that a store has seen. */
export function changes(world: MemoryCrmWorld | MemoryMailboxWorld): number {
  return world.store.log.length;
}
