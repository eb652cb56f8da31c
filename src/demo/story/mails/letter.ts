import type { Correspondent } from './correspondents.ts';

/** A mail's own words and what stands below them, as text and as the inside of an HTML body. */
export interface Letter {
  readonly plain: string;
  readonly html: string;
}

/** The mail that an answer quotes. */
export interface Quoted {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  /** As people read it. */
  readonly sent: string;
  readonly letter: Letter;
}

/** What mail programs write above a quoted mail. */
const QUOTE_WORDS = {
  en: { from: 'From', sent: 'Sent', to: 'To', subject: 'Subject' },
  de: { from: 'Von', sent: 'Gesendet', to: 'An', subject: 'Betreff' },
} as const;

/** Content id of the picture in a signature. */
export const MARK_ID = 'mark@signature';

/** Paragraphs and lists of a text: empty lines part them, `- ` begins a line of a list. */
function paragraphs(text: string): string {
  return text
    .split('\n\n')
    .map((block) => {
      const lines = block.split('\n');
      const items = lines.filter((line) => line.startsWith('- '));
      const before = lines.filter((line) => !line.startsWith('- '));
      const list = items.map((line) => `<li>${escaped(line.slice(2))}</li>`).join('');
      return (
        (before.length === 0 ? '' : `<p>${before.map(escaped).join('<br>')}</p>`) +
        (list === '' ? '' : `<ul>${list}</ul>`)
      );
    })
    .join('\n');
}

/** A letter with its signature, in front of what it quotes. `marked`: the signature shows the sender's mark. */
export function letter(text: string, by: Correspondent | null, marked: boolean): Letter {
  if (by?.signature == null) return { plain: text, html: paragraphs(text) };
  const { lines } = by.signature;
  const picture = marked
    ? `<td style="padding-right:12px"><img src="cid:${MARK_ID}" width="36" height="36" alt=""></td>`
    : '';
  const rest = lines.map((line) => `<br>${linked(line)}`).join('');
  const signature = `<table role="presentation" style="font-size:10pt;margin-top:18px"><tr>${picture}<td><b>${escaped(by.name)}</b>${rest}</td></tr></table>`;
  return {
    plain: `${text}\n\n-- \n${[by.name, ...lines].join('\n')}`,
    html: `${paragraphs(text)}\n${signature}`,
  };
}

/** A letter on top of the mail that it answers or passes on. */
export function above(own: Letter, quoted: Quoted, german: boolean): Letter {
  const words = QUOTE_WORDS[german ? 'de' : 'en'];
  const head = (['from', 'sent', 'to', 'subject'] as const).map(
    (name) => [words[name], quoted[name]] as const,
  );
  const marked = quoted.letter.plain
    .split('\n')
    .map((line) => (line.startsWith('>') ? `>${line}` : `> ${line}`));
  const bold = head.map(([name, value]) => `<b>${name}:</b> ${escaped(value)}`).join('<br>');
  return {
    plain: `${own.plain}\n\n${head.map(([name, value]) => `${name}: ${value}`).join('\n')}\n\n${marked.join('\n')}`,
    html: `${own.html}\n<div style="border-top:1px solid #c8c6c4;margin-top:20px;padding-top:10px"><p>${bold}</p>\n${quoted.letter.html}</div>`,
  };
}

/** What machines and editors send: a band, headings where a line stands alone, and a picture that counts readers. */
export function bulletin(text: string, from: Correspondent, key: string): string {
  const host = from.address.slice(from.address.indexOf('@') + 1);
  const blocks = text.split('\n\n').map((block) => {
    const heading = !block.includes('\n') && block.length < 48 && !/[.!?:,]$/.test(block);
    return heading
      ? `<h2 style="font-size:17px;margin:22px 0 6px">${escaped(block)}</h2>`
      : `<p style="margin:0 0 10px">${block.split('\n').map(escaped).join('<br>')}</p>`;
  });
  return `<table role="presentation" width="100%" style="background:#f3f2f1"><tr><td align="center">
<table role="presentation" width="560" style="background:#ffffff;color:#201f1e;margin:16px"><tr>
<td style="background:#243a5e;color:#ffffff;padding:18px 24px;font-size:20px"><b>${escaped(from.name)}</b></td></tr>
<tr><td style="padding:8px 24px 20px">${blocks.join('\n')}
<p style="margin-top:24px"><a href="https://www.${host}/${key}">www.${host}</a></p></td></tr></table>
</td></tr></table><img src="https://count.${host}/open?id=${key}" width="1" height="1" alt="">`;
}

/** A whole HTML document. */
export function htmlDocument(inside: string): string {
  return `<html><head><meta charset="utf-8"></head><body style="font-family:Calibri,'Segoe UI',Arial,sans-serif;font-size:11pt">\n${inside}\n</body></html>`;
}

function linked(line: string): string {
  return line.startsWith('https://')
    ? `<a href="${line}">${escaped(line.slice('https://'.length))}</a>`
    : escaped(line);
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
