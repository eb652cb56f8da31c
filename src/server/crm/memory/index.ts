import type { Crm, CrmTraits, Found, Reading, RecordHandle, Ref } from '../../../sync/ports.ts';
import { createOne, look, removeOne, updateOne, write, type Side } from '../../memory/calls.ts';
import { NO_FAULTS, type Faults } from '../../memory/faults.ts';
import { feedPage, type FeedOptions } from '../../memory/feed.ts';
import { malformedReading } from '../../memory/readings.ts';
import { found, type Stored } from '../../memory/store.ts';
import type { MemoryCrmWorld } from './world.ts';

export { memoryCrmWorld } from './world.ts';
export type { MemoryCrmOptions, MemoryCrmRecord, MemoryCrmUser, MemoryCrmWorld } from './world.ts';

/**
 * A CRM that lives in memory, as this user sees it. The world behind it is shared with the other users and with the
 * people who work in it. `faults` says what goes wrong, call by call.
 */
export function memoryCrm(world: MemoryCrmWorld, userId: string, faults: Faults = NO_FAULTS): Crm {
  const { store, options } = world;
  const side: Side = { store, faults, batch: options.batch };
  return {
    traits: traits(world),
    changes: (cursor, context) =>
      look(side, { verb: 'changes', size: 0 }, context, () =>
        feedPage(store, feed(world, userId), cursor, faults.page),
      ),
    read: (refs, context) =>
      look(side, { verb: 'read', size: refs.length }, context, () => refs.map((ref) => reading(world, ref))),
    find: (collection, keys, context) =>
      look(side, { verb: 'find', size: keys.length }, context, () =>
        keys.map((key) => {
          const stored = store.byKey(collection, key);
          return stored === null ? null : report(world, stored);
        }),
      ),
    ...writes(world, userId, side),
    ...directory(world),
  };
}

function writes(
  world: MemoryCrmWorld,
  userId: string,
  side: Side,
): Pick<Crm, 'create' | 'update' | 'markDeleted'> {
  const { store } = world;
  const { answers, conditionalUpdate } = world.options;
  const creating = { uniqueKey: true, uniqueUid: false, id: undefined, users: [userId] };
  return {
    create: (requests, context) =>
      write(side, 'create', requests, context, (request) => {
        join(world, userId, store.byKey(request.collection, request.intent.correlationKey));
        return createOne(side, request, creating, answers);
      }),
    update: (requests, context) =>
      write(side, 'update', requests, context, (request) =>
        updateOne(side, request, conditionalUpdate, answers),
      ),
    markDeleted: (requests, context) =>
      write(side, 'remove', requests, context, (request) =>
        removeOne(side, request, conditionalUpdate, answers),
      ),
  };
}

/** Whoever asks for a record that is there holds a copy of it: it is theirs as well, unless somebody took it away from them. */
function join(world: MemoryCrmWorld, userId: string, taken: Stored | null): void {
  if (taken === null || world.everOf(taken).has(userId)) return;
  world.store.assign(taken.ref.id, [...taken.users, userId]);
}

function directory({
  options,
  links,
}: MemoryCrmWorld): Pick<Crm, 'search' | 'resolve' | 'urlOf' | 'link' | 'unlink'> {
  const connection = (from: RecordHandle, to: RecordHandle): string =>
    `${from.recordType}/${from.id} ${to.recordType}/${to.id}`;
  return {
    search: (text, limit) => {
      const hits = options.records.filter(({ title }) => title.toLowerCase().includes(text.toLowerCase()));
      return Promise.resolve(
        hits.slice(0, limit).map(({ recordType, id, title }) => ({ recordType, id, title })),
      );
    },
    resolve: (addresses) =>
      Promise.resolve(
        options.records.flatMap((record) =>
          record.addresses
            .filter((address) => addresses.includes(address))
            .map((address) => ({ address, recordType: record.recordType, id: record.id })),
        ),
      ),
    urlOf: (recordType, id) => `memory:/${recordType}/${encodeURIComponent(id)}`,
    link: (from, to) => {
      links.add(connection(from, to));
      return Promise.resolve();
    },
    unlink: (from, to) => {
      links.delete(connection(from, to));
      return Promise.resolve();
    },
  };
}

function reading(world: MemoryCrmWorld, ref: Ref): Reading {
  const stored = world.store.live(ref.id);
  if (stored?.ref.collection !== ref.collection) {
    return { type: world.options.hiddenLooksGone ? 'hidden' : 'gone', ref };
  }
  return stored.garbled ? malformedReading(stored) : { type: 'found', ref, found: report(world, stored) };
}

function report(world: MemoryCrmWorld, stored: Stored): Found {
  return { ...found(stored), users: world.usersOf(stored) };
}

/** What stopped being a user's stays in their feed, or nobody would tell them. */
function feed(world: MemoryCrmWorld, userId: string): FeedOptions {
  const { pageSize, tombstones, inline, feedResolutionMs, onlyOwn } = world.options;
  const sees = (stored: Stored): boolean => !onlyOwn || world.everOf(stored).has(userId);
  const going = { pageSize, tombstones, relists: false, inline, resolutionMs: feedResolutionMs };
  return { collection: null, ...going, sees, report: (stored) => report(world, stored) };
}

function traits({ options }: MemoryCrmWorld): CrmTraits {
  const { revision, kinds, recurrence, batch } = options;
  const { conditionalUpdate, tombstones, hiddenLooksGone, feedResolutionMs } = options;
  const feed = { tombstones, hiddenLooksGone, feedResolutionMs };
  return { revision, kinds, recurrence, conditionalUpdate, ...feed, batch };
}
