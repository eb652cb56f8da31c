import { en as sentences } from '../../../contract/words/en.ts';
import { enReports } from '../../../contract/words/reports/en.ts';
import type { Dictionary } from '../spoken.ts';
import { en } from './index.ts';

/** Everything that the pane says in this language. */
export const dictionary: Dictionary = { words: en, sentences: { ...sentences, ...enReports } };
