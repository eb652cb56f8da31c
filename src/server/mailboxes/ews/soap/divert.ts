// https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/mimecontent
import { Malformed } from '../../../../sync/errors.ts';

/** Takes what stands in one element out of an answer. */
export interface Divert {
  /** The text with the element empty. */
  rest(text: string): string;
}

/** Longer than any start tag: what is longer is no beginning of one. */
const LONGEST_TAG = 500;

/**
 * Keeps the text in an element (by its local name) from the parser, which would hold all of it more than once, and hands
 * it out piece by piece, as it stands in the document. Such an element holds text alone.
 */
export function divertElement(name: string, onPiece: (text: string) => void): Divert {
  const tag = new RegExp(`<(?:[\\w.-]+:)?${name}(?:\\s[^<>]*)?>`);
  let [held, inside] = ['', false];
  /** What of the text is done with; the rest is held until more comes. */
  const step = (text: string): readonly [out: string, left: string | null] => {
    if (inside) {
      const end = text.indexOf('<');
      onPiece(end === -1 ? text : text.slice(0, end));
      inside = end === -1;
      return ['', inside ? null : text.slice(end)];
    }
    const found = tag.exec(text);
    if (found !== null) {
      const end = found.index + found[0].length;
      inside = !found[0].endsWith('/>');
      return [text.slice(0, end), text.slice(end)];
    }
    const open = text.lastIndexOf('<');
    const isCut = open !== -1 && !text.includes('>', open) && text.length - open < LONGEST_TAG;
    held = isCut ? text.slice(open) : '';
    return [isCut ? text.slice(0, open) : text, null];
  };
  return {
    rest(text) {
      let out = '';
      let left: string | null = held + text;
      held = '';
      while (left !== null) {
        const [done, next]: readonly [string, string | null] = step(left);
        out += done;
        left = next;
      }
      return out;
    },
  };
}

/** Puts bytes together that come in base64, in pieces cut anywhere. */
export interface Base64Bytes {
  write(text: string): void;
  /** All of them. */
  bytes(): Uint8Array;
}

/** Throws Malformed `mail-too-large` as soon as there are more bytes than `most`. */
export function base64Bytes(most: number): Base64Bytes {
  const pieces: Buffer[] = [];
  let [held, size] = ['', 0];
  const keep = (text: string): void => {
    const piece = Buffer.from(text, 'base64');
    size += piece.length;
    if (size > most)
      throw new Malformed({
        code: 'mail-too-large',
        parameters: { megabytes: Math.floor(most / 1_000_000) },
      });
    pieces.push(piece);
  };
  return {
    write(text) {
      // Line ends are there as they are, or as `&#xD;`.
      const clean = (held + text).replace(/&[^;&]*;|\s+/g, '');
      const entity = clean.lastIndexOf('&');
      const whole = entity === -1 ? clean.length : entity;
      const end = whole - (whole % 4);
      keep(clean.slice(0, end));
      held = clean.slice(end);
    },
    bytes() {
      keep(held);
      held = '';
      return Buffer.concat(pieces);
    },
  };
}
