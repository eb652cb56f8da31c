import { randomBytes } from 'node:crypto';

/**
 * The 16 bytes that every global object id begins with.
 * https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxocal/1d3aac05-a7b9-45cc-a213-47f0a0a2c5c1
 */
const HEADER = '040000008200e00074c5b7101a82e008';
const MARK = Buffer.concat([Buffer.from('vCal-Uid', 'latin1'), Buffer.from([1, 0, 0, 0])]);
/** 100-nanosecond intervals between 1601 and 1970. */
const FILETIME_EPOCH = 116_444_736_000_000_000n;

/** A new UID as Exchange makes them: a global object id in hexadecimal. `now`: epoch milliseconds. */
export function newUid(now: number): string {
  const created = Buffer.alloc(8);
  created.writeBigUInt64LE(BigInt(Math.trunc(now)) * 10_000n + FILETIME_EPOCH);
  return globalId(Buffer.alloc(4), created, randomBytes(16)).toString('hex').toUpperCase();
}

/**
 * The global object id of a UID, base64: the UID itself if it is one, else the UID wrapped. `day` (`YYYY-MM-DD`): the
 * original day of an occurrence; null, for a whole series and for the clean id.
 */
export function globalObjectId(uid: string, day: string | null): string {
  const own = uid.toLowerCase().startsWith(HEADER) && /^(?:[\da-f]{2})+$/i.test(uid);
  const id = own
    ? Buffer.from(uid, 'hex')
    : globalId(Buffer.alloc(4), Buffer.alloc(8), Buffer.concat([MARK, Buffer.from(`${uid}\0`, 'utf8')]));
  if (id.length >= 20) writeDay(id, day);
  return id.toString('base64');
}

function globalId(day: Buffer, created: Buffer, data: Buffer): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(data.length);
  return Buffer.concat([Buffer.from(HEADER, 'hex'), day, created, Buffer.alloc(8), size, data]);
}

function writeDay(id: Buffer, day: string | null): void {
  const [year = 0, month = 0, date = 0] = day === null ? [] : day.split('-').map(Number);
  id.writeUInt16BE(year, 16);
  id.writeUInt8(month, 18);
  id.writeUInt8(date, 19);
}
