import type { Element } from './element.ts';

/**
 * Names a property of an item.
 * https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/path-extendedfielduri
 */
export type FieldPath =
  /** `calendar:Start`, `item:Subject` (UnindexedFieldURIType). */
  | { readonly type: 'field'; readonly uri: string }
  /** `contacts:PhysicalAddress:Street` with its index `Home`. */
  | { readonly type: 'indexed'; readonly uri: string; readonly index: string }
  | ExtendedField;

/** A MAPI property: by name in a set, by id in a set, or by tag (`0x3008`). */
export type ExtendedField = {
  readonly type: 'extended';
  /** `String`, `Integer`, `SystemTime`, `Binary` ... (MapiPropertyTypeType). */
  readonly propertyType: string;
} & (
  | { readonly set: PropertySet; readonly name: string }
  | { readonly set: PropertySet; readonly id: number }
  | { readonly tag: string }
);

/** `Appointment`, `PublicStrings` ... (DistinguishedPropertySetType), or a set of one's own. */
export type PropertySet = { readonly distinguished: string } | { readonly guid: string };

/** One change of an item: exactly one property. */
export type FieldChange =
  /** SetItemField: `value` is the property's element, without the item around it. */
  | { readonly type: 'set'; readonly field: FieldPath; readonly value: Element }
  /** DeleteItemField. */
  | { readonly type: 'delete'; readonly field: FieldPath };

/** Which items a search finds. Text is compared exactly. */
export type Restriction =
  | { readonly type: 'equal'; readonly field: FieldPath; readonly value: string }
  | { readonly type: 'exists'; readonly field: FieldPath }
  /** `value` as xs:dateTime in UTC for times. */
  | { readonly type: 'at-least' | 'less-than'; readonly field: FieldPath; readonly value: string }
  | { readonly type: 'and' | 'or'; readonly all: readonly Restriction[] };

/** What an item or folder comes with. */
export interface Shape {
  /** Mostly `IdOnly` with everything needed in `additional`: what isn't asked for is never guessed. */
  readonly base: 'IdOnly' | 'Default' | 'AllProperties';
  readonly additional?: readonly FieldPath[];
}

/** What an item comes with. */
export interface ItemShape extends Shape {
  /** The form of `item:Body`; without it the stored one. */
  readonly bodyType?: 'Best' | 'HTML' | 'Text';
  readonly includeMimeContent?: boolean;
}

/** A property by its URI. */
export function fieldUri(uri: string): FieldPath {
  return { type: 'field', uri };
}
