import { createContext, useContext } from 'react';
import type { Catalogue } from './catalogue.ts';
import type { Formats } from './formats.ts';

export const LANGUAGES = ['en', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What the pages speak now. */
export interface Spoken {
  readonly language: Language;
  readonly words: Catalogue;
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

/** Dates, times and numbers as the user writes them, in their time zone. */
export function useFormats(): Formats {
  return useSpoken().formats;
}
