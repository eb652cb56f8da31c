/** Width and height in pixels as a PNG's header says (ISO 15948, 11.2.2). Throws for what is no PNG. */
export function sizeOfPng(content: Buffer): { readonly width: number; readonly height: number } {
  const isPng = content.subarray(0, 8).toString('latin1') === '\x89PNG\r\n\x1a\n';
  if (!isPng || content.subarray(12, 16).toString('latin1') !== 'IHDR') throw new Error('This is no PNG');
  return { width: content.readUInt32BE(16), height: content.readUInt32BE(20) };
}
