import type { XmlElement } from '../../../xml/tree.ts';
import { t, tWith, typeChild, typeText } from '../../xml.ts';
import { extendedPath } from './path.ts';

/** Appointments' property set; 0x8208 is PidLidLocation. */
const LOCATION = `set/00062002-0000-0000-c000-000000000046/id/${String(0x8208)}`;

/** MAPI properties that are an item's own elements by another name: FieldURI and element. */
const MIRRORED: Readonly<
  Record<string, { readonly uri: string; readonly element: (value: string) => XmlElement }>
> = {
  // PidTagSubject and PidTagBody: DavMail changes events by these.
  'tag/37': { uri: 'item:Subject', element: (value) => t('Subject', value) },
  'tag/1000': { uri: 'item:Body', element: (value) => tWith('Body', { BodyType: 'Text' }, value) },
  [LOCATION]: { uri: 'calendar:Location', element: (value) => t('Location', value) },
};

/** The element that a t:ExtendedProperty stands for, or null: it is a property of its own. */
export function mirroredElement(property: XmlElement): XmlElement | null {
  const field = typeChild(property, 'ExtendedFieldURI');
  const mirrored = field === undefined ? undefined : MIRRORED[extendedPath(field).key];
  return mirrored?.element(typeText(property, 'Value') ?? '') ?? null;
}

/** The FieldURI that a t:ExtendedFieldURI stands for, or null. */
export function mirroredUri(field: XmlElement): string | null {
  return MIRRORED[extendedPath(field).key]?.uri ?? null;
}
