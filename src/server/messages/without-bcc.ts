// https://www.rfc-editor.org/rfc/rfc5322#section-3.6.3 (Bcc), #section-3.6.6 (Resent-Bcc), #section-2.2.3 (folding)

const [TAB, LF, CR, SPACE] = [0x09, 0x0a, 0x0d, 0x20];

/**
 * The mail without the header fields that name its hidden recipients: everything else byte for byte. The body is left
 * alone, also where it holds other mails: what stands there every recipient has seen.
 */
export function withoutBcc(original: Uint8Array): Uint8Array {
  const kept: Uint8Array[] = [];
  let [from, at] = [0, 0];
  while (at < original.length && !isBlank(original, at)) {
    const end = fieldEnd(original, at);
    if (isBcc(original.subarray(at, end))) {
      kept.push(original.subarray(from, at));
      from = end;
    }
    at = end;
  }
  return from === 0 ? original : Buffer.concat([...kept, original.subarray(from)]);
}

/** Where the field that begins at `at` is over, its folded lines included. */
function fieldEnd(bytes: Uint8Array, at: number): number {
  let end = lineEnd(bytes, at);
  while (!isBlank(bytes, end) && (bytes[end] === SPACE || bytes[end] === TAB)) end = lineEnd(bytes, end);
  return end;
}

function lineEnd(bytes: Uint8Array, at: number): number {
  const feed = bytes.indexOf(LF, at);
  return feed === -1 ? bytes.length : feed + 1;
}

/** Whether the line has nothing but its end: there the header is over. */
function isBlank(bytes: Uint8Array, at: number): boolean {
  const end = lineEnd(bytes, at);
  for (let index = at; index < end; index += 1) {
    if (bytes[index] !== CR && bytes[index] !== LF) return false;
  }
  return true;
}

function isBcc(field: Uint8Array): boolean {
  return /^(?:\u{EF}\u{BB}\u{BF})?[ \t]*(?:resent-)?bcc[ \t]*:/iu.test(
    Buffer.from(field.subarray(0, 1000)).toString('latin1'),
  );
}
