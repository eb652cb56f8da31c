import { describeCrm, type OpenCrm } from '../../../contracts/crm-contract.ts';
import { memoryCrm, memoryCrmWorld, type MemoryCrmOptions } from '../../../../src/server/crm/memory/index.ts';
import { EVENT_FIELDS } from '../../mailboxes/memory/world.ts';

const CRMS: Readonly<Record<string, Partial<MemoryCrmOptions>>> = {
  'memory, with everything': {},
  'memory, small pages, a feed by seconds': {
    pageSize: 1,
    feedResolutionMs: 1000,
    inline: false,
    onlyOwn: false,
  },
  'memory, without tombstones and conditions': { tombstones: false, conditionalUpdate: false },
  'memory, absence proves nothing': { hiddenLooksGone: true, answers: { version: false, item: false } },
};

for (const [name, options] of Object.entries(CRMS)) {
  describeCrm({ name, open: () => Promise.resolve(open(options)) });
}

const PERSON = { recordType: 'person', id: 'p1', title: 'Eva Müller', address: 'mailto:eva@client.example' };

function open(options: Partial<MemoryCrmOptions>): OpenCrm {
  const world = memoryCrmWorld({
    now: Date.now,
    users: ['ada', 'bob'].map((id) => ({ id, addresses: [`mailto:${id}@firm.example`] })),
    kinds: { Event: { recordType: 'appointment', fields: EVENT_FIELDS } },
    records: [{ ...PERSON, addresses: [PERSON.address] }],
    ...options,
  });
  const { store, links } = world;
  const user = (id: string) => ({ crm: memoryCrm(world, id), id, address: `mailto:${id}@firm.example` });
  return {
    user: user('ada'),
    colleague: user('bob'),
    person: PERSON,
    people: {
      add: (event, users) => Promise.resolve(store.insert(event, { collection: 'appointment', users }).ref),
      retitle: (ref, title) => Promise.resolve(void store.edit(ref.id, { title })),
      assign: (ref, users) => Promise.resolve(void store.assign(ref.id, users)),
      remove: (ref) => Promise.resolve(void store.remove(ref.id)),
    },
    forgotten: (cursor) => {
      store.forgetCursors();
      return cursor;
    },
    linksOf: ({ collection, id }) =>
      Promise.resolve(
        [...links]
          .filter((link) => link.startsWith(`${collection}/${id} `))
          .map((link) => link.split(' ')[1] ?? ''),
      ),
    close: () => Promise.resolve(),
  };
}
