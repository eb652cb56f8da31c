import { Gone, Stale } from '../../../sync/errors.ts';
import type { CreateRequest, Found, Mailbox, MailboxTraits, Reading, Ref } from '../../../sync/ports.ts';
import { createOne, look, refusal, removeOne, updateOne, write, type Side } from '../../memory/calls.ts';
import { NO_FAULTS, type Faults } from '../../memory/faults.ts';
import { feedPage, type FeedOptions } from '../../memory/feed.ts';
import { found, type Stored } from '../../memory/store.ts';
import { malformedReading } from '../../memory/readings.ts';
import { memoryContent } from './content.ts';
import type { MemoryMailboxWorld } from './world.ts';

export { memoryMailboxWorld } from './world.ts';
export type { MemoryMailboxOptions, MemoryMailboxWorld, OutboxMail } from './world.ts';

/**
 * A mailbox that lives in memory, as the synchroniser sees it. The world behind it is shared: people change it
 * directly. `faults` says what goes wrong, call by call.
 */
export function memoryMailbox(world: MemoryMailboxWorld, faults: Faults = NO_FAULTS): Mailbox {
  const { store, options } = world;
  const side: Side = { store, faults, batch: options.batch };
  return {
    traits: traits(world),
    probe: (context) =>
      look(side, { verb: 'probe', size: 0 }, context, () => ({
        addresses: options.addresses,
        server: 'Memory',
        discovered: {},
      })),
    collections: (context) =>
      look(side, { verb: 'collections', size: 0 }, context, () => options.collections),
    changes: (collection, cursor, context) =>
      look(side, { verb: 'changes', size: 0 }, context, () => {
        if (!options.collections.some(({ id }) => id === collection))
          throw new Gone({ code: 'no-such-collection' });
        return feedPage(store, feed(world, collection), cursor, faults.page);
      }),
    read: (refs, context) =>
      look(side, { verb: 'read', size: refs.length }, context, () => refs.map((ref) => reading(world, ref))),
    find: (collection, keys, context) =>
      look(side, { verb: 'find', size: keys.length }, context, () =>
        keys.map((key) => {
          const stored = store.byKey(collection, key);
          return stored === null ? null : seen(world, stored);
        }),
      ),
    content: memoryContent(world, side),
    ...writes(world, side),
  };
}

function writes(world: MemoryMailboxWorld, side: Side): Pick<Mailbox, 'create' | 'update' | 'remove'> {
  const { store, options } = world;
  const { answers } = options;
  const isUnique = options.refusesTwins === 'server';
  const before = (ref: Ref) => store.live(ref.id)?.item ?? null;
  return {
    create: (requests, context) => {
      const there = present(world, requests);
      return write(side, 'create', requests, context, (request) => {
        if (!options.collections.some(({ id }) => id === request.collection)) {
          return refusal(new Gone({ code: 'no-such-collection' }));
        }
        if (there.has(request)) return refusal(new Stale({ code: 'exists-already' }));
        const id = options.clientChosenIds ? request.intent.correlationKey : undefined;
        const outcome = createOne(
          side,
          request,
          { uniqueKey: isUnique, uniqueUid: isUnique, id, users: [] },
          answers,
        );
        if (outcome.ok)
          world.schedule('create', { before: null, after: request.item }, request.intent.mailPolicy);
        return outcome;
      });
    },
    update: (requests, context) =>
      write(side, 'update', requests, context, (request) => {
        const old = before(request.ref);
        const outcome = updateOne(side, request, options.conditionalUpdate, answers);
        const items = { before: old, after: before(request.ref) };
        if (outcome.ok) world.schedule('update', items, request.intent.mailPolicy);
        return outcome;
      }),
    remove: (requests, context) =>
      write(side, 'remove', requests, context, (request) => {
        const old = before(request.ref);
        const outcome = removeOne(side, request, options.conditionalDelete, answers);
        if (outcome.ok) world.schedule('remove', { before: old, after: null }, request.intent.mailPolicy);
        return outcome;
      }),
  };
}

/** What an adapter finds to be there already, when it looks before it asks: of that it asks nothing. */
function present(
  { store, options }: MemoryMailboxWorld,
  requests: readonly CreateRequest[],
): ReadonlySet<CreateRequest> {
  if (options.refusesTwins === 'server') return new Set();
  store.settle();
  const isThere = ({ collection, item, intent }: CreateRequest): boolean =>
    store.byKey(collection, intent.correlationKey) !== null ||
    (typeof item['uid'] === 'string' && store.byUid(collection, item['uid']) !== null);
  return new Set(requests.filter(isThere));
}

function reading({ store, options }: MemoryMailboxWorld, ref: Ref): Reading {
  const stored = store.live(ref.id);
  if (stored?.ref.collection !== ref.collection)
    return { type: options.hiddenLooksGone ? 'hidden' : 'gone', ref };
  return stored.garbled ? malformedReading(stored) : { type: 'found', ref, found: seen({ options }, stored) };
}

/** An item as the mailbox reports it, with the mark of who told others where it keeps one. */
function seen({ options }: Pick<MemoryMailboxWorld, 'options'>, stored: Stored): Found {
  return options.marksTold ? { ...found(stored), toldBy: stored.toldBy ?? null } : found(stored);
}

function feed({ options }: MemoryMailboxWorld, collection: string): FeedOptions {
  const { pageSize, tombstones, inline } = options;
  const going = { pageSize, tombstones, relists: !tombstones, inline, resolutionMs: 0 };
  return { collection, ...going, sees: () => true, report: (stored) => seen({ options }, stored) };
}

function traits({ options }: MemoryMailboxWorld): MailboxTraits {
  const { fields, recurrence, silentScheduling, conditionalUpdate, conditionalDelete } = options;
  const { revision, tombstones, hiddenLooksGone, batch } = options;
  const writing = { silentScheduling, conditionalUpdate, conditionalDelete };
  return { revision, fields, recurrence, ...writing, tombstones, hiddenLooksGone, push: false, batch };
}
