import { de as sentences } from '../../../contract/words/de.ts';
import { deReports } from '../../../contract/words/reports/de.ts';
import type { Dictionary } from '../spoken.ts';
import { de } from './index.ts';

/** Everything that the pane says in this language. */
export const dictionary: Dictionary = { words: de, sentences: { ...sentences, ...deReports } };
