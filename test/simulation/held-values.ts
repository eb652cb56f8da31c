import type { JsonObject } from '../../src/sync/json.ts';
import type { Value } from './journal.ts';

/** What an Exchange mailbox can hold of a field's value, as Microsoft documents it; nothing here is the product's. */
export interface Holding {
  readonly field: RegExp;
  /** What of it there is, in words. */
  readonly why: string;
  readonly source: string;
  /** One value for all that look the same there. */
  readonly alike: (value: Value) => Value;
  /** Whether this is all that Exchange leaves of such a value: fine there and where it was taken from there. */
  readonly isLess?: (value: Value) => boolean;
  /** Whether Exchange says this where nobody said anything. */
  readonly invents?: (value: Value) => boolean;
}

/** A zone under the name that ICU calls it by, whichever of its names somebody used. */
export function zoneAlike(zone: Value): Value {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return zone;
  }
}

export const EXCHANGE: readonly Holding[] = [
  {
    field: /^timeZone$/,
    why: 'Windows has one id for each zone, whatever its names elsewhere (India Standard Time: Asia/Calcutta and Asia/Kolkata). Nothing floats: without a zone an event is at the same local time in some zone of its owner',
    source: 'CLDR windowsZones; t:StartTimeZone is a TimeZoneDefinitionType',
    alike: zoneAlike,
    invents: () => true,
  },
  {
    field: /^priority$/,
    why: 'three degrees of importance: High (1 to 4), Normal, Low (6 to 9)',
    source: 'MS-OXCMSG 2.2.1.11 PidTagImportance; RFC 5545 3.8.1.9',
    alike: (value) => (/^[1-4]$/.test(value) ? 'high' : /^[6-9]$/.test(value) ? 'low' : value),
    isLess: (value) => value === '1' || value === '9',
  },
  {
    field: /^participant /,
    why: 'the organiser of a meeting always takes part; whoever has people invited in their mailbox is the organiser',
    source: 'MS-OXOCAL 3.1.4.7; t:Organizer, t:RequiredAttendees',
    alike: (value) => (value === 'attendee and owner' ? 'owner' : value),
    invents: (value) => value === 'owner',
  },
];

/**
 * What a person's program makes of what they write into an Exchange mailbox: an importance, and an hour in the zone of the
 * mailbox. (`item`: as it is afterwards.)
 */
export function asOutlookWrites(patch: JsonObject, item: JsonObject, homeZone: string): JsonObject {
  const { priority } = patch;
  const important = typeof priority === 'number' ? (priority < 5 ? 1 : 9) : null;
  const floats = item['timeZone'] === undefined && item['showWithoutTime'] !== true;
  return {
    ...patch,
    ...(important === null ? {} : { priority: important }),
    ...(floats && patch['start'] !== undefined ? { timeZone: homeZone } : {}),
  };
}

/** Priorities that Exchange tells apart, and from what it makes of them: others nobody writes where it plays a part. */
export const TOLD_APART: readonly Value[] = ['2', '3', '4', '6', '7', '8'];
