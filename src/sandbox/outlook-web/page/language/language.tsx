import { createContext, useContext, useEffect, useMemo } from 'react';
import type { ReactNode } from 'react';
import { usePreference } from '../parts/preference.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import type { Words } from './en.ts';
import { formatsFor } from './formats.ts';
import type { Formats } from './formats.ts';

export const LANGUAGES = ['en', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What each language calls itself. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch' };

interface Spoken {
  readonly words: Words;
  readonly formats: Formats;
  /** `en-GB`, as add-ins are told. */
  readonly locale: string;
}

const SpokenContext = createContext<Spoken | null>(null);

/** The language in which the page is shown, and how to choose another. */
export function useLanguage(): [Language, (value: Language) => void] {
  return usePreference<Language>('language', LANGUAGES, browserLanguage());
}

/** Speaks the chosen language to everything inside. */
export function LanguageProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const [language] = useLanguage();
  const spoken = useMemo(() => {
    const locale = localeOf(language);
    return { words: language === 'de' ? de : en, formats: formatsFor(locale), locale };
  }, [language]);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return <SpokenContext.Provider value={spoken}>{children}</SpokenContext.Provider>;
}

/** Words, formats and locale. Throws outside LanguageProvider. */
export function useSpoken(): Spoken {
  const spoken = useContext(SpokenContext);
  if (spoken === null) throw new Error('useSpoken needs a LanguageProvider around it.');
  return spoken;
}

function browserLanguage(): Language {
  const found = navigator.languages
    .map((tag) => LANGUAGES.find((language) => tag.toLowerCase().startsWith(language)))
    .find((language) => language !== undefined);
  return found ?? 'en';
}

/** The browser's regional variant where it has one; Exchange's languages always name a region. */
function localeOf(language: Language): string {
  const found = navigator.languages.find((tag) => tag.toLowerCase().startsWith(`${language}-`));
  return found ?? (language === 'de' ? 'de-DE' : 'en-GB');
}
