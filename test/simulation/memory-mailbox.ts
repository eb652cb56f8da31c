import { memoryMailbox, memoryMailboxWorld } from '../../src/server/mailboxes/memory/index.ts';
import type { Item } from '../../src/sync/item.ts';
import type { MailboxSetup } from './scenario.ts';
import { memoryShelf, type PlayedMailbox } from './shelf.ts';
import { bearable } from './bearable.ts';
import { PERSONAL, SHARED } from './properties.ts';

const COLLECTION = 'calendar';

/** A mailbox in memory. */
export function memoryMailboxOf(
  setup: MailboxSetup,
  address: string,
  mangle: (item: Item) => Item,
  now: () => number,
): PlayedMailbox {
  const world = memoryMailboxWorld({
    ...setup,
    ...(setup.twins === true ? { refusesTwins: 'adapter' } : {}),
    now,
    addresses: [address],
    collections: [{ id: COLLECTION, name: 'Calendar', kinds: ['Event'], color: null, writable: true }],
    fields: { Event: [...SHARED, ...PERSONAL] },
    conditionalUpdate: setup.conditional,
    conditionalDelete: setup.conditional,
    batch: { read: setup.batch, write: setup.batch },
    mangle,
  });
  return {
    shelf: memoryShelf(world.store),
    collection: COLLECTION,
    account: null,
    outbox: () => world.outbox,
    connect: ({ faults }) => memoryMailbox(world, bearable(faults, setup.mangling)),
  };
}
