import { createContext, useContext } from 'react';
import type { Words } from '../../contract/words/sentence.ts';
import type { Language } from '../../contract/user.ts';
import type { Catalogue } from './catalogue.ts';
import type { Formats } from './formats.ts';

/** One language: the pane's own words, and the contract's sentences by code. */
export interface Dictionary {
  readonly words: Catalogue;
  readonly sentences: Words;
}

/** What the pane speaks now. */
export interface Spoken extends Dictionary {
  readonly language: Language;
  readonly formats: Formats;
}

export const SpokenContext = createContext<Spoken | null>(null);

/** Language, words and formats together. */
export function useSpoken(): Spoken {
  const spoken = useContext(SpokenContext);
  if (spoken === null) throw new Error('LanguageProvider is missing');
  return spoken;
}

/** The words of the user's language. */
export function useWords(): Catalogue {
  return useSpoken().words;
}

/** Dates and lists as the user writes them. */
export function useFormats(): Formats {
  return useSpoken().formats;
}
