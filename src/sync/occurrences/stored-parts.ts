import { SyncError, Throttled } from '../errors.ts';
import { refKey } from '../observation.ts';
import type {
  CallContext,
  Found,
  Reading,
  Ref,
  RemoveRequest,
  UpdateRequest,
  WriteOutcome,
} from '../ports.ts';
import { occurrenceName, occurrenceRef } from './occurrence-ref.ts';
import { presented } from './present.ts';
import type { SeriesWrite } from './prepared.ts';
import { readWhole } from './presenting.ts';
import type { Presenting } from './presenting.ts';

/** A write of a series and what the mailbox said of it. */
export interface WrittenSeries {
  readonly write: SeriesWrite;
  readonly outcome: WriteOutcome;
}

/**
 * What became of each occurrence of series that were written, by request. Where the mailbox did not answer with the series
 * as it stored it, that is read; what somebody has changed since, or can't be read, is left for the engine to look at.
 */
export async function storedParts(
  presenting: Presenting,
  written: readonly WrittenSeries[],
  context: CallContext,
): Promise<ReadonlyMap<UpdateRequest | RemoveRequest, WriteOutcome>> {
  const silent = written.flatMap(({ outcome }) =>
    outcome.ok && outcome.item === null && outcome.version !== null ? [outcome.ref] : [],
  );
  const readings = await perhaps(presenting, silent, context);
  const outcomes = new Map<UpdateRequest | RemoveRequest, WriteOutcome>();
  for (const { write, outcome } of written) {
    if (!outcome.ok) continue;
    const stored = storedBy(outcome, readings.get(refKey(outcome.ref)));
    const ids = write.requests.map(({ ref }) => occurrenceName(ref)?.recurrenceId ?? '');
    const parts = stored === null ? new Map<string, Found>() : presented(write.kind, stored, ids);
    for (const [index, request] of write.requests.entries()) {
      const id = ids[index] ?? '';
      const part = parts.get(id);
      const [version, item] = part === undefined ? [null, null] : [part.version, part.item];
      outcomes.set(request, { ok: true, ref: occurrenceRef(outcome.ref, id), version, item });
    }
  }
  return outcomes;
}

/** The series as this very write left it; null where that is not certain. */
function storedBy(
  { ref, version, item }: Extract<WriteOutcome, { readonly ok: true }>,
  reading: Reading | undefined,
): Pick<Found, 'ref' | 'version' | 'item'> | null {
  if (version === null) return null;
  if (item !== null) return { ref, version, item };
  return reading?.type === 'found' && reading.found.version === version ? reading.found : null;
}

/** Readings, or none: what was written is written, whatever becomes of looking at it. */
async function perhaps(
  presenting: Presenting,
  refs: readonly Ref[],
  context: CallContext,
): Promise<ReadonlyMap<string, Reading>> {
  try {
    return await readWhole(presenting, refs, () => context);
  } catch (error) {
    if (!(error instanceof SyncError)) throw error;
    if (error instanceof Throttled) presenting.patience.asked = error;
    return new Map();
  }
}
