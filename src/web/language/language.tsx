import { useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { usePreference } from '../app/preference.ts';
import { en } from './en/index.ts';
import type { Catalogue } from './catalogue.ts';
import { formatsFor } from './formats.ts';
import { LANGUAGES, SpokenContext } from './spoken.ts';
import type { Language } from './spoken.ts';

/** The user's choice of language; until they choose, the first of the browser's languages that we speak. */
export function useLanguage(): [Language, (value: Language) => void] {
  return usePreference<Language>('language', LANGUAGES, browserLanguage());
}

/** Loads the chosen language's catalogue and hands it to everything inside. Keeps the former until then. */
export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language] = useLanguage();
  const [loaded, setLoaded] = useState<{ language: Language; words: Catalogue } | null>(
    language === 'en' ? { language, words: en } : null,
  );
  useEffect(() => {
    let current = true;
    void loadCatalogue(language).then((words) => {
      if (current) setLoaded({ language, words });
    });
    return () => {
      current = false;
    };
  }, [language]);
  const spoken = useMemo(
    () => loaded && { ...loaded, formats: formatsFor(localeOf(loaded.language)) },
    [loaded],
  );
  useEffect(() => {
    if (loaded) document.documentElement.lang = loaded.language;
  }, [loaded]);
  if (spoken === null) return null;
  return <SpokenContext.Provider value={spoken}>{children}</SpokenContext.Provider>;
}

async function loadCatalogue(language: Language): Promise<Catalogue> {
  if (language === 'en') return en;
  try {
    return (await import('./de/index.ts')).de;
  } catch {
    // Offline, or the server was updated meanwhile: English is better than an empty page.
    return en;
  }
}

function browserLanguage(): Language {
  for (const tag of navigator.languages) {
    const found = LANGUAGES.find((language) => tag.toLowerCase().startsWith(language));
    if (found !== undefined) return found;
  }
  return 'en';
}

/** The browser's regional variant of the language (de-CH, en-GB) where it has one. */
function localeOf(language: Language): string {
  return navigator.languages.find((tag) => tag.toLowerCase().startsWith(language)) ?? language;
}
