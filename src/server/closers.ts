/** Things that have to be closed in the opposite order of their opening. */
export interface Closers {
  add(what: string, close: () => Promise<void> | void): void;
  /** Closes all, even if one fails; then throws what failed. Later calls wait for the first. */
  close(): Promise<void>;
}

/** An empty list of them. */
export function closers(): Closers {
  const open: { readonly what: string; readonly close: () => Promise<void> | void }[] = [];
  let closing: Promise<void> | null = null;
  const closeAll = async (): Promise<void> => {
    const failures: Error[] = [];
    for (let entry = open.pop(); entry !== undefined; entry = open.pop()) {
      try {
        await entry.close();
      } catch (cause) {
        failures.push(new Error(`${entry.what} did not close`, { cause }));
      }
    }
    if (failures.length > 0)
      throw new AggregateError(failures, failures.map(({ message }) => message).join('; '));
  };
  return {
    add: (what, close) => void open.push({ what, close }),
    close: () => (closing ??= closeAll()),
  };
}
