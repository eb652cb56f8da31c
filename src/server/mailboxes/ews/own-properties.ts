// https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/extendedproperty
import type { Element } from './element.ts';
import { childOf, childrenOf, element, textOf } from './element.ts';
import type { ExtendedField } from './fields.ts';
import { extendedFieldElement } from './soap/shapes.ts';

/** The property set of everything that Liaison keeps on an item. */
const OWN_SET = { guid: '6b1c9f4e-3d2a-4c57-9a0e-8f1d27b5c340' };

/** The correlation key of the step that created the item. */
export const CORRELATION_KEY: ExtendedField = {
  type: 'extended',
  set: OWN_SET,
  name: 'LiaisonCorrelationKey',
  propertyType: 'String',
};

/** The intent of the last update that told others of the item and changed nothing. */
export const TOLD_BY: ExtendedField = {
  type: 'extended',
  set: OWN_SET,
  name: 'LiaisonToldBy',
  propertyType: 'String',
};

/** What the item means beyond what Exchange can hold: see kept.ts. */
export const KEPT: ExtendedField = {
  type: 'extended',
  set: OWN_SET,
  name: 'LiaisonKept',
  propertyType: 'String',
};

/** Where Outlook and its online-meeting add-ins keep the address to join. */
export const ONLINE_MEETING_LINK: ExtendedField = {
  type: 'extended',
  set: { distinguished: 'PublicStrings' },
  name: 'OnlineMeetingExternalLink',
  propertyType: 'String',
};

/** The same, where Teams keeps it. */
export const TEAMS_MEETING_LINK: ExtendedField = {
  type: 'extended',
  set: { distinguished: 'PublicStrings' },
  name: 'SkypeTeamsMeetingUrl',
  propertyType: 'String',
};

/**
 * PidLidCleanGlobalObjectId: the identity of a meeting, the same in every copy and occurrence.
 * https://learn.microsoft.com/en-us/openspecs/exchange_server_protocols/ms-oxocal (2.2.1.28)
 */
export const CLEAN_GLOBAL_OBJECT_ID: ExtendedField = {
  type: 'extended',
  set: { distinguished: 'Meeting' },
  id: 0x23,
  propertyType: 'Binary',
};

/** `ExtendedProperty` with one value. */
export function extendedProperty(field: ExtendedField, value: string): Element {
  return element('ExtendedProperty', [extendedFieldElement(field), element('Value', value)]);
}

/** The value of an extended property on an item; null when it isn't there. */
export function extendedValue(item: Element, field: ExtendedField): string | null {
  const wanted = Object.entries(extendedFieldElement(field).attributes).filter(
    ([name]) => name !== 'PropertyType',
  );
  const found = childrenOf(item, 'ExtendedProperty').find((property) => {
    const attributes = childOf(property, 'ExtendedFieldURI')?.attributes ?? {};
    // GUIDs come back in either case.
    return wanted.every(([name, value]) => attributes[name]?.toLowerCase() === value.toLowerCase());
  });
  return textOf(found, 'Value');
}
