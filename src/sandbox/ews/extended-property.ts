// https://learn.microsoft.com/exchange/client-developer/web-service-reference/extendedfielduri
import type { XmlElement } from '../xml/tree.ts';
import { t, tWith } from './xml.ts';

/** One spelling of an extended property: set, then tag, name or id, then type. */
export function extendedKey({ attributes }: XmlElement): string {
  const set = attributes['DistinguishedPropertySetId'] ?? attributes['PropertySetId']?.toLowerCase() ?? '';
  const tag = attributes['PropertyTag'];
  const what =
    tag === undefined ? (attributes['PropertyName'] ?? attributes['PropertyId'] ?? '') : String(Number(tag));
  return `${set}/${what}/${attributes['PropertyType'] ?? ''}`;
}

/** Its MAPI tag, or null when it is a named one. */
export function propertyTag({ attributes }: XmlElement): number | null {
  const tag = attributes['PropertyTag'];
  return tag === undefined ? null : Number(tag);
}

/** t:ExtendedProperty with one value. */
export function extendedProperty(path: XmlElement, value: string): XmlElement {
  return t('ExtendedProperty', tWith('ExtendedFieldURI', path.attributes), t('Value', value));
}
