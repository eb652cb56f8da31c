import { Temporal } from 'temporal-polyfill';
import { componentsOf, isComponent, lineOf } from '../icalendar/component.ts';
import type { Component } from '../icalendar/component.ts';
import { decodeText } from '../icalendar/text.ts';
import { matchZone } from './match.ts';
import type { DefinedZone } from './match.ts';
import { zoneByName } from './names.ts';
import { makeZone } from './vtimezone.ts';

/** A local time and the zone that it is in; `zone` null: floating. */
export interface ZonedTime {
  readonly local: string;
  readonly zone: string | null;
}

/** The time zones of one calendar object. */
export interface Zones {
  /**
   * Places a local time that carries a TZID. The name decides where it names an IANA zone; otherwise the VTIMEZONE does,
   * by the IANA zone with the same offsets; failing that, by the one that is most like it and has its offset at that time,
   * or by giving the time in UTC. Without either it floats.
   */
  place(local: string, tzid: string): ZonedTime;
  /**
   * The offsets (seconds east of UTC, by local date-time) of a TZID for which no IANA zone stands in the year of `local`:
   * other times of it are not those of the zone that `place` gives. Null where one stands.
   */
  ownOffsets(tzid: string, local: string): ((local: string) => number) | null;
  /** The TZID to write for an IANA zone; adds its VTIMEZONE to the calendar if it has none. */
  define(zone: string, since: string): string;
}

export function zonesOf(calendar: Component): Zones {
  const definitions = new Map<string, Component>();
  for (const definition of componentsOf(calendar, 'VTIMEZONE')) {
    const tzid = lineOf(definition, 'TZID')?.value;
    if (tzid !== undefined) definitions.set(decodeText(tzid).trim(), definition);
  }
  const definedBy = (tzid: string, local: string): DefinedZone | null => {
    const definition = definitions.get(tzid.trim());
    return definition === undefined ? null : matchZone(definition, local);
  };
  return {
    place(local, tzid) {
      const named = zoneByName(tzid);
      if (named !== null) return { local, zone: named };
      const defined = definedBy(tzid, local);
      if (defined === null) return { local, zone: null };
      const zone = defined.iana ?? defined.nearAt(local);
      if (zone !== null) return { local, zone };
      const utc = Temporal.PlainDateTime.from(local).subtract({ seconds: defined.offsetAt(local) });
      return { local: utc.toString({ smallestUnit: 'second' }), zone: 'Etc/UTC' };
    },
    ownOffsets(tzid, local) {
      const defined = zoneByName(tzid) === null ? definedBy(tzid, local) : null;
      return defined === null || defined.iana !== null ? null : defined.offsetAt;
    },
    define(zone, since) {
      const present = [...definitions.keys()].find((tzid) => tzid === zone);
      if (present !== undefined) return present;
      const definition = makeZone(zone, since);
      const event = calendar.entries.findIndex((entry) => isComponent(entry) && entry.name !== 'VTIMEZONE');
      calendar.entries.splice(event < 0 ? calendar.entries.length : event, 0, definition);
      definitions.set(zone, definition);
      return zone;
    },
  };
}

/** The instant of a local time in a zone, epoch milliseconds. A floating time is taken as UTC. */
export function instantOf(local: string, zone: string | null): number {
  if (zone === null || zone === 'Etc/UTC') return Date.parse(`${local}Z`);
  return Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds;
}

/** The local time of an instant (epoch milliseconds) in a zone. */
export function localAt(instant: number, zone: string | null): string {
  const zoned = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone ?? 'UTC');
  return zoned.toPlainDateTime().toString({ smallestUnit: 'second' });
}

/** The same instant seen from another zone; a floating time, or one that goes to floating, keeps its local time. */
export function inZone(time: ZonedTime, zone: string | null): string {
  if (time.zone === null || zone === null || time.zone === zone) return time.local;
  return localAt(instantOf(time.local, time.zone), zone);
}
