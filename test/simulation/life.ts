import { EXCLUDED } from './journal.ts';
import type { Evidence, JournalEntry, Place, PlaceFacts, Value, Values } from './journal.ts';

/** One thing's story. */
export interface Life {
  /** By field everything that people wrote. */
  readonly written: ReadonlyMap<string, ReadonlySet<Value>>;
  /** By field and value: what took its place. */
  readonly supersededBy: ReadonlyMap<string, ReadonlySet<Value>>;
  readonly fate: 'there' | 'gone' | 'either';
  /** Where people deleted it. */
  readonly deletedAt: readonly Place[];
  /** Values that someone deleted with their eyes open, though another edit kept the thing alive. */
  readonly discarded: ReadonlySet<string>;
}

/** A field's value as one text. */
export const at = (field: string, value: Value): string => `${field}=${value}`;

/** What became of one thing, by what people did to it. `organizer`: of a meeting, where its organiser's copy lies. */
export function lifeOf(
  entries: readonly JournalEntry[],
  { conflicts, places }: Evidence,
  organizer: Place | null,
): Life {
  const written = new Map<string, Set<Value>>();
  const supersededBy = new Map<string, Set<Value>>();
  const add = (map: Map<string, Set<Value>>, key: string, value: Value): void => {
    map.set(key, (map.get(key) ?? new Set()).add(value));
  };
  for (const entry of entries) {
    if (entry.type === 'created') {
      for (const [field, value] of Object.entries(entry.values)) add(written, field, value);
    }
    if (entry.type !== 'edited') continue;
    add(written, entry.field, entry.value);
    if (entry.seen !== null && entry.seen !== entry.value)
      add(supersededBy, at(entry.field, entry.seen), entry.value);
  }
  for (const [field, values] of written) {
    for (const { winning, losing } of conflicts) {
      const [won, lost] = [
        winning.filter((value) => values.has(value)),
        losing.filter((value) => values.has(value)),
      ];
      for (const value of lost) for (const winner of won) add(supersededBy, at(field, value), winner);
    }
  }
  const begun = entries.find((entry) => entry.type === 'created')?.values ?? {};
  const story = { written, supersededBy, begun };
  const deletions = entries.filter((entry) => entry.type === 'deleted');
  const kept = entries.some((entry) => entry.type === 'kept');
  const discarded = new Set<string>();
  // What an earlier deletion took with it, no later one has to have seen.
  const missed = deletions.map(({ place, seen }) => {
    for (const [field, value] of Object.entries(seen)) discarded.add(at(field, value));
    return uncovered(discarded, story, places[place]);
  });
  const lasting = ({ field }: Edit): boolean => Object.values(places).every(({ holds }) => holds(field));
  const surely =
    missed.some((edits, index) => edits.length === 0 && deletions[index]?.unheard === false) ||
    deletions.some(({ place }) => place === organizer);
  // Two people who took the same occurrence out look the same, to whoever deleted it all as well.
  const alike = entries.filter((entry) => entry.type === 'edited' && entry.value === EXCLUDED).length > 1;
  const perhaps = missed.some((edits) => !edits.some(lasting));
  const fate = kept ? 'there' : surely && !alike ? 'gone' : surely || perhaps ? 'either' : 'there';
  return { ...story, fate, deletedAt: deletions.map(({ place }) => place), discarded };
}

interface Edit {
  readonly field: string;
  readonly value: Value;
}

/** What people wrote that someone who saw these values knew nothing about; what a place can't show aside. */
function uncovered(
  seen: ReadonlySet<string>,
  { written, supersededBy, begun }: Pick<Life, 'written' | 'supersededBy'> & { readonly begun: Values },
  place: PlaceFacts | undefined,
): readonly Edit[] {
  return [...written].flatMap(([field, values]) => {
    const invisible = place?.holds(field) === false;
    return [...values]
      .filter((value) => !(invisible && begun[field] === value) && !leadsTo(field, value, seen, supersededBy))
      .map((value) => ({ field, value }));
  });
}

/** Whether a value is one of those seen, or was superseded by one of them at some remove. */
function leadsTo(
  field: string,
  value: Value,
  seen: ReadonlySet<string>,
  supersededBy: Life['supersededBy'],
  visited = new Set<Value>(),
): boolean {
  if (seen.has(at(field, value))) return true;
  if (visited.has(value)) return false;
  visited.add(value);
  const next = [...(supersededBy.get(at(field, value)) ?? [])];
  return next.some((later) => leadsTo(field, later, seen, supersededBy, visited));
}
