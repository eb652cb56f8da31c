import { useCallback, useState } from 'react';

type Change<T> = (before: T) => T;

/**
 * State that belongs to what `key` names: another key begins with `initial`, and a change that comes late, for a key that is
 * no longer shown, is dropped.
 * @param initial stays the same object
 */
export function useKeyedState<T>(key: string, initial: T): [T, (change: Change<T>) => void] {
  const [held, setHeld] = useState({ key, value: initial });
  // While rendering, so that nothing is ever painted with the state of another key.
  if (held.key !== key) setHeld({ key, value: initial });
  const change = useCallback(
    (next: Change<T>) =>
      setHeld((before) => (before.key === key ? { key, value: next(before.value) } : before)),
    [key],
  );
  return [held.key === key ? held.value : initial, change];
}
