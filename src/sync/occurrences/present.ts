import type { Item, ItemKind, SeriesKind } from '../item.ts';
import { canonicalText } from '../json.ts';
import type { Change, Found, Ref, Version } from '../ports/side.ts';
import { fingerprint } from './fingerprint.ts';
import { occurrenceRef } from './occurrence-ref.ts';

/** A kind whose items recur. */
export type RecurringKind = ItemKind & { readonly series: SeriesKind };

/** The kind of a series; null for every other item. */
export function kindOfSeries(kinds: readonly ItemKind[], item: Item): RecurringKind | null {
  const kind = kinds.find(({ type }) => type === item['@type']);
  return kind !== undefined && recurs(kind) && kind.series.isSeries(item) ? kind : null;
}

function recurs(kind: ItemKind): kind is RecurringKind {
  return kind.series !== undefined;
}

/** These occurrences of a series as items of their own, by original start; what it does not have is not among them. */
export function presented(
  kind: RecurringKind,
  series: Pick<Found, 'ref' | 'version' | 'item'>,
  recurrenceIds: readonly string[],
): ReadonlyMap<string, Found> {
  const items = kind.series.occurrences(series.item, recurrenceIds);
  return new Map(
    [...items].map(([id, item]) => [
      id,
      {
        ref: occurrenceRef(series.ref, id),
        version: versionOf(kind, series.version, item),
        item,
        // The key that the series may carry is that of the single item which it once was.
        correlationKey: null,
      },
    ]),
  );
}

/**
 * The version of an occurrence: it moves on when something changes that is synchronised of this occurrence, and stays what
 * it is when another one changes. Of a private one, of which nothing may be told from a version, it is the series'.
 */
function versionOf(kind: ItemKind, series: Version, occurrence: Item): Version {
  if (kind.isPrivate(occurrence)) return `series ${series}`;
  const fields = Object.keys(kind.fields).filter((field) => occurrence[field] !== undefined);
  return fingerprint(canonicalText(fields.sort().map((field) => [field, occurrence[field] ?? null])));
}

/** A change that tells of an occurrence that is there. */
export function presence(found: Found): Change {
  const { ref, version } = found;
  return { type: 'present', ref, version, found };
}

/** A change that tells of an occurrence that is no more. */
export function absence(series: Ref, recurrenceId: string): Change {
  return { type: 'removed', ref: occurrenceRef(series, recurrenceId) };
}
