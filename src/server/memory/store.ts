import { applyPatch, type Item, type Patch } from '../../sync/item.ts';
import type { Found, Ref, Version } from '../../sync/ports.ts';

/** An item as the side holds it. Replaced as a whole at every change; `item` is never modified. */
export interface Stored {
  readonly ref: Ref;
  /** Order of creation; listings follow it. */
  readonly ordinal: number;
  readonly item: Item;
  readonly version: Version;
  readonly correlationKey: string | null;
  /** Of the last update that only told others; null: none. */
  readonly toldBy?: string | null;
  /** CRM only: the users it was assigned to by hand or by its creator. */
  readonly users: readonly string[];
  readonly deleted: boolean;
  /** Nobody can read it. */
  readonly garbled: boolean;
  /** Epoch milliseconds. */
  readonly changedAt: number;
  /** Where in the log its latest change stands. */
  readonly logged: number;
}

/** A line of the change log. */
export interface LogLine {
  readonly ref: Ref;
  readonly version: Version;
}

/** How the server that plays behind a store behaves. */
export interface StoreOptions {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** What the server makes of what is written: rewrites, truncates, drops. Deterministic and idempotent. */
  readonly mangle?: (item: Item) => Item;
  /** Told of every change. */
  readonly onChange?: (stored: Stored) => void;
}

/** What happens to an item behind the back of every synchroniser, and what a synchroniser's writes come down to. */
export interface Store {
  readonly now: () => number;
  /** Everything by id, deleted items included, in the order of creation. */
  readonly items: ReadonlyMap<string, Stored>;
  readonly log: readonly LogLine[];
  /** Cursors carry it; raised when they are forgotten. */
  readonly generation: number;
  insert(item: Item, at: NewItem): Stored;
  /** Writes a patch; the version always moves on. Throws RangeError when there is no such live item. */
  edit(id: string, patch: Patch): Stored;
  assign(id: string, users: readonly string[]): Stored;
  /** A new version, the same content; `toldBy`: because others were told, by the update of this intent. */
  touch(id: string, toldBy?: string): Stored;
  /** Makes the item unreadable, or readable again. */
  garble(id: string, garbled: boolean): Stored;
  remove(id: string): Stored;
  /** A copy as a person makes it: its own id and UID, but hidden properties (the correlation key) come along. */
  copy(id: string, patch: Patch): Stored;
  live(id: string): Stored | null;
  byKey(collection: string, key: string): Stored | null;
  byUid(collection: string, uid: string): Stored | null;
  /** From now on no cursor handed out before is known. */
  forgetCursors(): void;
  /** Has an effect happen at a later time, at the first access from then on. */
  later(at: number, effect: () => void): void;
  /** Lets happen what is due. */
  settle(): void;
  /** How many effects are still to come. */
  pending(): number;
}

/** Where a new item goes. */
export interface NewItem {
  readonly collection: string;
  readonly correlationKey?: string | null;
  readonly users?: readonly string[];
  /** Chosen by the client; otherwise the store picks one. */
  readonly id?: string;
}

/** Makes an empty store. */
export function createStore(options: StoreOptions): Store {
  const mangle = options.mangle ?? ((item: Item) => item);
  const items = new Map<string, Stored>();
  const log: LogLine[] = [];
  const [keys, uids] = [termIndex(items), termIndex(items)];
  let generation = 1;

  function keep(stored: Omit<Stored, 'version' | 'logged' | 'changedAt'>): Stored {
    const version = `v${String(log.length + 1)}`;
    const kept: Stored = { ...stored, version, logged: log.length, changedAt: options.now() };
    log.push({ ref: stored.ref, version });
    items.set(stored.ref.id, kept);
    options.onChange?.(kept);
    return kept;
  }
  function alive(id: string): Stored {
    const stored = items.get(id);
    if (stored === undefined || stored.deleted) throw new RangeError(`No live item ${id}`);
    return stored;
  }
  function insert(item: Item, at: NewItem): Stored {
    const ordinal = items.size + 1;
    const ref = { collection: at.collection, id: at.id ?? `i${String(ordinal)}` };
    const correlationKey = at.correlationKey ?? null;
    if (correlationKey !== null) keys.note(at.collection, correlationKey, ref.id);
    if (typeof item['uid'] === 'string') uids.note(at.collection, item['uid'], ref.id);
    const fresh = { ref, ordinal, correlationKey, users: at.users ?? [], deleted: false, garbled: false };
    return keep({ ...fresh, item: mangle(item) });
  }

  return {
    now: options.now,
    items,
    log,
    get generation() {
      return generation;
    },
    insert,
    edit: (id, patch) => {
      const stored = alive(id);
      return keep({ ...stored, garbled: false, item: mangle(applyPatch(stored.item, patch)) });
    },
    assign: (id, users) => keep({ ...alive(id), users }),
    touch: (id, toldBy) => keep({ ...alive(id), ...(toldBy !== undefined && { toldBy }) }),
    garble: (id, garbled) => keep({ ...alive(id), garbled }),
    remove: (id) => keep({ ...alive(id), deleted: true }),
    copy: (id, patch) => {
      const { item, ref, correlationKey, users } = alive(id);
      return insert(applyPatch(item, patch), { collection: ref.collection, correlationKey, users });
    },
    live: (id) => {
      const stored = items.get(id);
      return stored === undefined || stored.deleted ? null : stored;
    },
    byKey: (collection, key) => keys.live(collection, key),
    byUid: (collection, uid) => uids.live(collection, uid),
    forgetCursors: () => {
      generation += 1;
    },
    ...agenda(options.now),
  };
}

/** Effects that come later. */
function agenda(clock: () => number): Pick<Store, 'later' | 'settle' | 'pending'> {
  let effects: { readonly at: number; readonly effect: () => void }[] = [];
  return {
    later: (at, effect) => {
      effects.push({ at, effect });
    },
    settle: () => {
      if (effects.length === 0) return;
      const now = clock();
      const due = effects.filter(({ at }) => at <= now).sort((a, b) => a.at - b.at);
      effects = effects.filter(({ at }) => at > now);
      for (const { effect } of due) effect();
    },
    pending: () => effects.length,
  };
}

/** Finds items by collection and term (a key, a UID), which copies have in common with what they are copies of. */
function termIndex(items: ReadonlyMap<string, Stored>) {
  const known = new Map<string, string[]>();
  return {
    note(collection: string, term: string, id: string): void {
      const place = `${collection} ${term}`;
      const ids = known.get(place);
      if (ids === undefined) known.set(place, [id]);
      else ids.push(id);
    },
    /** The first of them that is not deleted. */
    live(collection: string, term: string): Stored | null {
      for (const id of known.get(`${collection} ${term}`) ?? []) {
        const stored = items.get(id);
        if (stored !== undefined && !stored.deleted) return stored;
      }
      return null;
    },
  };
}

/** The stored item as a side reports it. */
export function found(stored: Stored): Found {
  const { ref, version, item, correlationKey } = stored;
  return { ref, version, item, correlationKey };
}
