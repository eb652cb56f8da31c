/** What a transaction has done, so that it can be undone. */
export interface UndoLog {
  /** Remembers how to undo the change that follows. */
  push(undo: () => void): void;
}

/** The log of the transaction that runs, one after the other. */
export interface TransactionLog extends UndoLog {
  /** What a verb threw, whoever swallowed it. */
  failure: { readonly error: unknown } | null;
  /** Forgets the transaction before. */
  begin(): void;
  /** Undoes all of it, the last change first. */
  undo(): void;
}

/** An empty log. */
export function createUndoLog(): TransactionLog {
  let done: (() => void)[] = [];
  return {
    failure: null,
    push: (undo) => {
      done.push(undo);
    },
    begin() {
      this.failure = null;
      done = [];
    },
    undo: () => {
      for (const undo of done.reverse()) undo();
    },
  };
}

/** Sets a key of a map; the log restores what was there. */
export function setKey<K, V>(log: UndoLog, map: Map<K, V>, key: K, value: V): void {
  const before = map.get(key);
  const existed = map.has(key);
  log.push(() => {
    if (existed) map.set(key, before as V);
    else map.delete(key);
  });
  map.set(key, value);
}

/** Deletes a key of a map; the log restores it. */
export function deleteKey<K, V>(log: UndoLog, map: Map<K, V>, key: K): void {
  const before = map.get(key);
  if (before === undefined) return;
  log.push(() => map.set(key, before));
  map.delete(key);
}

/** Appends to a list; the log cuts it off again. */
export function append<T>(log: UndoLog, list: T[], values: readonly T[]): void {
  const length = list.length;
  log.push(() => {
    list.length = length;
  });
  list.push(...values);
}

/** Replaces the content of a list; the log restores it. */
export function replaceAll<T>(log: UndoLog, list: T[], values: readonly T[]): void {
  const before = [...list];
  log.push(() => {
    list.splice(0, list.length, ...before);
  });
  list.splice(0, list.length, ...values);
}
