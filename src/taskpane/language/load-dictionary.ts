import type { Language } from '../../contract/user.ts';
import type { Dictionary } from './spoken.ts';

/** The language of Outlook's display language (`de-CH`: German); English where we don't speak it. */
export function languageOf(displayLanguage: string): Language {
  return displayLanguage.toLowerCase().startsWith('de') ? 'de' : 'en';
}

/** Loads one language, and only that one: each is a chunk of its own. Rejects when the network does. */
export async function loadDictionary(language: Language): Promise<Dictionary> {
  const { dictionary } =
    language === 'de' ? await import('./de/dictionary.ts') : await import('./en/dictionary.ts');
  return dictionary;
}
