import sanitizeHtml from 'sanitize-html';

const STYLES = {
  background: [/^#[0-9a-f]{3,8}$/i],
  'background-color': [/^#[0-9a-f]{3,8}$/i],
  'border-top': [/^[\w\s#]+$/],
  color: [/^#[0-9a-f]{3,8}$/i],
  'font-family': [/^[\w\s,'"-]+$/],
  'font-size': [/^[\d.]+(px|pt|em|%)$/],
  'font-weight': [/^\w+$/],
  margin: [/^[\d.\spxem]+$/],
  'margin-top': [/^[\d.]+px$/],
  padding: [/^[\d.\spx]+$/],
  'padding-top': [/^[\d.]+px$/],
  'padding-right': [/^[\d.]+px$/],
  'text-align': [/^\w+$/],
};

/** HTML of a mail as it may be shown: nothing that runs, nothing that is fetched from elsewhere. `cid:` pictures stay. */
export function shownHtml(html: string): string {
  return sanitizeHtml(html, {
    allowedTags: [...sanitizeHtml.defaults.allowedTags, 'img', 'h1', 'h2', 'center', 'font', 'u', 's'],
    allowedAttributes: {
      '*': ['style', 'dir', 'lang', 'align', 'role'],
      a: ['href', 'target', 'rel', 'title'],
      img: ['src', 'alt', 'width', 'height'],
      table: ['width', 'cellpadding', 'cellspacing', 'border'],
      td: ['width', 'colspan', 'rowspan', 'valign'],
      th: ['width', 'colspan', 'rowspan', 'valign', 'scope'],
      font: ['color', 'size', 'face'],
    },
    allowedStyles: { '*': STYLES },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowedSchemesByTag: { img: ['cid', 'data'] },
    transformTags: { a: sanitizeHtml.simpleTransform('a', { target: '_blank', rel: 'noopener noreferrer' }) },
    // A picture from elsewhere tells its sender that somebody reads: it leaves nothing behind.
    exclusiveFilter: ({ tag, attribs }) => tag === 'img' && !/^(cid|data):/i.test(attribs['src'] ?? ''),
  }).trim();
}

/** A plain text as HTML: its lines, links that work, what it quotes set off. */
export function textHtml(text: string): string {
  const lines = text.replaceAll('\r\n', '\n').trimEnd().split('\n');
  const parts: string[] = [];
  let depth = 0;
  for (const line of lines) {
    const [marks = ''] = /^[> ]*(?=[^> ]|$)/.exec(line) ?? [];
    const wanted = line.startsWith('>') ? marks.replaceAll(' ', '').length : 0;
    for (; depth < wanted; depth += 1) parts.push('<blockquote>');
    for (; depth > wanted; depth -= 1) parts.push('</blockquote>');
    const words = wanted === 0 ? line : line.slice(marks.length);
    parts.push(`${linked(words)}<br>`);
  }
  return `<div style="font-size:14px">${parts.join('\n')}${'</blockquote>'.repeat(depth)}</div>`;
}

function linked(line: string): string {
  return escaped(line).replaceAll(
    /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)]/g,
    (url) => `<a href="${url}" target="_blank" rel="noopener noreferrer">${url}</a>`,
  );
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
