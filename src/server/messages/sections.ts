import PostalMime from 'postal-mime';
import type { Header } from 'postal-mime';

const [LF, CR] = [0x0a, 0x0d];

/** How much of a header is read on its own. */
const HEADER_BYTES = 256 * 1024;
const BODY_BYTES = 1024 * 1024;

/** Whether there is a field in a text. */
const FIELD = /^[!-9;-~]+[ \t]*:/m;

/** Some editors put it in front of UTF-8, where it would become part of the first field's name. */
const BYTE_ORDER_MARK = '\u{EF}\u{BB}\u{BF}';

/** The mail without what isn't of it. */
export function withoutMark(original: Uint8Array): Uint8Array {
  return latin1(original.subarray(0, BYTE_ORDER_MARK.length)) === BYTE_ORDER_MARK
    ? original.subarray(BYTE_ORDER_MARK.length)
    : original;
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}

/** Where the header of a mail ends, its empty line included; the whole length where there is none. */
function headerEnd(original: Uint8Array): number {
  let start = 0;
  for (;;) {
    const feed = original.indexOf(LF, start);
    if (feed === -1) return original.length;
    let end = feed;
    while (end > start && original[end - 1] === CR) end -= 1;
    if (end === start) return feed + 1;
    start = feed + 1;
  }
}

/** The header fields of a mail, without a look at its parts. */
export async function headersOf(original: Uint8Array): Promise<readonly Header[]> {
  const end = Math.min(headerEnd(original), HEADER_BYTES);
  return (await PostalMime.parse(original.subarray(0, end))).headers;
}

/**
 * The body as it stands there, as text; of a long one the beginning. Of what has no header, hence no body, everything.
 */
export function rawBody(original: Uint8Array): string {
  const end = headerEnd(original);
  const start = end === original.length && !FIELD.test(latin1(original.subarray(0, HEADER_BYTES))) ? 0 : end;
  const body = original.subarray(start, start + BODY_BYTES);
  const text = new TextDecoder('utf-8').decode(body, { stream: true });
  return text.includes('\u{FFFD}') ? new TextDecoder('windows-1252').decode(body) : text;
}
