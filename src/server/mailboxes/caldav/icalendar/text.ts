// https://www.rfc-editor.org/rfc/rfc5545#section-3.3.11 (TEXT)

/** Resolves the escapes of a text value. */
export function decodeText(value: string): string {
  if (!value.includes('\\')) return value;
  return value.replace(/\\([\s\S])/g, (_all, sign: string) => (sign === 'n' || sign === 'N' ? '\n' : sign));
}

/** Escapes a text value. */
export function encodeText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\\;,]/g, (sign) => `\\${sign}`)
    .replaceAll('\n', '\\n');
}

/** Parts a list of text values at its unescaped commas; values in clear. */
export function decodeTextList(value: string): readonly string[] {
  const parts: string[] = [];
  let current = '';
  for (let at = 0; at < value.length; at += 1) {
    const sign = value.charAt(at);
    if (sign === '\\') {
      current += sign + value.charAt(at + 1);
      at += 1;
    } else if (sign === ',') {
      parts.push(current);
      current = '';
    } else current += sign;
  }
  return [...parts, current].map((part) => decodeText(part));
}

/** Joins a list of text values. */
export function encodeTextList(values: readonly string[]): string {
  return values.map(encodeText).join(',');
}
