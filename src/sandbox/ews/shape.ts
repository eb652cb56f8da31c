// https://learn.microsoft.com/exchange/client-developer/web-service-reference/itemshape
import type { XmlElement } from '../xml/tree.ts';
import type { ItemShape, PropertyPath } from './calendar-port.ts';
import { typeChild, typeText } from './xml.ts';

/** What of a folder is wanted (m:FolderShape). */
export interface FolderShape {
  readonly base: ItemShape['base'];
  readonly additional: readonly PropertyPath[];
}

/** The t:FieldURI, t:IndexedFieldURI or t:ExtendedFieldURI; null for any other element. */
export function pathOf(element: XmlElement): PropertyPath | null {
  const { name, attributes } = element;
  const uri = attributes['FieldURI'] ?? '';
  if (name === 'FieldURI') return { kind: 'field', uri };
  if (name === 'IndexedFieldURI') return { kind: 'indexed', uri, index: attributes['FieldIndex'] ?? '' };
  return name === 'ExtendedFieldURI' ? { kind: 'extended', element } : null;
}

/** The path in an element that holds one among others, or null. */
export function pathIn(element: XmlElement): PropertyPath | null {
  for (const one of element.children) {
    const path = pathOf(one);
    if (path !== null) return path;
  }
  return null;
}

/** Reads m:FolderShape. */
export function folderShape(element: XmlElement | undefined): FolderShape {
  return { base: baseOf(element), additional: additionalOf(element) };
}

/** Reads m:ItemShape. */
export function itemShape(element: XmlElement | undefined): ItemShape {
  const additional = additionalOf(element);
  const body = element === undefined ? undefined : typeText(element, 'BodyType');
  return {
    base: baseOf(element),
    additional,
    mimeContent:
      (element !== undefined && isTrue(typeText(element, 'IncludeMimeContent'))) ||
      additional.some((path) => path.kind === 'field' && path.uri === 'item:MimeContent'),
    body: body === 'HTML' || body === 'Text' ? body : 'Best',
  };
}

/** Ids only: for what is answered to a write. */
export const ID_ONLY: ItemShape = { base: 'IdOnly', additional: [], mimeContent: false, body: 'Best' };

/** An xs:boolean that is true. */
export function isTrue(text: string | undefined): boolean {
  return text === 'true' || text === '1';
}

/** Whether a property path is among those of a base shape or asked for beside it. */
export function wants(
  shape: FolderShape,
  uri: string,
  base: 'IdOnly' | 'Default' | 'AllProperties',
): boolean {
  const order = ['IdOnly', 'Default', 'AllProperties'];
  if (order.indexOf(shape.base) >= order.indexOf(base)) return true;
  return shape.additional.some((path) => path.kind === 'field' && path.uri === uri);
}

function baseOf(element: XmlElement | undefined): ItemShape['base'] {
  const base = element === undefined ? undefined : typeText(element, 'BaseShape');
  return base === 'Default' || base === 'AllProperties' ? base : 'IdOnly';
}

function additionalOf(element: XmlElement | undefined): readonly PropertyPath[] {
  const additional = element === undefined ? undefined : typeChild(element, 'AdditionalProperties');
  return (additional?.children ?? []).map(pathOf).filter((path) => path !== null);
}
