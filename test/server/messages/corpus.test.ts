import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { ParsedMessage } from '../../../src/server/messages/message.ts';
import { parseMessage } from '../../../src/server/messages/parse.ts';
import { describeWith, referenceFiles } from '../../requirements.ts';

function contentOf({ text, html, attachments }: ParsedMessage): string {
  const files = attachments.map(({ bytes }) => Buffer.from(bytes).toString('latin1'));
  return [text, html.replace(/<[^>]*>/g, ''), ...files].join('\n');
}

/** Words that a mail says in the clear: of its body, without the header fields of parts and the lines between them. */
function clearWords(raw: string): ReadonlySet<string> {
  if (/^content-transfer-encoding:\s*"?(?:base64|quoted|x-)/im.test(raw)) return new Set();
  const body = raw.replace(/^[\s\S]*?\r?\n\r?\n/, '');
  const isMultipart = /boundary\s*=/i.test(raw);
  // What stands in front of the first part and behind the last one is for programs without MIME.
  const parts = isMultipart ? body.split(/^--.*--[ \t]*\r?$[^]*?(?=^--|(?![^]))|^--.*$/m).slice(1) : [body];
  const spoken = parts.map((part) => part.replace(/^(?:\r?\n)?(?:[\w-]+:.*\r?\n(?:[ \t].*\r?\n)*)+/, ''));
  const plain = spoken.join('\n').replace(/<(style|script|head|title)\b[\s\S]*?<\/\1>|<[^<>]*>|&\w+;/gi, ' ');
  return new Set(plain.match(/\b[A-Za-z]{6,}\b/g));
}

describeWith(['reference-data'], 'Every mail of the corpus', () => {
  const files = referenceFiles('eml', '.eml').map((path) => ({
    name: basename(path),
    raw: readFileSync(path),
  }));

  it('is read, and what it says in the clear is there', async () => {
    expect(files.length).toBeGreaterThan(200);
    const lacking: string[] = [];
    let [withFiles, withHtml] = [0, 0];
    for (const { name, raw } of files) {
      const message = await parseMessage(raw);
      if (message.attachments.length > 0) withFiles += 1;
      if (message.html !== '') withHtml += 1;
      const content = contentOf(message);
      const missing = [...clearWords(raw.toString('latin1'))].filter((word) => !content.includes(word));
      if (missing.length > 0) lacking.push(`${name}: ${missing.slice(0, 8).join(' ')}`);
    }
    // Its words for programs without MIME stand inside of a part.
    expect(lacking).toEqual(['mail-parser__eml_rfc_009.eml: nested message format']);
    expect(withFiles).toBeGreaterThan(100);
    expect(withHtml).toBeGreaterThan(50);
  });
});
