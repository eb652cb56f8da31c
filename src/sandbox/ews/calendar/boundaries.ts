import { readCalendarObject } from '../../groupware/ical/calendar-object.ts';
import type { EventPart } from '../../groupware/ical/event-part.ts';
import { ItemProblem } from '../item-problem.ts';
import { isAllDay, zoneOf } from './event-zone.ts';
import { calendarOf, componentOf } from './parsed.ts';
import { seriesOf } from './series.ts';

const YEARS = 9 * 366 * 86_400_000;

/**
 * Exchange lets no occurrence be moved past the one before or after it, nor to a day that has one: ItemProblem
 * ErrorOccurrenceCrossingBoundary. `occurrence`: original start, epoch milliseconds.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/responsecode
 */
export function checkBoundaries(text: string, occurrence: number): void {
  const object = readCalendarObject(text);
  const series = seriesOf(object);
  if (series === null) return;
  const present = series
    .startsBetween(occurrence - YEARS, occurrence + YEARS)
    .filter((at) => !series.master.excluded.has(at));
  const index = present.indexOf(occurrence);
  const calendar = calendarOf(object);
  const event = componentOf(object, series.master);
  const zone = zoneOf(event, calendar, 'dtstart');
  const dayOf = (original: number | undefined): string | null => {
    if (original === undefined) return null;
    const at = actualStart(object.exceptions, original);
    return isAllDay(event) ? new Date(at).toISOString().slice(0, 10) : zone.toWall(at).slice(0, 10);
  };
  const own = dayOf(occurrence) ?? '';
  const before = index > 0 ? dayOf(present[index - 1]) : null;
  const after = dayOf(present[index + 1]);
  if ((before !== null && own <= before) || (after !== null && own >= after)) {
    throw new ItemProblem(
      'ErrorOccurrenceCrossingBoundary',
      'The occurrence crosses or overlaps an adjacent occurrence.',
    );
  }
}

function actualStart(exceptions: readonly EventPart[], original: number): number {
  return exceptions.find((part) => part.recurrenceId === original)?.startsAt ?? original;
}
