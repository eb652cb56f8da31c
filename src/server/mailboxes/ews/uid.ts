// https://learn.microsoft.com/en-us/openspecs/exchange_server_protocols/ms-oxocal/1d3aac05-a7b9-45cc-a213-47f0a0a2c5c1
import type { Element } from './element.ts';
import { textOf } from './element.ts';
import { CLEAN_GLOBAL_OBJECT_ID, extendedValue } from './own-properties.ts';

/** How every Global Object ID begins. */
const CLASS_ID = '040000008200E00074C5B7101A82E008';
/** `vCal-Uid`, a one, then the UID and a zero: a UID that another program gave. */
const FOREIGN = '7643616C2D55696401000000';

/**
 * The UID of an item, the same in every copy and occurrence: the date of an occurrence, which stands inside of Exchange's
 * own ids, is taken out. Null when the item has none.
 */
export function uidOf(item: Element): string | null {
  const uid = textOf(item, 'UID') ?? '';
  if (uid !== '') return cleanUid(uid);
  const binary = extendedValue(item, CLEAN_GLOBAL_OBJECT_ID) ?? '';
  return binary === '' ? null : cleanUid(Buffer.from(binary, 'base64').toString('hex').toUpperCase());
}

function cleanUid(uid: string): string {
  const upper = uid.toUpperCase();
  if (!upper.startsWith(CLASS_ID) || !/^[0-9A-F]+$/.test(upper)) return uid;
  // Class id, date (4 bytes), time of creation (8), zeros (8), size (4), data.
  const data = upper.slice(80);
  if (data.startsWith(FOREIGN)) {
    const text = Buffer.from(data.slice(FOREIGN.length), 'hex').toString('utf8').replace(/\0.*$/s, '');
    if (text !== '') return text;
  }
  return `${uid.slice(0, 32)}00000000${uid.slice(40)}`;
}

/** The value of PidLidCleanGlobalObjectId (base64) for a UID. */
export function cleanGlobalObjectId(uid: string): string {
  const clean = cleanUid(uid);
  if (clean.toUpperCase().startsWith(CLASS_ID) && /^(?:[0-9A-F]{2})+$/i.test(clean))
    return Buffer.from(clean, 'hex').toString('base64');
  const data = Buffer.concat([Buffer.from(FOREIGN, 'hex'), Buffer.from(clean, 'utf8'), Buffer.of(0)]);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(data.length);
  return Buffer.concat([Buffer.from(CLASS_ID, 'hex'), Buffer.alloc(20), size, data]).toString('base64');
}
