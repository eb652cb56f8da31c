import type { ItemView } from '../../../contract/item.ts';
import { Problem } from '../../api/problems.ts';
import type { Notice } from '../../app/notices.ts';
import type { OpenItem } from '../../office/port.ts';
import type { ItemWrite, Outcome } from './writes.ts';

export interface WriterSettings {
  /** Shows what a write answered, if its item is still there; null: asks again. */
  readonly show: (open: OpenItem, view: ItemView | null) => void;
  readonly say: (notice: Notice) => void;
  readonly wordsOf: (write: ItemWrite, outcome: Outcome) => string;
  readonly failureOf: (error: unknown) => string;
  /** Called when a write for an item begins, and with null when it has ended. */
  readonly onPending: (key: string, write: ItemWrite | null) => void;
}

/** Carries a write out and says how it ended. `whenDone` runs after a success. */
export type Perform = (write: ItemWrite, whenDone?: () => void) => void;

/**
 * Carries writes out, one at a time per item. Each ends for its own item, whatever is shown by then. A repeat after silence or
 * a crash carries the same Idempotency-Key; after a refusal or a success the next one is new.
 */
export function writer({ show, say, wordsOf, failureOf, onPending }: WriterSettings): Perform {
  const busy = new Set<string>();
  const keys = new Map<string, string>();

  const run = async (write: ItemWrite, whenDone: () => void): Promise<void> => {
    const { open, identity } = write;
    if (busy.has(open.key)) return;
    busy.add(open.key);
    onPending(open.key, write);
    const idempotencyKey = keys.get(identity) ?? crypto.randomUUID();
    keys.set(identity, idempotencyKey);
    try {
      const outcome = await write.send({ idempotencyKey });
      keys.delete(identity);
      show(outcome.open, outcome.view);
      whenDone();
      const { undo } = outcome;
      const takeBack = undo === null ? {} : { undo: () => perform(undo) };
      say({ tone: 'done', text: wordsOf(write, outcome), about: open, ...takeBack });
    } catch (error) {
      if (error instanceof Problem && error.status < 500) keys.delete(identity);
      say({ tone: 'failed', text: failureOf(error), about: open, retry: () => perform(write, whenDone) });
    } finally {
      busy.delete(open.key);
      onPending(open.key, null);
    }
  };
  const perform: Perform = (write, whenDone = () => undefined) => void run(write, whenDone);
  return perform;
}
