// https://www.rfc-editor.org/rfc/rfc4791#section-9.7.5
import type { XmlElement } from '../../xml/tree.ts';
import { Problem } from '../problem.ts';
import { caldav } from '../xml/names.ts';

/** How each collation makes texts comparable (RFC 4790, RFC 5051). */
const COLLATIONS: Readonly<Record<string, (text: string) => string>> = {
  'i;octet': (text) => text,
  'i;ascii-casemap': (text) => text.replaceAll(/[a-z]/g, (letter) => letter.toUpperCase()),
  'i;unicode-casemap': (text) => text.normalize('NFKD').toUpperCase(),
};

/** Makes a test of a C:text-match: a substring, by the collation, perhaps negated. */
export function textMatcher(match: XmlElement): (text: string) => boolean {
  const collation = match.attributes['collation'] ?? 'i;ascii-casemap';
  const fold = COLLATIONS[collation];
  if (fold === undefined)
    throw new Problem(403, 'This collation is not known.', caldav('supported-collation'));
  const negated = match.attributes['negate-condition'] === 'yes';
  const wanted = fold(match.text);
  return (text) => fold(text).includes(wanted) !== negated;
}
