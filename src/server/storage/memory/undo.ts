/** What a transaction has done, so that it can be undone. */
export interface UndoLog {
  /** Remembers how to undo the change that follows. */
  push(undo: () => void): void;
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
