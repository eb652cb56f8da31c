import type { Element } from './element.ts';
import { textOf } from './element.ts';
import { parseInstant } from './time.ts';
import { zoneOfItem } from './time-zones.ts';

/**
 * Where the owner of a mailbox lives: the zone that most items are in. All-day events written in another zone lie
 * across two days in the owner's calendar.
 */
export interface HomeZone {
  readonly see: (item: Element) => void;
  /** IANA name; `known` as long as nothing else was seen. */
  readonly current: () => string;
}

/** Counts zones; begins with what is known from before. */
export function createHomeZone(known: string): HomeZone {
  const seen = new Map<string, number>();
  return {
    see(item) {
      const start = parseInstant(textOf(item, 'Start'));
      const zone = start === null ? null : zoneOfItem(item, new Date(start).toISOString().slice(0, 19));
      // Programs write UTC when they don't know better.
      if (zone !== null && zone !== 'Etc/UTC') seen.set(zone, (seen.get(zone) ?? 0) + 1);
    },
    current() {
      const [most] = [...seen].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
      return most?.[0] ?? known;
    },
  };
}
