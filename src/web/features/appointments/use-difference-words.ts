import type { Conflict } from './use-editing.ts';
import { useFieldWords } from './use-field-words.ts';

/** Says what another person made of the properties that both changed: label and value. */
export function useDifferenceWords(): (conflict: Conflict) => readonly (readonly [string, string])[] {
  const { label, text } = useFieldWords();
  return ({ theirs }) =>
    Object.entries(theirs).map(([name, value]) => [label(name), text(name, value)] as const);
}
