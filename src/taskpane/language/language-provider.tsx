import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { formatsFor } from './formats.ts';
import { languageOf, loadDictionary } from './load-dictionary.ts';
import { SpokenContext } from './spoken.ts';
import type { Spoken } from './spoken.ts';

interface LanguageProviderProps {
  /** As Outlook says it: `en-GB`. */
  readonly displayLanguage: string;
  readonly children: ReactNode;
}

/** Loads the words of Outlook's language and hands them to everything inside, which waits for them. */
export function LanguageProvider({ displayLanguage, children }: LanguageProviderProps) {
  const [spoken, setSpoken] = useState<Spoken | null>(null);
  useEffect(() => {
    let current = true;
    void spokenIn(displayLanguage).then((loaded) => {
      if (!current) return;
      document.documentElement.lang = loaded.language;
      setSpoken(loaded);
    });
    return () => {
      current = false;
    };
  }, [displayLanguage]);
  if (spoken === null) return null;
  return <SpokenContext.Provider value={spoken}>{children}</SpokenContext.Provider>;
}

async function spokenIn(displayLanguage: string): Promise<Spoken> {
  const language = languageOf(displayLanguage);
  const dictionary = await untilLoaded(() => loadDictionary(language));
  return { language, formats: formatsFor(localeOf(displayLanguage, language)), ...dictionary };
}

/** Without words nothing can be said, not even why: it is tried until it works. webpack forgets a chunk that failed. */
async function untilLoaded<T>(load: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await load();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_TRIES));
    }
  }
}

/** Milliseconds. */
const BETWEEN_TRIES = 2_000;

/** Outlook's own variant (de-CH, en-US) where it is one of the language that we speak. */
function localeOf(displayLanguage: string, language: string): string {
  return displayLanguage.toLowerCase().startsWith(language) ? displayLanguage : language;
}
