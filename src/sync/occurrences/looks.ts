import { refKey } from '../observation.ts';
import type { CallContext, Found, Reading, Ref } from '../ports.ts';
import { occurrenceName } from './occurrence-ref.ts';
import { kindOfSeries, presented } from './present.ts';
import { readWhole } from './presenting.ts';
import type { Presenting } from './presenting.ts';
import { MOST_OCCURRENCES } from './tell.ts';

/** Looks at items and at single occurrences. */
export async function readPresented(
  presenting: Presenting,
  refs: readonly Ref[],
  context: CallContext,
): Promise<readonly Reading[]> {
  const wholes = refs.map((ref) => occurrenceName(ref)?.series ?? ref);
  const readings = await readWhole(presenting, wholes, () => context);
  const parts = partsOf(presenting, refs, readings);
  return refs.map((ref, index) => {
    const whole = readings.get(refKey(wholes[index] ?? ref)) ?? { type: 'hidden', ref };
    return readingOf(presenting, ref, whole, parts);
  });
}

/** By refKey the occurrences that were asked for and are there; the dates of a series are looked for on one way. */
function partsOf(
  { kinds }: Presenting,
  refs: readonly Ref[],
  readings: ReadonlyMap<string, Reading>,
): ReadonlyMap<string, Found> {
  const wanted = new Map<string, string[]>();
  for (const ref of refs) {
    const name = occurrenceName(ref);
    if (name === null) continue;
    const key = refKey(name.series);
    wanted.set(key, [...(wanted.get(key) ?? []), name.recurrenceId]);
  }
  const parts = new Map<string, Found>();
  for (const [key, recurrenceIds] of wanted) {
    const reading = readings.get(key);
    const kind = reading?.type === 'found' ? kindOfSeries(kinds, reading.found.item) : null;
    if (reading?.type !== 'found' || kind === null) continue;
    for (const found of presented(kind, reading.found, recurrenceIds).values())
      parts.set(refKey(found.ref), found);
  }
  return parts;
}

function readingOf(
  { kinds }: Presenting,
  ref: Ref,
  whole: Reading,
  parts: ReadonlyMap<string, Found>,
): Reading {
  if (whole.type !== 'found') return { ...whole, ref };
  const part = parts.get(refKey(ref));
  if (part !== undefined) return { type: 'found', ref, found: part };
  // An occurrence that the series does not have; and a single item that has become a series is none any more.
  const isPart = occurrenceName(ref) !== null;
  return isPart || kindOfSeries(kinds, whole.found.item) !== null ? { type: 'gone', ref } : whole;
}

/** Items by their key. One that a person has made a series of since is found by its first occurrence. */
export async function findPresented(
  { mailbox, kinds, window }: Presenting,
  collection: string,
  keys: readonly string[],
  context: CallContext,
): Promise<readonly (Found | null)[]> {
  const answers = await mailbox.find(collection, keys, context);
  return answers.map((found) => {
    const kind = found === null ? null : kindOfSeries(kinds, found.item);
    if (found === null || kind === null) return found;
    const [first] = kind.series.dates(found.item, window, MOST_OCCURRENCES);
    return first === undefined ? null : (presented(kind, found, [first]).get(first) ?? null);
  });
}
