// https://learn.microsoft.com/en-us/exchange/client-developer/exchange-web-services/property-sets-and-response-shapes-in-ews-in-exchange
import { element } from '../element.ts';
import type { Element } from '../element.ts';
import type { ExtendedField, FieldPath, ItemShape, PropertySet, Restriction, Shape } from '../fields.ts';

export function itemShapeElement(shape: ItemShape): Element {
  return element('m:ItemShape', [
    element('BaseShape', shape.base),
    ...(shape.includeMimeContent === true ? [element('IncludeMimeContent', 'true')] : []),
    ...(shape.bodyType === undefined ? [] : [element('BodyType', shape.bodyType)]),
    ...additional(shape),
  ]);
}

export function folderShapeElement(shape: Shape): Element {
  return element('m:FolderShape', [element('BaseShape', shape.base), ...additional(shape)]);
}

function additional({ additional: fields }: Shape): readonly Element[] {
  return fields === undefined || fields.length === 0
    ? []
    : [element('AdditionalProperties', fields.map(fieldElement))];
}

/** A property's name as an element: FieldURI, IndexedFieldURI or ExtendedFieldURI. */
export function fieldElement(field: FieldPath): Element {
  switch (field.type) {
    case 'field':
      return element('FieldURI', [], { FieldURI: field.uri });
    case 'indexed':
      return element('IndexedFieldURI', [], { FieldURI: field.uri, FieldIndex: field.index });
    case 'extended':
      return extendedFieldElement(field);
  }
}

/** Also what an ExtendedProperty of an item begins with. */
export function extendedFieldElement(field: ExtendedField): Element {
  const type = { PropertyType: field.propertyType };
  if ('tag' in field) return element('ExtendedFieldURI', [], { PropertyTag: field.tag, ...type });
  const name: Record<string, string> =
    'name' in field ? { PropertyName: field.name } : { PropertyId: String(field.id) };
  return element('ExtendedFieldURI', [], { ...setAttribute(field.set), ...name, ...type });
}

function setAttribute(set: PropertySet): Readonly<Record<string, string>> {
  return 'guid' in set ? { PropertySetId: set.guid } : { DistinguishedPropertySetId: set.distinguished };
}

/** A search condition with its wrapper, or nothing. */
export function restrictionElements(restriction: Restriction | undefined): readonly Element[] {
  return restriction === undefined ? [] : [element('m:Restriction', [conditionElement(restriction)])];
}

const COMPARISONS = {
  equal: 'IsEqualTo',
  'at-least': 'IsGreaterThanOrEqualTo',
  'less-than': 'IsLessThan',
} as const;

function conditionElement(restriction: Restriction): Element {
  switch (restriction.type) {
    case 'and':
    case 'or': {
      const conditions = restriction.all.map(conditionElement);
      const [only] = conditions;
      // The schema wants at least two.
      if (conditions.length === 1 && only !== undefined) return only;
      return element(restriction.type === 'and' ? 'And' : 'Or', conditions);
    }
    case 'exists':
      return element('Exists', [fieldElement(restriction.field)]);
    case 'equal':
    case 'at-least':
    case 'less-than': {
      const constant = element('FieldURIOrConstant', [element('Constant', [], { Value: restriction.value })]);
      return element(COMPARISONS[restriction.type], [fieldElement(restriction.field), constant]);
    }
  }
}
