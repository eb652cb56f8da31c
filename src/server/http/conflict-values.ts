import { optionalEventProperties } from '../../contract/index.ts';
import type { Patch } from '../../sync/item.ts';
import { equal, isObject, type Json, type JsonObject } from '../../sync/json.ts';
import type { Event } from '../../sync/kinds/event/event.ts';
import { eventKind } from '../../sync/kinds/event/kind.ts';
import { setPath } from '../../sync/leaf.ts';

/** What a conflict is about, taken apart. */
export interface Place {
  /** Of the event. */
  readonly property: string;
  /** Of the event, of one of its dates, or of a participant. */
  readonly field: string;
  readonly recurrenceId: string | null;
  readonly participant: string | null;
  /** Where the value is in the event. */
  readonly path: readonly string[];
}

/** Properties of a participant. An address may have slashes, these have none (RFC 8984, 4.4.6). */
const OF_PARTICIPANTS = /^(.+)\/(name|kind|roles|participationStatus|expectReply)$/s;

/** The place that the ledger's path with slashes names. */
export function placeOf(text: string): Place {
  const slash = text.indexOf('/');
  const property = slash < 0 ? text : text.slice(0, slash);
  const rest = slash < 0 ? '' : text.slice(slash + 1);
  const nowhere = { property, field: property, recurrenceId: null, participant: null };
  if (rest === '') return { ...nowhere, path: [property] };
  if (property === 'participants') {
    const [, address = rest, field = property] = OF_PARTICIPANTS.exec(rest) ?? [];
    const path = field === property ? [property, address] : [property, address, field];
    return { ...nowhere, field, participant: address, path };
  }
  const [recurrenceId = '', ...names] = rest.split('/');
  const field = names.join('/');
  if (field === '') return { ...nowhere, recurrenceId, path: [property, recurrenceId] };
  return { ...nowhere, field, recurrenceId, path: [property, recurrenceId, field] };
}

/** The value as it was before the ledger put it into an object; undefined: there was none. */
export function keptValue(kept: JsonObject): Json | undefined {
  const names = Object.keys(kept);
  if (names.length === 0) return undefined;
  return names.length === 1 && names[0] === 'value' ? kept['value'] : kept;
}

/** What is at a place of an event. */
export function valueAt(item: JsonObject, { path }: Place): Json | undefined {
  return path.reduce<Json | undefined>((value, name) => (isObject(value) ? value[name] : undefined), item);
}

const WRITABLE: readonly string[] = ['start', ...Object.keys(optionalEventProperties)];

/**
 * The edit that puts a value at a place of the event (undefined: takes it away), or null when there can't be one: the
 * date or the participant is not there any more, or the property is not for people to write.
 */
export function editOf(event: Event, place: Place, value: Json | undefined): Patch | null {
  const { property, path, participant, recurrenceId } = place;
  if (!WRITABLE.includes(property)) return null;
  if (path.length === 1)
    return property === 'start' && value === undefined ? null : { [property]: value ?? null };
  const entry = valueAt(event, { ...place, path: path.slice(0, 2) });
  if (participant !== null && path.length > 2 && !isObject(entry)) return null;
  if (recurrenceId !== null) {
    // Of a whole date, nothing may mean that it is there or that it is not.
    if (path.length === 2 && value === undefined) return null;
    if (entry === undefined && !eventKind.occurs(event, recurrenceId)) return null;
    if (path.length > 2 && isObject(entry) && entry['excluded'] === true) return null;
  }
  const { [property]: changed } = setPath(event, path, value);
  return equal(changed, {}) ? { [property]: null } : { [property]: changed ?? null };
}
