import { createRequire } from 'node:module';

/** The file of the Unicode CLDR, in the JSON form of its own package. */
interface WindowsZonesFile {
  readonly supplemental: {
    readonly windowsZones: {
      readonly mapTimezones: readonly {
        readonly mapZone: { readonly _other: string; readonly _type: string; readonly _territory: string };
      }[];
    };
  };
}

const require = createRequire(import.meta.url);
const file = require('cldr-core/supplemental/windowsZones.json') as WindowsZonesFile;
const lines = file.supplemental.windowsZones.mapTimezones.map(({ mapZone }) => mapZone);

/** `001` is the world: the one IANA zone that a Windows zone stands for when no territory is known. */
const toIana = new Map<string, readonly [windows: string, iana: string]>();
const toWindows = new Map<string, string>();
for (const { _other: windows, _type: zones, _territory: territory } of lines) {
  if (territory === '001') toIana.set(windows.toLowerCase(), [windows, zones]);
  for (const zone of zones.split(' ').filter((name) => name !== '')) {
    const canonical = canonicalZone(zone);
    if (canonical !== null && !toWindows.has(canonical)) toWindows.set(canonical, windows);
  }
}

/** Ids of all Windows time zones of the CLDR, by name. */
export const WINDOWS_ZONES: readonly string[] = [...toIana.values()].map(([windows]) => windows).sort();

/** The IANA zone of a Windows id (in any case), or null. */
export function ianaZoneOf(windows: string): string | null {
  return toIana.get(windows.toLowerCase())?.[1] ?? null;
}

/** The id as Windows spells it, or null when it is none. */
export function windowsSpelling(windows: string): string | null {
  return toIana.get(windows.toLowerCase())?.[0] ?? null;
}

/** The Windows id of an IANA zone, aliases included, or null when Windows has none for it. */
export function windowsZoneOf(iana: string): string | null {
  const canonical = canonicalZone(iana);
  return canonical === null ? null : (toWindows.get(canonical) ?? null);
}

/** ECMAScript's name for a zone and all its aliases; null when it knows none of that name. */
function canonicalZone(name: string): string | null {
  if (/^[+-]/.test(name)) return null;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}
