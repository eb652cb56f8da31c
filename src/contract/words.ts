import type { Language } from './user.ts';
import { de } from './words/de.ts';
import { en } from './words/en.ts';

/** A language's sentences by code. `{name}` stands for the parameter of that name. */
export type Words = Readonly<Record<string, string>>;

/** The catalogues. Keys: problem codes, reason codes, mailbox error codes; `event:` and the event of a history entry. */
export const WORDS: Readonly<Record<Language, Words>> = { en, de };

/**
 * The sentence of a code, with its parameters filled in. A code without words answers the catalogue's `unknown-code`
 * sentence, which names it; a missing parameter leaves an ellipsis.
 */
export function sentence(
  language: Language,
  code: string,
  parameters: Readonly<Record<string, unknown>> = {},
): string {
  const words = WORDS[language];
  const template = words[code];
  if (template === undefined) return fill(words['unknown-code'] ?? '{code}', { code });
  return fill(template, parameters);
}

function fill(template: string, parameters: Readonly<Record<string, unknown>>): string {
  return template.replace(/\{([\w-]+)\}/g, (_, name: string) => {
    const value = parameters[name];
    if (typeof value === 'string' || typeof value === 'number') return String(value);
    return Array.isArray(value) ? value.join(', ') : '…';
  });
}
