/** Who wants to be told of something. */
export interface Listeners {
  /** Returns how to stop. */
  readonly add: (listener: () => void) => () => void;
  readonly tell: () => void;
}

/** Nobody listens yet. */
export function listeners(): Listeners {
  const all = new Set<() => void>();
  return {
    add: (listener) => {
      // A function of its own, so that one listener may be added twice.
      const told = () => listener();
      all.add(told);
      return () => all.delete(told);
    },
    tell: () => {
      for (const listener of [...all]) listener();
    },
  };
}
