import { Malformed } from '../../../sync/errors.ts';
import type { Event } from '../../../sync/kinds/event/event.ts';
import { localMs } from '../../../sync/kinds/event/local-time.ts';
import { ruleStarts } from '../../../sync/kinds/event/recurrence.ts';
import { lineOf } from './icalendar/component.ts';
import type { Component } from './icalendar/component.ts';
import { parameterOf } from './icalendar/content-line.ts';
import { zoneOffset } from './zones/match.ts';
import type { Zones } from './zones/resolver.ts';

/** So far ahead the dates of a series are compared, and at most so many. */
const AHEAD_MS = 6 * 366 * 86_400_000;
const MOST_STARTS = 3_000;

/**
 * Makes sure that a series takes place when its own VTIMEZONE says. Where no zone of today has its offsets, its dates are
 * compared with those in the zone that was found for its start: a series that would take place at another time now and
 * then is not read at all. Throws Malformed `bad-zone`.
 */
export function checkSeriesZone(master: Component, event: Event, zones: Zones): void {
  const line = lineOf(master, 'DTSTART');
  const tzid = line === undefined ? undefined : parameterOf(line, 'TZID');
  const start = localMs(event.start);
  if (tzid === undefined || start === null || (event.recurrenceRules ?? []).length === 0) return;
  const offsetAt = zones.ownOffsets(tzid, event.start);
  if (offsetAt === null) return;
  const { timeZone = 'Etc/UTC' } = event;
  const starts = ruleStarts(event, start, start + AHEAD_MS, MOST_STARTS);
  const isAlike = starts.every((local) => zoneOffset(timeZone, local) === offsetAt(local));
  if (isAlike && starts.length < MOST_STARTS) return;
  throw new Malformed({ code: 'bad-zone', parameters: { zone: tzid } });
}
