import ICAL from 'ical.js';
import type { XmlElement } from '../../../xml/tree.ts';
import { tWith } from '../../xml.ts';
import type { ItemView } from '../view.ts';
import type { Writing } from './field.ts';
import { htmlDocument, htmlToText, textToHtml } from './html.ts';
import { escaped, setText, textOf } from './values.ts';

/** Where Outlook keeps the HTML of a DESCRIPTION. */
const HTML = 'x-alt-desc';

/** t:Body in the form that was asked for; `Best`: the one that is stored. An item without a body has an empty one. */
export function readBody({ event, bodyType }: ItemView): XmlElement {
  const html = storedHtml(event);
  const text = textOf(event, 'description') ?? '';
  if (bodyType === 'Text' || (bodyType === 'Best' && html === null)) {
    return tWith('Body', { BodyType: 'Text' }, html === null || text !== '' ? text : htmlToText(html));
  }
  return tWith('Body', { BodyType: 'HTML' }, html ?? (text === '' ? '' : textToHtml(text)));
}

/** t:TextBody. */
export function readTextBody({ event }: ItemView): XmlElement {
  return tWith('TextBody', { BodyType: 'Text' }, textOf(event, 'description') ?? '');
}

/** The HTML, unless somebody who knows only texts changed the DESCRIPTION since. */
function storedHtml(event: ICAL.Component): string | null {
  const html = textOf(event, HTML);
  const text = textOf(event, 'description');
  if (html === null || html.trim() === '') return null;
  return text === null || flat(text) === flat(htmlToText(html)) ? html : null;
}

function flat(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** Sets the body as text or HTML. */
export function setBody({ event }: Writing, body: XmlElement): void {
  event.removeAllProperties(HTML);
  if (body.attributes['BodyType'] !== 'HTML') {
    setText(event, 'description', body.text);
    return;
  }
  setText(event, 'description', htmlToText(body.text));
  if (body.text === '') return;
  event.addProperty(
    new ICAL.Property([HTML, { fmttype: 'text/html' }, 'unknown', escaped(htmlDocument(body.text))]),
  );
}

/** Puts more text or HTML behind the body, in the form that the body has. */
export function appendBody(writing: Writing, more: XmlElement): void {
  const { event } = writing;
  const html = storedHtml(event);
  const isHtml = more.attributes['BodyType'] === 'HTML';
  if (html === null && !isHtml) {
    setText(event, 'description', (textOf(event, 'description') ?? '') + more.text);
    return;
  }
  const before = html ?? textToHtml(textOf(event, 'description') ?? '');
  const added = isHtml ? more.text : more.text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const end = before.search(/<\/body>/i);
  const at = end < 0 ? before.length : end;
  setBody(writing, {
    ...more,
    attributes: { BodyType: 'HTML' },
    text: before.slice(0, at) + added + before.slice(at),
  });
}

/** Removes the body. */
export function clearBody({ event }: Writing): void {
  event.removeAllProperties('description');
  event.removeAllProperties(HTML);
}
