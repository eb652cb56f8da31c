import type { Change, Reading } from '../ports.ts';
import { occurrenceRef } from './occurrence-ref.ts';
import { kindOfSeries, presence } from './present.ts';
import type { Presenting } from './presenting.ts';
import { telling, tellingNone } from './tell.ts';
import type { Frame } from './tell.ts';
import type { ToldSeries } from './told.ts';

/** A change as it is once the item has been looked at; what is already gone is left to a later page. */
export function withBody(change: Change, body: Reading | undefined): Change | null {
  if (change.type !== 'present' || body === undefined) return change;
  if (body.type === 'found') return presence(body.found);
  if (body.type === 'malformed') return body;
  return body.type === 'hidden' ? change : null;
}

/** What a change of the mailbox says once series are taken apart; notes in `series` what it tells of them. */
export function takenApart(
  { kinds }: Presenting,
  series: Map<string, ToldSeries>,
  change: Change | null,
  frame: Frame,
): readonly Change[] {
  if (change === null) return [];
  const { ref } = change;
  const before = series.get(ref.id);
  if (change.type === 'removed') {
    series.delete(ref.id);
    return [change, ...tellingNone(ref, before)];
  }
  const found = change.type === 'present' ? change.found : undefined;
  // Nobody can tell what it is now: for all of its occurrences that is to be seen when they are looked at.
  if (found === undefined) return before === undefined ? [change] : ofEach(change, before);
  const kind = kindOfSeries(kinds, found.item);
  if (kind === null) {
    series.delete(ref.id);
    return [...tellingNone(ref, before), presence(found)];
  }
  const next = telling(kind, found, before, frame);
  series.set(ref.id, next.told);
  return next.changes;
}

/** The same of every occurrence that was told. */
function ofEach(
  change: Exclude<Change, { readonly type: 'removed' }>,
  { starts }: ToldSeries,
): readonly Change[] {
  return starts.map((id) => ({ ...change, ref: occurrenceRef(change.ref, id) }));
}
