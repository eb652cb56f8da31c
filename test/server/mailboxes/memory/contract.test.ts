import { randomUUID } from 'node:crypto';
import {
  describeMailbox,
  type HumanClient,
  type MailClient,
  type OpenMailbox,
} from '../../../contracts/mailbox-contract.ts';
import { memoryMailbox, type MemoryMailboxOptions } from '../../../../src/server/mailboxes/memory/index.ts';
import type { MemoryMailboxWorld } from '../../../../src/server/mailboxes/memory/index.ts';
import { adasWorld } from './world.ts';

const SERVERS: Readonly<Record<string, Partial<MemoryMailboxOptions>>> = {
  'memory, with everything': {},
  'memory, small pages with bodies': { pageSize: 1, inline: true, answers: { version: true, item: true } },
  'memory, without tombstones': { tombstones: false, clientChosenIds: true, pageSize: 2 },
  'memory, whose server takes twins': { refusesTwins: 'adapter' },
  'memory, without conditions': {
    conditionalUpdate: false,
    conditionalDelete: false,
    answers: { version: false, item: false },
  },
};

for (const [name, options] of Object.entries(SERVERS)) {
  describeMailbox({ name, open: () => Promise.resolve(open(adasWorld(options))) });
}

function open(world: MemoryMailboxWorld): OpenMailbox {
  let requests = 0;
  const mailbox = memoryMailbox(world, {
    call: () => {
      requests += 1;
      return null;
    },
    page: () => null,
    rewritten: () => false,
  });
  return {
    mailbox,
    collection: 'calendar',
    human: human(world),
    traffic: () => ({ requests, bytes: 0 }),
    forgotten: (cursor) => {
      world.store.forgetCursors();
      return cursor;
    },
    close: () => Promise.resolve(),
  };
}

function mailClient({ mails }: MemoryMailboxWorld): MailClient {
  const add: MailClient['add'] = (original, folder) => {
    const itemId = randomUUID();
    const draft = folder === 'drafts';
    mails.set(itemId, { itemId, original, draft, receivedAt: Date.now(), conversationId: 'conversation' });
    return Promise.resolve(itemId);
  };
  const remove = (id: string): Promise<void> => {
    mails.delete(id);
    return Promise.resolve();
  };
  return {
    add,
    remove,
    async move(id) {
      await add(mails.get(id)?.original ?? Buffer.alloc(0), 'deep');
      await remove(id);
    },
  };
}

function human(world: MemoryMailboxWorld): HumanClient {
  const { store } = world;
  return {
    mails: mailClient(world),
    add: (event) => Promise.resolve(store.insert(event, { collection: 'calendar' }).ref),
    retitle: (ref, title) => Promise.resolve(void store.edit(ref.id, { title })),
    remove: (ref) => Promise.resolve(void store.remove(ref.id)),
    mark: (ref, text) => Promise.resolve(void store.edit(ref.id, { 'x-mark': text })),
    readMark: (ref) => {
      const mark = store.live(ref.id)?.item['x-mark'];
      return Promise.resolve(typeof mark === 'string' ? mark : null);
    },
    addUnreadable: () => {
      const { ref } = store.insert({ '@type': 'Event', uid: 'unreadable' }, { collection: 'calendar' });
      return Promise.resolve(store.garble(ref.id, true).ref);
    },
  };
}
