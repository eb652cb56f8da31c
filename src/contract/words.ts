import type { Language } from './user.ts';
import { de } from './words/de.ts';
import { en } from './words/en.ts';
import { deReports } from './words/reports/de.ts';
import { enReports } from './words/reports/en.ts';

/** A language's sentences by code. `{name}` stands for the parameter of that name. */
export type Words = Readonly<Record<string, string>>;

/** The catalogues. Keys: problem codes, reason codes, mailbox error codes; `event:` and the event of a history entry. */
export const WORDS: Readonly<Record<Language, Words>> = {
  en: { ...en, ...enReports },
  de: { ...de, ...deReports },
};

/**
 * The sentence of a code, with its parameters filled in. A code without words answers the catalogue's `unknown-code`
 * sentence, which names it; a missing parameter leaves an ellipsis. A reason whose parameter `code` names what caused it
 * is followed by that sentence.
 */
export function sentence(
  language: Language,
  code: string,
  parameters: Readonly<Record<string, unknown>> = {},
): string {
  const words = WORDS[language];
  const template = words[code];
  if (template === undefined) return fill(words['unknown-code'] ?? '{code}', { code });
  const own = fill(template, parameters);
  const cause = parameters['code'];
  if (typeof cause !== 'string' || cause === code || words[cause] === undefined) return own;
  return `${own} ${fill(words[cause], parameters)}`;
}

function fill(template: string, parameters: Readonly<Record<string, unknown>>): string {
  return template.replace(/\{([\w-]+)\}/g, (_, name: string) => {
    const value = parameters[name];
    if (typeof value === 'string' || typeof value === 'number') return String(value);
    return Array.isArray(value) ? value.join(', ') : '…';
  });
}
