import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();

/**
 * A choice that this browser remembers (theme, language). Where storage is closed to us it lasts as long as the page.
 * @param name the storage key, without prefix
 * @param allowed the values that count; anything else reads as `fallback`
 */
export function usePreference<T extends string>(
  name: string,
  allowed: readonly T[],
  fallback: T,
): [T, (value: T) => void] {
  const read = () => allowed.find((value) => value === stored(name)) ?? fallback;
  const value = useSyncExternalStore(subscribe, read);
  return [value, (next) => store(name, next)];
}

const memory = new Map<string, string>();

function stored(name: string): string | null {
  try {
    return localStorage.getItem(`liaison.${name}`) ?? memory.get(name) ?? null;
  } catch {
    return memory.get(name) ?? null;
  }
}

function store(name: string, value: string): void {
  memory.set(name, value);
  try {
    localStorage.setItem(`liaison.${name}`, value);
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
