import { ianaOfWindows } from '../../zones/windows-zones.ts';
import { WINDOWS_DISPLAY_NAMES } from './windows-display-names.ts';

const UTC_NAMES = new Set([
  'utc',
  'etc/utc',
  'gmt',
  'etc/gmt',
  'z',
  'zulu',
  'etc/zulu',
  'etc/uct',
  'uct',
  'universal',
  'etc/universal',
]);

const known = new Map<string, string | null>();

/** Of two zones that are shown alike the first. */
const byDisplayName = new Map(
  [...WINDOWS_DISPLAY_NAMES].reverse().map(([windows, cities]) => [cities.toLowerCase(), windows]),
);

/**
 * The IANA zone that a TZID names by itself, without its VTIMEZONE: an IANA name (old aliases too), one behind a
 * vendor's prefix (`/freeassociation.sourceforge.net/Europe/Berlin`), a Windows zone or its display name, a fixed offset
 * in whole hours (`GMT+0200`). Null when it names none.
 */
export function zoneByName(tzid: string): string | null {
  const hit = known.get(tzid);
  if (hit !== undefined) return hit;
  const zone = resolve(tzid.trim());
  if (known.size > 2000) known.clear();
  known.set(tzid, zone);
  return zone;
}

function resolve(name: string): string | null {
  if (UTC_NAMES.has(name.toLowerCase())) return 'Etc/UTC';
  return iana(name) ?? windows(name) ?? suffix(name) ?? fixed(name);
}

function iana(name: string): string | null {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(name)) return null;
  try {
    const resolved = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
    return resolved.toLowerCase() === name.toLowerCase() ? resolved : capitals(name);
  } catch {
    return null;
  }
}

/** An alias keeps its own name; only its letters are put right when they are all small or all big. */
function capitals(name: string): string {
  if (name !== name.toLowerCase() && (name !== name.toUpperCase() || !name.includes('/'))) return name;
  return name
    .toLowerCase()
    .replace(/(^|[/_-])([a-z])/g, (_all, before: string, letter: string) => before + letter.toUpperCase());
}

function windows(name: string): string | null {
  const plain = name.replace(/^\((?:UTC|GMT)[^)]*\)\s*/i, '');
  return ianaOfWindows(plain) ?? ianaOfWindows(byDisplayName.get(plain.toLowerCase()) ?? '');
}

/** `/citadel.org/20190914_1/Europe/Berlin`, `tzone://Microsoft/Custom`, `/Europe/Berlin`. */
function suffix(name: string): string | null {
  const parts = name.split('/').filter((part) => part !== '');
  for (const count of [3, 2]) {
    if (parts.length < count || (parts.length === count && !name.startsWith('/'))) continue;
    const candidate = iana(parts.slice(-count).join('/'));
    if (candidate !== null) return candidate;
  }
  return /^tzone:\/\/Microsoft\/Utc$/i.test(name) ? 'Etc/UTC' : null;
}

/** Etc/GMT counts the other way round. */
function fixed(name: string): string | null {
  const match = /^(?:GMT|UTC)?\s*([+-])(\d{1,2})(?::?(\d{2}))?$/i.exec(name);
  if (match === null || Number(match[3] ?? 0) !== 0) return null;
  const hours = Number(match[2]);
  if (hours === 0) return 'Etc/UTC';
  return hours > 14 ? null : iana(`Etc/GMT${match[1] === '+' ? '-' : '+'}${String(hours)}`);
}
