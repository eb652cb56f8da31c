// https://github.com/unicode-org/cldr/blob/main/common/supplemental/windowsZones.xml
import { createRequire } from 'node:module';

/** The Unicode CLDR's table in the JSON form of its own package. */
interface WindowsZonesFile {
  readonly supplemental: {
    readonly windowsZones: {
      readonly mapTimezones: readonly {
        readonly mapZone: { readonly _other: string; readonly _type: string; readonly _territory: string };
      }[];
    };
  };
}

const file = createRequire(import.meta.url)('cldr-core/supplemental/windowsZones.json') as WindowsZonesFile;
const MOST_NAMES = 2000;
const canonicalNames = new Map<string, string | null>();

const byWindows = new Map<string, string>();
const byIana = new Map<string, string>();
for (const { mapZone } of file.supplemental.windowsZones.mapTimezones) {
  // Territory 001 is the world: what a Windows zone stands for when nobody says where.
  if (mapZone._territory === '001') byWindows.set(mapZone._other.toLowerCase(), mapZone._type);
  for (const zone of mapZone._type.split(' ')) {
    const name = canonicalZone(zone);
    if (name !== null && !byIana.has(name)) byIana.set(name, mapZone._other);
  }
}

/** Each IANA zone that a Windows zone stands for, once. */
export const WORLD_ZONES: readonly string[] = [...new Set(byWindows.values())];

/** The IANA zone of a Windows id (`W. Europe Standard Time`, in any case), or null. */
export function ianaOfWindows(id: string): string | null {
  return byWindows.get(id.trim().toLowerCase()) ?? null;
}

/** The Windows id of an IANA zone or alias by the CLDR, or null when it has none. */
export function windowsOfIana(zone: string): string | null {
  const name = canonicalZone(zone);
  return name === null ? null : (byIana.get(name) ?? null);
}

/** One name for a zone and its aliases (`Asia/Kolkata` and `Asia/Calcutta`), as ECMAScript has it; null when it is none. */
export function canonicalZone(zone: string): string | null {
  const known = canonicalNames.get(zone);
  if (known !== undefined) return known;
  // Looking a zone up takes long, and calendars ask for the same few again and again.
  if (canonicalNames.size >= MOST_NAMES) canonicalNames.clear();
  const name = lookedUp(zone);
  canonicalNames.set(zone, name);
  return name;
}

function lookedUp(zone: string): string | null {
  try {
    return zone === '' ? null : new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}
