import type { Counters } from './counters.ts';
import { Refused } from './model.ts';

/** Something that lies in a feed. */
export interface FeedEntry<T> {
  readonly value: T;
  /** Position of its last change. */
  readonly at: number;
  /** Position of its first appearance. */
  readonly born: number;
}

/** Something that was removed, as far as is still known of it. */
export interface FeedRemoval {
  readonly id: string;
  /** What others called it by. */
  readonly name: string;
  readonly at: number;
  /** Position of its first appearance. */
  readonly born: number;
  /** Id of what it became elsewhere; missing: it is gone. */
  readonly movedTo?: string;
}

/** What changed since a cursor, oldest first. A thing occurs once, with its last change. */
export interface FeedNews<T> {
  /** Position that the cursor stood for; null: the beginning. */
  readonly after: number | null;
  readonly news: readonly (
    ({ readonly kind: 'present' } & FeedEntry<T>) | ({ readonly kind: 'removed' } & FeedRemoval)
  )[];
}

/** Things by id with the history of their changes. */
export interface Feed<T> {
  all(): readonly T[];
  entry(id: string): FeedEntry<T> | undefined;
  /** Stores under the id and moves it to the end of the history. */
  put(id: string, value: T): void;
  /** Removes; `name` is what the removal is reported under, `movedTo` what it is elsewhere now. */
  drop(id: string, name: string, movedTo?: string): void;
  /** Everything after a cursor (null: what there is, without removals). Throws Refused 'cursor-unknown'. */
  since(cursor: string | null): FeedNews<T>;
  /** The same after a position, whatever has become of cursors. */
  after(position: number): FeedNews<T>;
  /** The cursor that stands for a position. */
  cursorAt(position: number): string;
  /** The position at the end. */
  end(): number;
  /** Makes every cursor handed out so far unknown. */
  forget(): void;
  state(): FeedState<T>;
}

/** A feed written down. */
export interface FeedState<T> {
  readonly generation: number;
  readonly at: number;
  readonly entries: readonly FeedEntry<T>[];
  readonly removed: readonly FeedRemoval[];
}

/** A new, empty feed as written down. */
export function emptyFeed(nextNumber: Counters['nextNumber']): FeedState<never> {
  return { generation: nextNumber(), at: nextNumber(), entries: [], removed: [] };
}

/** A feed that goes on from what was written down. */
export function feedOf<T extends { readonly id: string }>(
  from: FeedState<T>,
  { nextNumber, changed }: Pick<Counters, 'nextNumber' | 'changed'>,
): Feed<T> {
  // Positions are the groupware's numbers: they only grow, and none is used twice.
  let { generation, at } = from;
  const entries = new Map(from.entries.map((entry) => [entry.value.id, entry]));
  const removed = new Map(from.removed.map((removal) => [removal.id, removal]));
  const newsAfter = (after: number | null): FeedNews<T> => {
    const present = [...entries.values()].map((entry) => ({ kind: 'present' as const, ...entry }));
    if (after === null) return { after, news: present.sort(byPosition) };
    const gone = [...removed.values()].map((removal) => ({ kind: 'removed' as const, ...removal }));
    return { after, news: [...present, ...gone].filter((one) => one.at > after).sort(byPosition) };
  };
  return {
    all: () => [...entries.values()].map(({ value }) => value),
    entry: (id) => entries.get(id),
    put(id, value) {
      at = nextNumber();
      entries.set(id, { value, at, born: entries.get(id)?.born ?? at });
      removed.delete(id);
      changed();
    },
    drop(id, name, movedTo) {
      const entry = entries.get(id);
      if (entry === undefined) return;
      entries.delete(id);
      at = nextNumber();
      removed.set(id, { id, name, at, born: entry.born, ...(movedTo === undefined ? {} : { movedTo }) });
      changed();
    },
    since: (cursor) => newsAfter(cursor === null ? null : positionOf(cursor, generation, at)),
    after: newsAfter,
    cursorAt: (position) => `${String(generation)}-${String(position)}`,
    end: () => at,
    forget() {
      generation = nextNumber();
    },
    state: () => ({ generation, at, entries: [...entries.values()], removed: [...removed.values()] }),
  };
}

function byPosition(a: { readonly at: number }, b: { readonly at: number }): number {
  return a.at - b.at;
}

function positionOf(cursor: string, generation: number, last: number): number {
  const match = /^(\d+)-(\d+)$/.exec(cursor);
  const position = Number(match?.[2]);
  if (match === null || Number(match[1]) !== generation || position > last) {
    throw new Refused('cursor-unknown', 'Nobody knows this cursor any more');
  }
  return position;
}
