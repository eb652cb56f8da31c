import { Temporal } from 'temporal-polyfill';

/**
 * Local date-times (`YYYY-MM-DDTHH:MM:SS`) and ISO 8601 durations, as JSCalendar writes them (RFC 8984, 1.4.5 and 1.4.6).
 * Local arithmetic is done as if the clock never jumped; only `toInstant` knows time zones.
 */

const LOCAL = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})$/;
const DURATION = /^([+-]?)P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?)?$/;

/** Milliseconds of a local date-time on the local time line, or null when it isn't one. */
export function localMs(local: string): number | null {
  const match = LOCAL.exec(local);
  if (match === null) return null;
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (hour > 23 || minute > 59 || second > 59) return null;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  // 30 February would silently become a day of March.
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  date.setUTCHours(hour, minute, second);
  return date.getTime();
}

/** The local date-time at a point of the local time line. */
export function localFromMs(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19);
}

/** A local date-time moved by milliseconds; returned as it is when it can't be read. */
export function shiftLocal(local: string, ms: number): string {
  const at = localMs(local);
  return at === null ? local : localFromMs(at + ms);
}

/** Length of a duration in seconds (a day is 24 hours), or null when it isn't one. */
export function durationSeconds(duration: string): number | null {
  const match = DURATION.exec(duration);
  if (match === null) return null;
  const [weeks, days, hours, minutes, seconds] = match
    .slice(2)
    .map((part: string | undefined) => Number(part ?? 0)) as [number, number, number, number, number];
  const total = ((weeks * 7 + days) * 24 + hours) * 3600 + minutes * 60 + seconds;
  if (!Number.isSafeInteger(total)) return null;
  return match[1] === '-' ? -total : total;
}

/** The canonical duration: whole days for all-day events (`P2D`), otherwise hours, minutes, seconds (`PT49H30M`). */
export function formatDuration(seconds: number, wholeDays: boolean): string {
  if (wholeDays) return `P${String(Math.max(1, Math.round(seconds / 86400)))}D`;
  const sign = seconds < 0 ? '-' : '';
  const total = Math.abs(seconds);
  const parts: readonly (readonly [number, string])[] = [
    [Math.floor(total / 3600), 'H'],
    [Math.floor((total % 3600) / 60), 'M'],
    [total % 60, 'S'],
  ];
  const text = parts.map(([value, unit]) => (value === 0 ? '' : `${String(value)}${unit}`)).join('');
  return `${sign}PT${text === '' ? '0S' : text}`;
}

/**
 * Epoch milliseconds of a local date-time in an IANA zone; floating (no zone) counts as UTC. A zone that nobody knows
 * counts as UTC too: it must not keep an item from being placed.
 */
export function toInstant(local: string, timeZone: string | undefined): number {
  if (timeZone === undefined || timeZone === 'Etc/UTC' || timeZone === 'UTC') return localMs(local) ?? 0;
  const asked = `${local} ${timeZone}`;
  const known = INSTANTS.get(asked);
  if (known !== undefined) return known;
  const instant = instantOf(local, timeZone);
  if (INSTANTS.size >= MOST_INSTANTS) INSTANTS.clear();
  INSTANTS.set(asked, instant);
  return instant;
}

/** What was asked before: the rules of a zone do not change while a process runs, and working with them takes its time. */
const INSTANTS = new Map<string, number>();
const MOST_INSTANTS = 10_000;

function instantOf(local: string, timeZone: string): number {
  try {
    return Temporal.PlainDateTime.from(local).toZonedDateTime(timeZone).epochMilliseconds;
  } catch {
    return localMs(local) ?? 0;
  }
}

/** The point of the local time line (milliseconds) at an instant in an IANA zone; see `toInstant` for the others. */
export function fromInstant(ms: number, timeZone: string | undefined): number {
  if (timeZone === undefined || timeZone === 'Etc/UTC' || timeZone === 'UTC') return ms;
  try {
    const { offsetNanoseconds } = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone);
    return ms + offsetNanoseconds / 1e6;
  } catch {
    return ms;
  }
}
