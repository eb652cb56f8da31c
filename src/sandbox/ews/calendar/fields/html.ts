const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

/** The text of an HTML body: blocks as lines, nothing of head, style and script. */
export function htmlToText(html: string): string {
  return html
    .replaceAll(/<(head|style|script|title)\b[\s\S]*?<\/\1\s*>/gi, '')
    .replaceAll(/<!--[\s\S]*?-->/g, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ?<(br|\/p|\/div|\/li|\/tr|\/h[1-6])\b[^>]*> ?/gi, '\n')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&(#x[\da-f]+|#\d+|[a-z]+);/gi, (whole, name: string) => entity(name) ?? whole)
    .replaceAll(/[ \t]+\n/g, '\n')
    .trim();
}

function entity(name: string): string | undefined {
  if (!name.startsWith('#')) return ENTITIES[name.toLowerCase()];
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

/** An HTML document with this text. */
export function textToHtml(text: string): string {
  const safe = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return htmlDocument(safe.replaceAll(/\r\n?|\n/g, '<br>\r\n'));
}

/** What Exchange makes of an HTML body: always a whole document, which says its character set. */
export function htmlDocument(html: string): string {
  if (/<html\b/i.test(html)) return html;
  const head = '<meta http-equiv="Content-Type" content="text/html; charset=utf-8">';
  return `<html>\r\n<head>\r\n${head}\r\n</head>\r\n<body>\r\n${html}\r\n</body>\r\n</html>\r\n`;
}
