import { LedgerConflict } from './errors.ts';

/**
 * Does work of which the ledger keeps all or nothing. Where the ledger refuses it (LedgerConflict), it is done half by
 * half, down to the one entry that can't be kept: that is set aside, so that it holds up nobody else.
 */
export async function inHalves<T>(
  entries: readonly T[],
  work: (part: readonly T[]) => Promise<void>,
  setAside: (entry: T, conflict: LedgerConflict) => Promise<void>,
): Promise<void> {
  const [first, second] = entries;
  if (first === undefined) return;
  try {
    await work(entries);
  } catch (error) {
    if (!(error instanceof LedgerConflict)) throw error;
    if (second === undefined) return setAside(first, error);
    const middle = Math.ceil(entries.length / 2);
    await inHalves(entries.slice(0, middle), work, setAside);
    await inHalves(entries.slice(middle), work, setAside);
  }
}
