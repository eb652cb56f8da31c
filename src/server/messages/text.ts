import { convert } from 'html-to-text';
import type { HtmlToTextOptions } from 'html-to-text';
import { textsIn } from './html.ts';
import { shortened } from './unicode.ts';

const LINE = { leadingLineBreaks: 1, trailingLineBreaks: 1 };

/** Lines as in the HTML, without what only looks: no headings in capitals, no addresses behind links, no images. */
const PLAIN: HtmlToTextOptions = {
  wordwrap: false,
  limits: { maxDepth: 300 },
  selectors: [
    { selector: 'a', options: { ignoreHref: true } },
    { selector: 'img', format: 'skip' },
    ...['table', 'tr', 'td', 'th'].map((selector) => ({ selector, format: 'block', options: LINE })),
    { selector: 'blockquote', options: LINE },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
  ],
};

/** What sanitised HTML says, as lines of text. */
export function textOfHtml(html: string): string {
  try {
    return convert(html, PLAIN).trim();
  } catch {
    // Something the layout can't be made of: the words at least.
    return textsIn(html).trim();
  }
}

const PREVIEW_LENGTH = 200;

/** The beginning of a text on one line, at most 200 characters; a longer one ends with an ellipsis. */
export function previewOf(text: string): string {
  // As much as could be needed of a long text.
  const line = text.slice(0, 10_000).replace(/\s+/g, ' ').trim();
  if (line.length <= PREVIEW_LENGTH) return line;
  return `${shortened(line, PREVIEW_LENGTH - 1).trimEnd()}…`;
}
