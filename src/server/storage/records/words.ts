/**
 * Words as the search compares them. Folded here and not by the database, whose idea of a letter depends on the locale
 * that it was created with.
 */

/** Letters that Unicode doesn't decompose. */
const FOLDED: Readonly<Record<string, string>> = {
  ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i', ħ: 'h',
}; // prettier-ignore

/** An index entry has a bounded size, and a text of a thousand words must not make a thousand entries. */
const LONGEST_TOKEN = 64;
const MOST_TOKENS = 200;
const MOST_QUERY_WORDS = 8;

/** Lower case without accents and apostrophes: "O’Brien-Łukasz" is "obrien-lukasz". */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\p{M}'’ʼ`´]/gu, '')
    .replace(/[ßæœøłđðþıħ]/gu, (letter) => FOLDED[letter] ?? letter);
}

/** What a record is sorted by: the folded name, at most 200 characters. */
export function sortName(name: string): string {
  return cut(fold(name).trim(), 200);
}

/**
 * The tokens that a record is found by: words, and addresses, domains and numbers ("y1-1-100") as a whole beside their
 * parts.
 */
export function tokensOf(texts: readonly string[]): readonly string[] {
  const tokens = new Set<string>();
  for (const chunk of texts.flatMap(chunksOf)) {
    const at = chunk.lastIndexOf('@');
    for (const token of [chunk, ...(at < 0 ? [] : [chunk.slice(at + 1)]), ...partsOf(chunk)]) {
      if (tokens.size >= MOST_TOKENS) return [...tokens];
      tokens.add(cut(token, LONGEST_TOKEN));
    }
  }
  return [...tokens];
}

/** The tokens that are words, among which typing errors are forgiven. */
export function isWord(token: string): boolean {
  return /^\p{L}{3,40}$/u.test(token);
}

/** The words of a question; each has to match. Addresses, domains and numbers stay whole. */
export function queryWords(text: string): readonly string[] {
  return words(text, /[@.\p{N}]/u);
}

/** The same, but that hyphenated words stay whole too: domains have hyphens, and may not be typed to their dot yet. */
export function hyphenatedWords(text: string): readonly string[] {
  return words(text, /[@.\p{N}]|^[\p{L}-]+$/u);
}

function words(text: string, whole: RegExp): readonly string[] {
  const found = chunksOf(text).flatMap((chunk) => (whole.test(chunk) ? [chunk] : partsOf(chunk)));
  return [...new Set(found.map((word) => cut(word, LONGEST_TOKEN)))].slice(0, MOST_QUERY_WORDS);
}

function chunksOf(text: string): readonly string[] {
  return fold(text)
    .split(/\s+/u)
    .map((chunk) => chunk.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''))
    .filter((chunk) => chunk !== '');
}

function partsOf(chunk: string): readonly string[] {
  return chunk.split(/[^\p{L}\p{N}]+/u).filter((part) => part !== '');
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : Array.from(text).slice(0, length).join('');
}
