import { edited } from '../../groupware/ical/edit.ts';
import type { EventPart } from '../../groupware/ical/event-part.ts';
import type { Frame } from '../../groupware/ical/occurrences.ts';
import type { EventCopy } from '../../groupware/model.ts';
import type { ViewEntry } from '../calendar-port.ts';
import { ItemProblem } from '../item-problem.ts';
import { isAllDay, shownInstant, zoneOf } from './event-zone.ts';
import { exceptionIn, masterIn, momentAt } from './occurrence-event.ts';
import { calendarOf, componentOf, wholePart } from './parsed.ts';
import { seriesOf } from './series.ts';

/** See CalendarMapping.occurrences.recurs. */
export function recurs({ object }: EventCopy): boolean {
  return seriesOf(object) !== null;
}

/** See CalendarMapping.occurrences.at. */
export function occurrenceAt({ object }: EventCopy, instanceIndex: number): number {
  const series = seriesOf(object);
  if (series === null) {
    throw new ItemProblem(
      'ErrorCalendarCannotUseIdForRecurringMasterId',
      'The id is not that of a recurring master.',
    );
  }
  const at = instanceIndex < 1 ? undefined : series.firstStarts(instanceIndex)[instanceIndex - 1];
  if (at === undefined) {
    throw new ItemProblem(
      'ErrorCalendarOccurrenceIndexIsOutOfRecurrenceRange',
      'Occurrence index is out of recurrence range.',
    );
  }
  if (series.master.excluded.has(at)) throw deleted();
  return at;
}

/** See CalendarMapping.occurrences.exists. */
export function occurrenceExists({ object }: EventCopy, occurrence: number): boolean {
  if (object.exceptions.some((part) => part.recurrenceId === occurrence)) return true;
  const series = seriesOf(object);
  if (series === null || series.master.excluded.has(occurrence)) return false;
  return series.startsBetween(occurrence, occurrence).includes(occurrence);
}

/** An occurrence that isn't there: ItemProblem ErrorItemNotFound, or that it was deleted. */
export function checkOccurrence(copy: EventCopy, occurrence: number): void {
  if (occurrenceExists(copy, occurrence)) return;
  if (copy.object.master?.excluded.has(occurrence) === true) throw deleted();
  throw new ItemProblem('ErrorItemNotFound', 'The specified object was not found in the store.');
}

/** See CalendarMapping.occurrences.between. */
export function occurrencesBetween(copy: EventCopy, frame: Frame): readonly ViewEntry[] {
  const { object } = copy;
  const series = seriesOf(object);
  if (series === null) {
    const part = wholePart(object);
    return [entriesOf(copy, part)(null, part.startsAt)].filter((entry) => overlaps(entry, frame));
  }
  const { master } = series;
  // All-day events are shown up to a day off, where their zone is.
  const starts = series.startsBetween(frame.from - master.lengthMs - 86_400_000, frame.to + 86_400_000);
  const changed = new Set(object.exceptions.map((part) => part.recurrenceId));
  const entry = entriesOf(copy, master);
  const plain = starts
    .filter((at) => !master.excluded.has(at) && !changed.has(at))
    .map((at) => entry(at, at));
  const exceptions = object.exceptions.map((part) => entriesOf(copy, part)(part.recurrenceId, part.startsAt));
  return [...plain, ...exceptions]
    .filter((entry) => overlaps(entry, frame))
    .sort((a, b) => a.start - b.start);
}

/** How entries of a part are made of original start and start. */
function entriesOf(
  { object }: EventCopy,
  part: EventPart,
): (occurrence: number | null, start: number) => ViewEntry {
  const event = componentOf(object, part);
  const zone = zoneOf(event, calendarOf(object), 'dtstart');
  const allDay = isAllDay(event);
  return (occurrence, start) => ({
    occurrence,
    start: shownInstant(allDay, zone, start),
    end: shownInstant(allDay, zone, start + part.lengthMs),
  });
}

function overlaps({ start, end }: ViewEntry, frame: Frame): boolean {
  if (start === end) return start >= frame.from && start < frame.to;
  return start < frame.to && end > frame.from;
}

/** See CalendarMapping.occurrences.without. */
export function withoutOccurrence(copy: EventCopy, occurrence: number): string {
  checkOccurrence(copy, occurrence);
  const { object } = copy;
  return edited(object.text, (calendar) => {
    const exception = exceptionIn(calendar, occurrence);
    const master = masterIn(calendar);
    if (exception !== undefined) calendar.removeSubcomponent(exception);
    if (master === undefined || object.master === null) return;
    master.addProperty(momentAt(calendar, 'exdate', object.master.start, occurrence));
  });
}

function deleted(): ItemProblem {
  return new ItemProblem(
    'ErrorCalendarOccurrenceIsDeletedFromRecurrence',
    'The occurrence is deleted from the recurrence.',
  );
}
