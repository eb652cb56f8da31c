/** A mail of these header fields and this body. */
export function mail(fields: readonly string[], body: string): Buffer {
  return Buffer.from([...fields, '', body].join('\r\n'));
}
