import { sightingsOf } from './field-model.ts';
import { NOTHING, type Evidence, type JournalEntry, type Violation } from './journal.ts';

/** Whether somebody left their mailbox as it is while the item or its record was missing: what is there then, stays. */
export function staysApart(entries: readonly JournalEntry[]): boolean {
  return entries.some((entry) => entry.type === 'left' && entry.values === null);
}

/**
 * What somebody did not let into their mailbox never gets there: it was left as it was. (Once a person has deleted the item, or the
 * record, what is made again is another one. What the record said otherwise before anything came of the answer, nobody was asked
 * about: then they may be asked again, and about all of it.)
 */
export function judgeLeft(
  thing: number,
  entries: readonly JournalEntry[],
  evidence: Evidence,
): readonly Violation[] {
  if (entries.some(({ type }) => type === 'deleted')) return [];
  return entries.flatMap((entry) =>
    entry.type === 'left' && entry.overtaken !== true
      ? sightingsOf(thing, entry.place, evidence).flatMap(({ values }) =>
          Object.entries(entry.values ?? {})
            .filter(([field, value]) => isTold(field, value) && values[field] === value)
            .map(([field, value]): Violation => {
              const message = `${field} of thing ${String(thing)} in ${entry.place} is ${value}, which its owner did not want`;
              return { invariant: 'I6', message };
            }),
        )
      : [],
  );
}

/** Values that tell who wrote them, in fields that stay where they are. */
function isTold(field: string, value: string): boolean {
  return value !== NOTHING && !field.includes('occurrence ') && !field.startsWith('participant ');
}
