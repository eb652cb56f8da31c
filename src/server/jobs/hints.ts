/** Gathers hints: one change is often several events. */
export interface Hints {
  add(mailboxId: string): void;
  /** Passes on what is gathered; nothing is taken afterwards. */
  close(): Promise<void>;
}

/** Short enough for whoever waits for their change, long enough for the events of one change. */
const GATHERING_MS = 100;

/** Passes gathered mailboxes on, each once. `pass` must not reject. */
export function createHints(pass: (mailboxIds: readonly string[]) => Promise<void>): Hints {
  const gathered = new Set<string>();
  let timer: NodeJS.Timeout | null = null;
  let passing: Promise<void> = Promise.resolve();
  let isClosed = false;
  const flush = (): void => {
    timer = null;
    const ids = [...gathered];
    gathered.clear();
    if (ids.length > 0) passing = passing.then(() => pass(ids));
  };
  return {
    add(mailboxId) {
      if (isClosed) return;
      gathered.add(mailboxId);
      timer ??= setTimeout(flush, GATHERING_MS);
    },
    async close() {
      isClosed = true;
      if (timer !== null) clearTimeout(timer);
      flush();
      await passing;
    },
  };
}
