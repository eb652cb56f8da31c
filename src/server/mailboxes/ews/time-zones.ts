// https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/timezonedefinition
import { toInstant } from '../../../sync/kinds/event/local-time.ts';
import { canonicalZone, ianaOfWindows, windowsOfIana, WORLD_ZONES } from '../zones/windows-zones.ts';
import type { Element } from './element.ts';
import { childOf, textOf } from './element.ts';
import { readSerializableRules, readZoneRules } from './time-zone-rules.ts';
import type { ZoneRules } from './time-zone-rules.ts';

/** Comparing zones takes long, and calendars ask for the same few again and again. */
const answers = new Map<string, string | null>();
const MOST_ANSWERS = 2000;

function remembered(question: string, answer: () => string | null): string | null {
  const known = answers.get(question);
  if (known !== undefined) return known;
  if (answers.size >= MOST_ANSWERS) answers.clear();
  const found = answer();
  answers.set(question, found);
  return found;
}

/** Of several zones with the same rules the one where most people live comes first. */
const LIKELY = [
  'Europe/Berlin', 'Europe/London', 'Europe/Kiev', 'America/New_York', 'America/Chicago', 'America/Denver',
  'America/Los_Angeles', 'America/Sao_Paulo', 'Asia/Calcutta', 'Asia/Shanghai', 'Asia/Tokyo', 'Australia/Sydney',
]; // prettier-ignore
const CANDIDATES = [...new Set([...LIKELY, ...WORLD_ZONES])];

/** The IANA zone of a Windows id (`W. Europe Standard Time`, in any case), or null. An IANA name names itself. */
export function ianaZoneOf(windowsId: string): string | null {
  const id = windowsId.trim();
  if (/^tzone:\/\/Microsoft\/Utc$/i.test(id)) return 'Etc/UTC';
  return ianaOfWindows(id) ?? (id.includes('/') && canonicalZone(id) !== null ? id : null);
}

/**
 * The Windows id for an IANA zone: by the CLDR, or that of a zone with the same offsets in the year of `around` (local
 * date-time). Null when Windows has no such zone.
 */
export function windowsZoneOf(zone: string, around: string): string | null {
  const name = canonicalZone(zone);
  if (name === null) return null;
  const like = (): string => alike(name, (local) => offsetIn(zone, local), around) ?? '';
  return windowsOfIana(name) ?? windowsOfIana(like());
}

/**
 * The IANA zone of a TimeZoneDefinition (StartTimeZone): by its id, else the one with the same rules in the year of
 * `around`, else a fixed offset of whole hours, else UTC. Null when it says nothing.
 */
export function zoneOfDefinition(definition: Element | undefined, around: string): string | null {
  if (definition === undefined) return null;
  const named =
    ianaZoneOf(definition.attributes['Id'] ?? '') ?? ianaZoneOf(definition.attributes['Name'] ?? '');
  if (named !== null) return named;
  const rules = readZoneRules(definition);
  return rules === null ? null : matched(JSON.stringify(definition), rules, around);
}

/** The IANA zone of a SerializableTimeZone, which has no name: by its rules alone. Null when it says nothing. */
export function zoneOfSerializable(zone: Element, around: string): string | null {
  const rules = readSerializableRules(zone);
  return rules === null ? null : matched(JSON.stringify(zone), rules, around);
}

/** The zone of an item: as it is asked for, or as older servers say it. */
export function zoneOfItem(item: Element, around: string): string | null {
  return (
    zoneOfDefinition(childOf(item, 'StartTimeZone'), around) ??
    ianaZoneOf(textOf(item, 'StartTimeZoneId') ?? '') ??
    ianaZoneOf(childOf(item, 'MeetingTimeZone')?.attributes['TimeZoneName'] ?? '') ??
    ianaZoneOf(textOf(item, 'TimeZone') ?? '')
  );
}

function matched(called: string, rules: ZoneRules, around: string): string {
  const same = alike(called, rules.offsetAt, around);
  if (same !== null) return same;
  const hours = rules.offsetAt(around) / 3600;
  // Etc/GMT counts the other way round.
  if (!Number.isInteger(hours) || hours < -12 || hours > 14 || hours === 0) return 'Etc/UTC';
  return `Etc/GMT${hours > 0 ? '-' : '+'}${String(Math.abs(hours))}`;
}

/**
 * The first likely zone with these offsets (seconds east of UTC) on the 4th and 18th of every month of that year.
 * `called`: what the offsets are known by.
 */
function alike(called: string, offsetAt: (local: string) => number, around: string): string | null {
  const year = around.slice(0, 4);
  return remembered(`like ${year} ${called}`, () => {
    const months = Array.from({ length: 12 }, (_none, month) => String(month + 1).padStart(2, '0'));
    const samples = months.flatMap((month) => ['04', '18'].map((day) => `${year}-${month}-${day}T12:00:00`));
    const wanted = samples.map((local) => [local, offsetAt(local)] as const);
    const isLike = (zone: string): boolean =>
      wanted.every(([local, offset]) => offsetIn(zone, local) === offset);
    return CANDIDATES.find(isLike) ?? null;
  });
}

function offsetIn(zone: string, local: string): number {
  return (toInstant(local, 'Etc/UTC') - toInstant(local, zone)) / 1000;
}
