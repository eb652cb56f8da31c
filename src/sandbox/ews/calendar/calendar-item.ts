import type { XmlElement } from '../../xml/tree.ts';
import type { CalendarSubject, ItemShape, ItemSurroundings, PropertyPath } from '../calendar-port.ts';
import { ItemProblem } from '../item-problem.ts';
import { t } from '../xml.ts';
import { mirroredValue } from './extended/mirrored.ts';
import { bareField, extendedPath } from './extended/path.ts';
import { storedValues } from './extended/stored.ts';
import { CALENDAR_FIELDS } from './fields/calendar-fields.ts';
import type { Field } from './fields/field.ts';
import { ITEM_FIELDS_AFTER, ITEM_FIELDS_BEFORE } from './fields/item-fields.ts';
import { viewOf } from './view.ts';
import type { ItemView } from './view.ts';

/** All properties, in the order of the schema; extended ones come between the first two lists. */
const AFTER: readonly Field[] = [...ITEM_FIELDS_AFTER, ...CALENDAR_FIELDS];
const BY_URI: ReadonlyMap<string, Field> = new Map(
  [...ITEM_FIELDS_BEFORE, ...AFTER].map((field) => [field.uri, field]),
);

/** A property by its FieldURI. */
export function fieldOf(uri: string): Field | undefined {
  return BY_URI.get(uri);
}

const RANK = { IdOnly: 0, Default: 1, AllProperties: 2, asked: 3 } as const;

/** See CalendarMapping.calendarItem. */
export function calendarItem(
  subject: CalendarSubject,
  surroundings: ItemSurroundings,
  shape: ItemShape,
): XmlElement {
  const view = viewOf(subject, surroundings, shape.body);
  const asked = new Set(shape.additional.flatMap(uriOf));
  if (shape.mimeContent) asked.add('item:MimeContent');
  const wanted = (field: Field): readonly XmlElement[] => {
    if (RANK[field.shape] > RANK[shape.base] && !asked.has(field.uri)) return [];
    const element = field.read(view);
    return element === null ? [] : [element];
  };
  const extended = shape.additional.flatMap((path) =>
    path.kind === 'extended' ? (extendedProperty(view, path.element) ?? []) : [],
  );
  return t(
    'CalendarItem',
    ...ITEM_FIELDS_BEFORE.flatMap(wanted),
    ...distinct(extended),
    ...AFTER.flatMap(wanted),
  );
}

/** The FieldURIs that a path asks for. What cannot be had of calendar items: ItemProblem ErrorInvalidPropertyRequest. */
function uriOf(path: PropertyPath): readonly string[] {
  if (path.kind === 'extended') return [];
  // Other properties of these two sets exist, though no item here has them.
  if (!/^(item|calendar):/.test(path.uri)) {
    throw new ItemProblem(
      'ErrorInvalidPropertyRequest',
      `Property is not valid for this object type: ${path.uri}.`,
    );
  }
  return path.kind === 'field' ? [path.uri] : [];
}

/** t:ExtendedProperty; null when the item doesn't have it. */
function extendedProperty(view: ItemView, field: XmlElement): XmlElement | null {
  const path = extendedPath(field);
  const single = view.surroundings.extended(field);
  const values = single === null ? (storedValues(view.event, path) ?? mirroredValue(view, path)) : single;
  if (values === null) return null;
  const list = typeof values === 'string' ? [values] : values;
  const content = path.type.endsWith('Array')
    ? t('Values', ...list.map((value) => t('Value', value)))
    : t('Value', list[0] ?? '');
  return t('ExtendedProperty', bareField(field), content);
}

/** Who asks twice is answered once. */
function distinct(properties: readonly XmlElement[]): readonly XmlElement[] {
  const seen = new Map(
    properties.map((property) => [JSON.stringify(property.children[0]?.attributes), property]),
  );
  return [...seen.values()];
}
