import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
const memory = new Map<string, string>();

/**
 * A choice that this browser remembers. Where storage is closed to us it lasts as long as the page.
 * @param allowed the values that count; anything else reads as `fallback`
 */
export function usePreference<T extends string>(
  name: string,
  allowed: readonly T[],
  fallback: T,
): [T, (value: T) => void] {
  const value = useSyncExternalStore(
    subscribe,
    () => allowed.find((one) => one === stored(name)) ?? fallback,
  );
  return [
    value,
    (next) => {
      store(name, next);
    },
  ];
}

function stored(name: string): string | null {
  try {
    return localStorage.getItem(`outlook.${name}`) ?? memory.get(name) ?? null;
  } catch {
    return memory.get(name) ?? null;
  }
}

function store(name: string, value: string): void {
  memory.set(name, value);
  try {
    localStorage.setItem(`outlook.${name}`, value);
  } catch {
    // Storage may be full or forbidden; the choice then lives as long as the page.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}
