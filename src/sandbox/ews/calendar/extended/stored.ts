import ICAL from 'ical.js';
import { childrenOf } from '../../../xml/tree.ts';
import type { XmlElement } from '../../../xml/tree.ts';
import { ItemProblem } from '../../item-problem.ts';
import { typeChild, typeName } from '../../xml.ts';
import { extendedPath } from './path.ts';
import type { ExtendedPath } from './path.ts';

/** Extended properties in the iCalendar text: `X-EWS-PROPERTY;X-KEY=key;X-TYPE=type:value,value`, each part percent-encoded. */
const NAME = 'x-ews-property';

/** The values of a stored extended property, or null. */
export function storedValues(event: ICAL.Component, { key }: ExtendedPath): readonly string[] | null {
  const property = lineOf(event, key);
  if (property === undefined) return null;
  const value = String(property.getFirstValue() ?? '');
  return value.split(',').map(decodeURIComponent);
}

/** Stores a t:ExtendedProperty. A value that is none of its type: ItemProblem ErrorInvalidExtendedPropertyValue. */
export function storeProperty(event: ICAL.Component, element: XmlElement): void {
  const field = typeChild(element, 'ExtendedFieldURI');
  if (field === undefined) {
    throw new ItemProblem('ErrorInvalidExtendedProperty', 'An extended property has no ExtendedFieldURI.');
  }
  const path = extendedPath(field);
  const values = valuesOf(element, path.type);
  removeProperty(event, path);
  const parameters = { 'x-key': encodeURIComponent(path.key), 'x-type': path.type };
  event.addProperty(
    new ICAL.Property([NAME, parameters, 'unknown', values.map(encodeURIComponent).join(',')]),
  );
}

/** Removes a stored extended property; nothing happens when it isn't there. */
export function removeProperty(event: ICAL.Component, { key }: ExtendedPath): void {
  const property = lineOf(event, key);
  if (property !== undefined) event.removeProperty(property);
}

/** Removes what only this face understands, for texts that leave the server. */
export function removeOwnProperties(event: ICAL.Component): void {
  for (const property of event.getAllProperties()) {
    if (property.name.startsWith('x-ews-')) event.removeProperty(property);
  }
}

function lineOf(event: ICAL.Component, key: string): ICAL.Property | undefined {
  const wanted = encodeURIComponent(key).toLowerCase();
  return event.getAllProperties(NAME).find((property) => {
    const own: unknown = property.getFirstParameter('x-key');
    return typeof own === 'string' && own.toLowerCase() === wanted;
  });
}

function valuesOf(element: XmlElement, type: string): readonly string[] {
  const many = typeChild(element, 'Values');
  const isArray = type.endsWith('Array');
  if (isArray !== (many !== undefined)) throw invalid(type);
  const values =
    many === undefined
      ? [typeChild(element, 'Value')?.text ?? '']
      : childrenOf(many, typeName('Value')).map((value) => value.text);
  const single = isArray ? type.slice(0, -'Array'.length) : type;
  return values.map((value) => checked(value, single));
}

const WHOLE: Readonly<Record<string, readonly [least: bigint, most: bigint]>> = {
  Short: [-32_768n, 32_767n],
  Integer: [-2_147_483_648n, 2_147_483_647n],
  Long: [-(2n ** 63n), 2n ** 63n - 1n],
  Currency: [-(2n ** 63n), 2n ** 63n - 1n],
};

/** The value as Exchange gives it back, if it is one of the type. */
function checked(value: string, type: string): string {
  const text = value.trim();
  const range = WHOLE[type];
  if (range !== undefined) {
    if (!/^[+-]?\d+$/.test(text)) throw invalid(type);
    const number = BigInt(text.replace('+', ''));
    if (number < range[0] || number > range[1]) throw invalid(type);
    return String(number);
  }
  switch (type) {
    case 'Boolean':
      if (!/^(true|false|1|0)$/.test(text)) throw invalid(type);
      return text === 'true' || text === '1' ? 'true' : 'false';
    case 'SystemTime':
      if (Number.isNaN(Date.parse(text))) throw invalid(type);
      return new Date(/(Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}Z`)
        .toISOString()
        .replace('.000Z', 'Z');
    case 'Binary':
      if (!/^[A-Za-z0-9+/\s]*={0,2}$/.test(text)) throw invalid(type);
      return text;
    case 'CLSID':
      if (!/^\{?[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}\}?$/i.test(text)) throw invalid(type);
      return text;
    case 'Double':
    case 'Float':
    case 'ApplicationTime':
      if (text === '' || Number.isNaN(Number(text))) throw invalid(type);
      return text;
    default:
      return value;
  }
}

function invalid(type: string): ItemProblem {
  return new ItemProblem(
    'ErrorInvalidExtendedPropertyValue',
    `The value of an extended property is not a value of the type ${type}.`,
  );
}
