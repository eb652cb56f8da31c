import { createHash } from 'node:crypto';
import { ItemProblem } from './item-problem.ts';

/** What a t:SyncState remembers: whose it is, and cursors by name. */
export interface SyncPlace {
  /** Mailbox and folder. */
  readonly scope: string;
  readonly cursors: Readonly<Record<string, string>>;
}

/** An opaque text. */
export function syncStateText(place: SyncPlace): string {
  const payload = Buffer.from(JSON.stringify(place));
  return Buffer.concat([sumOf(payload), payload]).toString('base64');
}

/** The cursors in a state. Another scope's, or none of ours: ErrorInvalidSyncStateData. */
export function cursorsIn(text: string, scope: string): Readonly<Record<string, string>> {
  const bytes = Buffer.from(text, 'base64');
  const payload = bytes.subarray(8);
  if (bytes.length <= 8 || !sumOf(payload).equals(bytes.subarray(0, 8))) throw invalidSyncState();
  // The sum says that we wrote it.
  const place = JSON.parse(payload.toString()) as SyncPlace;
  if (place.scope !== scope) throw invalidSyncState();
  return place.cursors;
}

/** The state is not one of this folder's, or no longer known. */
function invalidSyncState(): ItemProblem {
  return new ItemProblem(
    'ErrorInvalidSyncStateData',
    'Synchronization state data is corrupt or otherwise invalid.',
  );
}

function sumOf(payload: Buffer): Buffer {
  return createHash('sha256').update('sync state').update(payload).digest().subarray(0, 8);
}
