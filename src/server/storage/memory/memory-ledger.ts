import type {
  ConflictRecord,
  FeedState,
  HistoryEntry,
  Ledger,
  LedgerTransaction,
  Link,
  Observation,
  Side,
} from '../../../sync/ports.ts';
import { createLinkIndex, type LinkIndex } from './link-index.ts';
import { createMemoryLeases, type MemoryLeases } from './memory-leases.ts';
import { isThere, memoryIntents, type StoredIntent } from './memory-intents.ts';
import { append, createUndoLog, replaceAll, setKey, type TransactionLog } from './undo.ts';

/** What a memory ledger holds. */
export interface MemoryStore {
  readonly links: LinkIndex;
  readonly feeds: Map<string, FeedState>;
  readonly intents: Map<string, StoredIntent>;
  readonly removals: { mailboxId: string; linkId: string; side: Side; at: number }[];
  readonly history: (HistoryEntry & { readonly mailboxId: string })[];
  readonly conflicts: (ConflictRecord & { readonly mailboxId: string })[];
}

/** A ledger that lives in memory, for simulations: the same promises, and a look inside. */
export interface MemoryLedger extends Ledger {
  readonly leases: MemoryLeases;
  /** The live content, to be read only. */
  readonly store: MemoryStore;
  /** A person's answer to a held deletion or an unsent meeting; marks the link dirty. */
  decide(linkId: string, decision: Link['decision']): void;
  /** What the owner says of the item; marks the link dirty. */
  mark(linkId: string, mark: Link['mark']): void;
}

/**
 * An empty ledger; `now` gives epoch milliseconds. Transactions run one after the other, so `work` must not wait for
 * another transaction. When `work` throws, everything that it did is undone.
 */
export function createMemoryLedger(options: { readonly now: () => number }): MemoryLedger {
  const leases = createMemoryLeases(options.now);
  const store: MemoryStore = {
    links: createLinkIndex(),
    feeds: new Map(),
    intents: new Map(),
    removals: [],
    history: [],
    conflicts: [],
  };
  // They run one after the other: one log and one set of verbs per mailbox serve them all.
  const log = createUndoLog();
  const verbs = new Map<string, LedgerTransaction>();
  const verbsOf = (mailboxId: string): LedgerTransaction => {
    const known = verbs.get(mailboxId) ?? transactionOf(store, mailboxId, log, options.now);
    verbs.set(mailboxId, known);
    return known;
  };
  let queue: Promise<unknown> = Promise.resolve();
  return {
    leases,
    store,
    transaction(lease, work) {
      const turn = queue.then(() => {
        leases.check(lease);
        return allOrNothing(log, () => work(verbsOf(lease.mailboxId)));
      });
      queue = turn.catch(() => undefined);
      return turn;
    },
    decide(linkId, decision) {
      change(store, linkId, { decision });
    },
    mark(linkId, mark) {
      change(store, linkId, { mark });
    },
  };
}

function change(store: MemoryStore, linkId: string, by: Partial<Link>): void {
  const link = store.links.get(linkId);
  if (link !== undefined) store.links.save({ push: () => undefined }, [{ ...link, ...by, dirty: true }]);
}

async function allOrNothing<T>(log: TransactionLog, work: () => Promise<T>): Promise<T> {
  log.begin();
  try {
    const result = await work();
    // A failed verb spoils the transaction even if `work` swallowed its error, as it does in a database.
    if (log.failure !== null) throw log.failure.error;
    return result;
  } catch (error) {
    log.undo();
    throw error;
  }
}

function transactionOf(
  store: MemoryStore,
  mailboxId: string,
  log: TransactionLog,
  now: () => number,
): LedgerTransaction {
  const feedKey = (name: string): string => `${mailboxId} ${name}`;
  return {
    ...linkReads(store, mailboxId),
    ...linkWrites(store, mailboxId, log),
    ...memoryIntents(store, mailboxId, log, now),
    feed: (name) =>
      Promise.resolve(store.feeds.get(feedKey(name)) ?? { cursor: null, listing: 0, listingOpen: false }),
    saveFeed(name, state) {
      setKey(log, store.feeds, feedKey(name), state);
      return Promise.resolve();
    },
    appendHistory(entries) {
      const lines = entries.map((entry) => ({ ...entry, mailboxId }));
      append(log, store.history, lines);
      return Promise.resolve();
    },
    forgetConflicts(linkIds) {
      const kept = store.conflicts.filter((conflict) => !linkIds.includes(conflict.linkId));
      if (kept.length < store.conflicts.length) replaceAll(log, store.conflicts, kept);
      return Promise.resolve();
    },
    saveConflicts(conflicts) {
      const records = conflicts.map((conflict) => ({ ...conflict, mailboxId }));
      append(log, store.conflicts, records);
      return Promise.resolve();
    },
  };
}

function linkReads({ links, intents }: MemoryStore, mailboxId: string) {
  const mine = (link: Link): boolean => link.mailboxId === mailboxId;
  const page = (found: readonly Link[], after: string | null, limit: number): readonly Link[] =>
    found.filter((link) => after === null || link.id > after).slice(0, limit);
  return {
    linksByItem: (refs) => Promise.resolve(links.byItem(mailboxId, refs)),
    linksByRecord: (refs) => Promise.resolve(links.byRecord(refs).filter(mine)),
    linksByIdentity: (kind, identities) => Promise.resolve(links.byIdentity(kind, identities)),
    linksByKey: (keys) => Promise.resolve(links.byKey(keys)),
    linksById: (ids) =>
      Promise.resolve(
        [...new Set(ids)]
          .sort()
          .flatMap((id) => links.get(id) ?? [])
          .filter(mine),
      ),
    siblings: (refs) =>
      Promise.resolve(links.byRecord(refs).filter((link) => !mine(link) && link.state !== 'ended')),
    lookalikes() {
      const living = links.dirty(mailboxId).filter(({ state }) => state !== 'ended');
      const times = new Set(living.flatMap(({ lookalike }) => lookalike ?? []));
      if (times.size === 0) return Promise.resolve([]);
      const isMeant = ({ state, lookalike = '' }: Link): boolean => state !== 'ended' && times.has(lookalike);
      return Promise.resolve(links.ofMailbox(mailboxId).filter(isMeant));
    },
    dirtyLinks(after, limit) {
      const dirty = links.dirty(mailboxId);
      if (dirty.length === 0) return Promise.resolve(dirty);
      const busy = new Set([...intents.values()].map((intent) => intent.linkId));
      return Promise.resolve(
        page(
          dirty.filter((link) => !busy.has(link.id)),
          after,
          limit,
        ),
      );
    },
    linksToRead(side, after, limit) {
      const open = links
        .toRead(mailboxId, side)
        .filter(({ state }) => state !== 'ended' && state !== 'quarantined');
      return Promise.resolve(page(open, after, limit));
    },
  } satisfies Partial<LedgerTransaction>;
}

/** What was not read yet keeps all but its state, above all what our own write sent. */
function asMissing(seen: Observation): Observation {
  return seen.state === 'unread' ? { ...seen, state: 'missing' } : { state: 'missing' };
}

function linkWrites({ links }: MemoryStore, mailboxId: string, log: TransactionLog) {
  // eslint-disable-next-line @typescript-eslint/require-await -- a conflict must reject, not throw
  const save = async (saved: readonly Link[]): Promise<void> => {
    try {
      links.save(log, saved);
    } catch (error) {
      log.failure ??= { error };
      throw error;
    }
  };
  const touch = (found: readonly Link[]): Promise<void> =>
    save(found.filter((link) => !link.dirty).map((link) => ({ ...link, dirty: true })));
  return {
    saveLinks: save,
    async markMissing(side, feed, listing) {
      const absent = links.ofMailbox(mailboxId).filter((link) => {
        const { state } = link.observed[side];
        const inFeed = side === 'crm' ? link.recordRef !== null : link.itemRef?.collection === feed;
        return link.state !== 'ended' && inFeed && isThere(state) && link.seenIn[side] !== listing;
      });
      await save(
        absent.map((link) => ({
          ...link,
          observed: { ...link.observed, [side]: asMissing(link.observed[side]) },
          dirty: true,
        })),
      );
      return absent.length;
    },
    touchDormant: () => touch(links.ofMailbox(mailboxId).filter((link) => link.state === 'dormant')),
    touchAll: () => touch(links.ofMailbox(mailboxId).filter((link) => link.state !== 'ended')),
    async releaseQuarantined() {
      const aside = links.ofMailbox(mailboxId).filter(({ state }) => state === 'quarantined');
      await save(aside.map((link) => ({ ...link, state: 'active', reason: null, dirty: true })));
      return aside.map(({ id }) => id);
    },
    lookAtHidden: () => save(links.ofMailbox(mailboxId).flatMap(unreadWhereHidden)),
    lookAgain: (sides) => {
      const unread = (observation: Observation): Observation =>
        observation.state === 'present' ? { state: 'unread', version: observation.version } : observation;
      const living = links.ofMailbox(mailboxId).filter(({ state }) => state !== 'ended');
      return save(
        living.map((link) => {
          const seen = sides.map((side) => [side, unread(link.observed[side])] as const);
          return { ...link, observed: { ...link.observed, ...Object.fromEntries(seen) } };
        }),
      );
    },
    touchSiblings: (refs) =>
      touch(links.byRecord(refs).filter((link) => link.mailboxId !== mailboxId && link.state !== 'ended')),
  } satisfies Partial<LedgerTransaction>;
}

/** A sleeping link whose item or record was never seen is to be read; none: nothing of it is hidden. */
function unreadWhereHidden(link: Link): readonly Link[] {
  if (link.state !== 'dormant') return [];
  const unread = { state: 'unread', version: '' } as const;
  const { mailbox, crm } = link.observed;
  const hidden = {
    ...(mailbox.state === 'unknown' && link.itemRef !== null ? { mailbox: unread } : {}),
    ...(crm.state === 'unknown' && link.recordRef !== null ? { crm: unread } : {}),
  };
  return Object.keys(hidden).length > 0 ? [{ ...link, observed: { ...link.observed, ...hidden } }] : [];
}
