import { useCallback, useLayoutEffect, useRef } from 'react';

/** A function that always gives the latest value, for those who ask between renderings. It stays the same function. */
export function useLatest<T>(value: T): () => T {
  const latest = useRef(value);
  useLayoutEffect(() => {
    latest.current = value;
  });
  return useCallback(() => latest.current, []);
}
