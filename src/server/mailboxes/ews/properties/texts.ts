// https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/body
import { convert } from 'html-to-text';
import type { JsonObject } from '../../../../sync/json.ts';
import { isObject } from '../../../../sync/json.ts';
import { childOf, element, textOf } from '../element.ts';
import { fieldUri } from '../fields.ts';
import type { PropertyPair } from './property.ts';
import { textChange } from './property.ts';

/** Exchange refuses longer subjects and locations. */
const LONGEST_LINE = 255;

export const title: PropertyPair = {
  names: ['title'],
  fields: [fieldUri('item:Subject')],
  read: (item) => oneLine('title', textOf(item, 'Subject')),
  write: (event) => [textChange('item:Subject', cut(event['title']))],
};

/** Read as text, which Exchange makes of what is formatted; written only when it changes, as text. */
export const description: PropertyPair = {
  names: ['description'],
  fields: [fieldUri('item:Body')],
  read(item) {
    const body = childOf(item, 'Body');
    const html = body?.attributes['BodyType']?.toUpperCase() === 'HTML';
    const text = (html ? plainText(body.text) : (body?.text ?? '')).replace(/\r\n?/g, '\n').trimEnd();
    return text === '' ? {} : { description: text };
  },
  write(event) {
    const text = typeof event['description'] === 'string' ? event['description'] : '';
    return [
      { type: 'set', field: fieldUri('item:Body'), value: element('Body', text, { BodyType: 'Text' }) },
    ];
  },
};

/** Servers that answer with HTML although text was asked for. */
function plainText(html: string): string {
  return convert(html, { wordwrap: false, selectors: [{ selector: 'img', format: 'skip' }] });
}

/** The first place; further ones are kept beside (see kept.ts). */
export const locations: PropertyPair = {
  names: ['locations'],
  fields: [fieldUri('calendar:Location')],
  read(item) {
    const { name } = oneLine('name', textOf(item, 'Location'));
    return name === undefined ? {} : { locations: { '1': { name } } };
  },
  write(event) {
    const places = isObject(event['locations']) ? event['locations'] : {};
    const first = places['1'];
    return [textChange('calendar:Location', cut(isObject(first) ? first['name'] : undefined))];
  },
};

function oneLine(name: string, text: string | null): JsonObject {
  const line = (text ?? '').replace(/\s*[\r\n]+\s*/g, ' ').trim();
  return line === '' ? {} : { [name]: line };
}

/** Cut before a character, never within one. */
function cut(text: unknown): string {
  if (typeof text !== 'string') return '';
  const short = text.slice(0, LONGEST_LINE);
  return (/[\uD800-\uDBFF]$/.test(short) ? short.slice(0, -1) : short).trim();
}
