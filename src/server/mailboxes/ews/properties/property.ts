import type { JsonObject } from '../../../../sync/json.ts';
import type { Element } from '../element.ts';
import { element } from '../element.ts';
import type { FieldChange, FieldPath } from '../fields.ts';
import { fieldUri } from '../fields.ts';

/** What the mapping must know beside the item. */
export interface Owner {
  /** The account's own addresses, canonical; the first is the one it writes as. */
  readonly addresses: readonly string[];
  /** IANA zone that the mailbox's owner lives in. */
  readonly homeZone: string;
}

/** Canonical properties that share fields of an item. Each pair of functions knows its own fields and nothing else. */
export interface PropertyPair {
  readonly names: readonly string[];
  /** The fields that `read` looks at. */
  readonly fields: readonly FieldPath[];
  /** The canonical values; absent when they are the default. */
  read(item: Element, owner: Owner): JsonObject;
  /** The fields as they shall be, whole. `current`: the item to be changed; null for a new one. */
  write(event: JsonObject, owner: Owner, current: Element | null): readonly FieldChange[];
}

/** Sets a field to a text; '' and undefined delete it. */
export function textChange(uri: string, text: string | undefined): FieldChange {
  const name = uri.split(':')[1] ?? uri;
  return text === undefined || text === ''
    ? { type: 'delete', field: fieldUri(uri) }
    : { type: 'set', field: fieldUri(uri), value: element(name, text) };
}
