import type { RuleConditions } from './rule.ts';

/** A rule by which a text links its item with the record of a number: "Meeting to Opportunity: Y1-1-100". */
export interface ReferenceRule {
  /** For people to read. */
  readonly name: string;
  readonly when: RuleConditions;
  readonly recordType: string;
  /** What stands before the number, for example "Meeting to Opportunity". */
  readonly text: string;
}

/** A record that a text names. */
export interface Reference {
  readonly recordType: string;
  /** As it is written. */
  readonly number: string;
  /** The name of the rule that found it. */
  readonly rule: string;
}

/** Longest text that is looked through, in characters: what a person wrote stands at its beginning. */
const LONGEST = 20_000;

/**
 * The records that texts name by these rules, each once; where two rules find the same, the first one has found it. Case,
 * the kind and number of spaces, and a colon before the number don't matter. A number begins and ends with a letter or
 * digit, contains at least one digit, and may have `-`, `_`, `.` and `/` in it. Pure.
 */
export function findReferences(
  texts: readonly string[],
  rules: readonly ReferenceRule[],
): readonly Reference[] {
  const found = new Map<string, Reference>();
  for (const { name, recordType, text } of rules) {
    const pattern = patternOf(text);
    if (pattern === null) continue;
    for (const searched of texts) {
      for (const match of plain(searched).matchAll(pattern)) {
        const number = match[1] ?? '';
        const key = `${recordType}\n${number.toLowerCase()}`;
        if (/\d/.test(number) && !found.has(key)) found.set(key, { recordType, number, rule: name });
      }
    }
  }
  return [...found.values()];
}

/** The beginning of a text, with single spaces: a pattern that skips any number of them could take long. */
function plain(text: string): string {
  return text.slice(0, LONGEST).replace(/\s+/gu, ' ');
}

/** Null where there is nothing to look for. */
function patternOf(text: string): RegExp | null {
  const words = text
    .replace(/[\s:]+$/u, '')
    .split(/\s+/u)
    .filter((word) => word !== '');
  if (words.length === 0) return null;
  const escaped = words.map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join(' ');
  // "Akte" is not found in "Akten7".
  const end = /[\p{L}\p{N}]$/u.test(escaped) ? '(?![\\p{L}\\p{N}])' : '';
  return new RegExp(
    `(?<![\\p{L}\\p{N}])${escaped}${end} ?:? ?#?([\\p{L}\\p{N}](?:[\\p{L}\\p{N}._/-]{0,98}[\\p{L}\\p{N}])?)`,
    'giu',
  );
}
