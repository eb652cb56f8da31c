import type { Language } from './user.ts';
import { de } from './words/de.ts';
import { en } from './words/en.ts';
import { deReports } from './words/reports/de.ts';
import { enReports } from './words/reports/en.ts';
import { sentenceIn } from './words/sentence.ts';
import type { Words } from './words/sentence.ts';

export type { Words } from './words/sentence.ts';

/** The catalogues. Keys: problem codes, reason codes, mailbox error codes; `event:` and the event of a history entry. */
export const WORDS: Readonly<Record<Language, Words>> = {
  en: { ...en, ...enReports },
  de: { ...de, ...deReports },
};

/** The sentence of a code in a language, with its parameters filled in: see `sentenceIn`. */
export function sentence(
  language: Language,
  code: string,
  parameters: Readonly<Record<string, unknown>> = {},
): string {
  return sentenceIn(WORDS[language], code, parameters);
}
