/** What stands for a character that a database can't hold. */
const REPLACEMENT = '\u{FFFD}';

/** The text without U+0000, which PostgreSQL's text does not take, and without halves of surrogate pairs. */
export function plainText(text: string): string {
  return text.replace(/[\u0000\p{Surrogate}]/gu, REPLACEMENT);
}

/**
 * A value as JSON that PostgreSQL's operators read: they stop a whole statement at one escaped U+0000 or half a surrogate pair.
 * Those are replaced, so that this is for what people are told, not for what is compared or written back.
 */
export function plainJson(value: unknown): string {
  return JSON.stringify(value).replace(ESCAPED, (escape) => (escape.length > 2 ? '\\ufffd' : escape));
}

/** JSON.stringify escapes U+0000 and lone surrogates alone in this way. A backslash before it is a text's own. */
const ESCAPED = /\\(?:u(?:0000|d[89a-f][0-9a-f]{2})|.)/gu;
