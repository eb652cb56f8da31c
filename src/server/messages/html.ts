import sanitizeHtml from 'sanitize-html';
import type { Attributes, IOptions } from 'sanitize-html';

/** What may stand in a mail's HTML: text and its structure. No styles: a mail is read in the page's own type, light or dark. */
const TAGS = [
  ...['p', 'div', 'br', 'hr', 'blockquote', 'pre', 'center', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6'],
  ...['ul', 'ol', 'li', 'dl', 'dt', 'dd', 'figure', 'figcaption', 'address', 'article', 'section'],
  ...['table', 'caption', 'colgroup', 'col', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td'],
  ...[
    'a',
    'img',
    'span',
    'font',
    'b',
    'strong',
    'i',
    'em',
    'u',
    's',
    'strike',
    'del',
    'ins',
    'sub',
    'sup',
    'small',
  ],
  ...['big', 'mark', 'code', 'tt', 'kbd', 'samp', 'var', 'cite', 'q', 'abbr', 'dfn', 'wbr', 'bdi', 'bdo'],
];

const ATTRIBUTES = {
  '*': ['dir', 'lang'],
  a: ['href', 'rel', 'target', 'title'],
  img: ['src', 'alt', 'title', 'width', 'height'],
  ol: ['start', 'type', 'reversed'],
  li: ['value'],
  td: ['colspan', 'rowspan', 'align', 'valign', 'headers'],
  th: ['colspan', 'rowspan', 'align', 'valign', 'scope'],
  col: ['span'],
  colgroup: ['span'],
  abbr: ['title'],
};

/** Elements that go with all that is in them. */
const WITHOUT_CONTENT = [
  ...['style', 'script', 'noscript', 'template', 'title', 'textarea', 'select', 'option', 'optgroup', 'xmp'],
  ...['object', 'applet', 'svg', 'math', 'audio', 'video', 'canvas', 'noembed', 'noframes', 'datalist'],
];

/** Elements inside each other; what is deeper stands there without its element. */
const DEEPEST = 100;

/** More than any letter has, in characters and in elements that aren't closed: the parser's time grows with the square. */
const LONGEST = 2_000_000;
const MOST_OPEN = 1000;

/** HTML that isn't worth the time that reading it would take. */
class HtmlTooLarge extends Error {}

/** Where an inline image is served: null leaves it out. */
type ImageUrl = (contentId: string) => string | null;

/**
 * A mail's HTML as it may be shown: no scripts, styles, forms or frames, nothing that a browser would fetch from elsewhere;
 * what its author hid isn't there. An image from elsewhere leaves its description. Inline images keep their `cid:`,
 * small ones inside the HTML (`data:`) stay. Links lead to web and mail addresses alone, in a page of their own that
 * learns nothing of this one. Idempotent. Throws HtmlTooLarge for what is no letter and would hold the server up.
 */
export function sanitiseHtml(html: string): string {
  if (html.length > LONGEST) throw new HtmlTooLarge();
  return sanitizeHtml(
    html,
    optionsWith((contentId) => `cid:${encodeURIComponent(contentId)}`),
  ).trim();
}

/** Sanitised HTML with addresses from `urlOf` in place of the `cid:` of its inline images. */
export function htmlWithInlineImages(html: string, urlOf: ImageUrl): string {
  return sanitizeHtml(html, optionsWith(urlOf));
}

/** The Content-IDs that sanitised HTML names, without brackets. */
export function contentIdsIn(html: string): ReadonlySet<string> {
  const found = new Set<string>();
  htmlWithInlineImages(html, (contentId) => {
    found.add(contentId);
    return null;
  });
  return found;
}

/** What stands in sanitised HTML, without elements and layout: text after text. */
export function textsIn(html: string): string {
  const parts: string[] = [];
  sanitizeHtml(html, {
    ...BASE,
    allowedTags: [],
    textFilter: (text) => {
      parts.push(text);
      return '';
    },
  });
  return unescaped(parts.join(''));
}

const BASE: IOptions = {
  allowedTags: TAGS,
  allowedAttributes: ATTRIBUTES,
  nonTextTags: WITHOUT_CONTENT,
  // Which addresses are good is decided below, before they get here.
  allowedSchemes: ['http', 'https', 'mailto', 'cid', 'data'],
  allowProtocolRelative: false,
  nestingLimit: DEEPEST,
};

function optionsWith(urlOf: ImageUrl): IOptions {
  // An element that is given another name here would close the next one by that name, too: it is dropped when it closes.
  const dropped = new WeakSet<Attributes>();
  const kept = (tagName: string, attribs: Attributes): Attributes | null => {
    if (isHidden(attribs)) return null;
    if (tagName === 'a') return linkAttributes(attribs);
    return tagName === 'img' ? imageAttributes(attribs, urlOf) : attribs;
  };
  let open = 0;
  return {
    ...BASE,
    transformTags: {
      '*': (tagName, given) => {
        const found = kept(tagName, given);
        const attribs = found ?? {};
        if (found === null) dropped.add(attribs);
        return { tagName, attribs };
      },
    },
    exclusiveFilter: ({ attribs }) => dropped.has(attribs),
    onOpenTag() {
      open += 1;
      if (open > MOST_OPEN) throw new HtmlTooLarge();
    },
    onCloseTag: () => (open -= 1),
  };
}

/** https://www.w3.org/TR/CSS21/visuren.html#display-prop; `mso-hide` is Outlook's. */
function isHidden(attribs: Attributes): boolean {
  return (
    Object.hasOwn(attribs, 'hidden') ||
    /(?:display\s*:\s*none|mso-hide\s*:\s*all)/i.test(attribs['style'] ?? '')
  );
}

function linkAttributes(attribs: Attributes): Attributes {
  const { href, title } = attribs;
  const target = webAddress(href ?? '');
  if (target === null) return {};
  return {
    href: target,
    ...(title === undefined ? {} : { title }),
    rel: 'noopener noreferrer nofollow',
    target: '_blank',
  };
}

/** An image that isn't here leaves its description, if it has one. */
function imageAttributes(attribs: Attributes, urlOf: ImageUrl): Attributes | null {
  const src = imageSource(attribs['src'] ?? '', urlOf);
  if (src !== null) return { ...attribs, src };
  const alt = (attribs['alt'] ?? '').trim();
  return alt === '' ? null : { alt };
}

/** What doesn't say where it leads by itself would lead somewhere on this server. */
function webAddress(href: string): string | null {
  const text = href.trim();
  if (!/^(?:https?:\/\/|mailto:)/i.test(text) || !URL.canParse(text)) return null;
  return text;
}

/** Images that a browser shows without asking anybody; a drawing (SVG) isn't one. */
const IMAGE_DATA = /^data:image\/(?:png|jpeg|jpg|gif|webp|bmp);base64,[A-Za-z0-9+/=\s]*$/i;

function imageSource(src: string, urlOf: ImageUrl): string | null {
  const text = src.trim();
  if (IMAGE_DATA.test(text)) return text;
  return /^cid:/i.test(text) ? urlOf(contentIdOf(text.slice('cid:'.length))) : null;
}

/** https://www.rfc-editor.org/rfc/rfc2392 */
function contentIdOf(encoded: string): string {
  try {
    return decodeURIComponent(encoded).replace(/^<|>$/g, '');
  } catch {
    return encoded;
  }
}

/** What HTML says that nobody can lay out: elements, and what never is text, are cut out. */
export function crudeText(html: string): string {
  const text = html
    .slice(0, LONGEST)
    .replace(/<(script|style|title)\b[^<]*(?:<(?!\/\1)[^<]*)*/gi, ' ')
    .replace(/<[^<>]*>/g, ' ');
  return unescaped(text).trim();
}

function unescaped(text: string): string {
  const characters: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', amp: '&' };
  return text.replace(/&(lt|gt|quot|amp);/g, (entity, name: string) => characters[name] ?? entity);
}
