import { Malformed } from '../../../sync/errors.ts';
import type { Item } from '../../../sync/item.ts';
import { isObject, type Json } from '../../../sync/json.ts';
import { isEvent, type Event } from '../../../sync/kinds/event/event.ts';
import { eventKind } from '../../../sync/kinds/event/kind.ts';
import { localMs } from '../../../sync/kinds/event/local-time.ts';
import { spanOf } from './event-span.ts';
import { sortName, tokensOf } from './words.ts';

/** PostgreSQL indexes entries of some 2,700 bytes at most. */
const LONGEST_IDENTITY = 2000;
const SHARED = Object.keys(eventKind.fields).filter((name) => eventKind.fields[name]?.scope === 'shared');

/** The properties of an event that a record holds. */
export const RECORD_FIELDS: readonly string[] = [...new Set(['uid', ...SHARED, 'sequence'])];

/** An event as the tables hold it. */
export interface EventRow {
  readonly item: Event;
  /** UID, with the original start of a detached occurrence. */
  readonly identity: string;
  readonly name: string;
  readonly sort_name: string;
  /** First start and last end, RFC 3339; null: endless. */
  readonly start_at: string;
  readonly end_at: string | null;
  /** Canonical calendar addresses of those invited to the meeting. */
  readonly invited: readonly string[];
  /** E-mail addresses (without `mailto:`) of everyone who takes part in any occurrence. */
  readonly addresses: readonly { readonly address: string; readonly domain: string }[];
  readonly tokens: readonly string[];
}

/**
 * What is stored of an event: its normal form without personal properties. Throws Malformed for what can't be stored:
 * other kinds, no start, no or an overlong UID, characters that no database takes.
 */
export function eventRow(given: Item): EventRow {
  if (!isEvent(given)) throw new Malformed({ code: 'event-expected', parameters: { type: given['@type'] } });
  const item = eventKind.shared(given) as Event;
  if (localMs(item.start) === null) throw new Malformed({ code: 'event-start-invalid' });
  const identity = eventKind.identity(item);
  if (identity === null) throw new Malformed({ code: 'event-uid-missing' });
  if (Buffer.byteLength(identity) > LONGEST_IDENTITY) throw new Malformed({ code: 'event-uid-too-long' });
  if (!storable(item)) throw new Malformed({ code: 'text-not-storable' });
  const name = item.title ?? '';
  const span = spanOf(item);
  return {
    item,
    identity,
    name,
    sort_name: sortName(name),
    start_at: span.start.toISOString(),
    end_at: span.end?.toISOString() ?? null,
    invited: Object.keys(item.participants ?? {}),
    addresses: addressesOf(item),
    tokens: tokensOf([name, ...Object.values(item.locations ?? {}).map((location) => location.name)]),
  };
}

/** Everyone's e-mail addresses, those of single occurrences included. */
function addressesOf(item: Event): EventRow['addresses'] {
  const lists = [
    item.participants,
    ...Object.values(item.recurrenceOverrides ?? {}).map((patch) => patch['participants']),
  ];
  const keys = lists.flatMap((list) => (isObject(list) ? Object.keys(list) : []));
  const addresses = [...new Set(keys)].flatMap(
    (key) => /^mailto:(.{1,320})$/u.exec(key.toLowerCase())?.[1] ?? [],
  );
  return addresses.map((address) => ({ address, domain: address.slice(address.lastIndexOf('@') + 1) }));
}

/** PostgreSQL's jsonb takes neither U+0000 nor half a surrogate pair. */
function storable(value: Json): boolean {
  if (typeof value === 'string') return !/[\u0000\p{Surrogate}]/u.test(value);
  if (Array.isArray(value)) return value.every((entry: Json) => storable(entry));
  if (!isObject(value)) return true;
  return Object.entries(value).every(([key, entry]) => storable(key) && storable(entry));
}
