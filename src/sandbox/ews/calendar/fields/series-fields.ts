import type { EventPart } from '../../../groupware/ical/event-part.ts';
import type { XmlElement } from '../../../xml/tree.ts';
import { t } from '../../xml.ts';
import { isAllDay, shownInstant, zoneOf } from '../event-zone.ts';
import { componentOf } from '../parsed.ts';
import { recurrenceElement } from '../recurrence/element.ts';
import type { ItemView } from '../view.ts';
import { dateTime } from './values.ts';

/** t:Recurrence of a recurring master. */
export function recurrence({ series }: ItemView): XmlElement | null {
  return series === null ? null : recurrenceElement(series.recurrence);
}

/** The first occurrence that was not deleted. */
export function firstOccurrence(view: ItemView): XmlElement | null {
  const { series } = view;
  if (series === null) return null;
  const first = series
    .firstStarts(series.master.excluded.size + 1)
    .find((at) => !series.master.excluded.has(at));
  return first === undefined ? null : occurrence(view, 'FirstOccurrence', first);
}

/** The last occurrence that was not deleted, of a series with an end. */
export function lastOccurrence(view: ItemView): XmlElement | null {
  const starts = view.series?.allStarts();
  const last = starts?.findLast((at) => view.series?.master.excluded.has(at) === false);
  return last === undefined ? null : occurrence(view, 'LastOccurrence', last);
}

/** All exceptions. */
export function modifiedOccurrences(view: ItemView): XmlElement | null {
  const { series, subject } = view;
  if (series === null) return null;
  const starts = subject.copy.object.exceptions
    .flatMap((part) => part.recurrenceId ?? [])
    .sort((a, b) => a - b);
  return starts.length === 0
    ? null
    : t('ModifiedOccurrences', ...starts.map((at) => occurrence(view, 'Occurrence', at)));
}

/** All occurrences that were deleted, by their original starts. */
export function deletedOccurrences({ series, allDay, startZone }: ItemView): XmlElement | null {
  if (series === null) return null;
  const starts = [...series.master.excluded].filter((at) => series.startsBetween(at, at).includes(at));
  if (starts.length === 0) return null;
  return t(
    'DeletedOccurrences',
    ...starts
      .sort((a, b) => a - b)
      .map((at) => t('DeletedOccurrence', t('Start', dateTime(shownInstant(allDay, startZone, at))))),
  );
}

/** t:OccurrenceInfoType. */
function occurrence(view: ItemView, name: string, original: number): XmlElement {
  const { object } = view.subject.copy;
  const exception = object.exceptions.find((part) => part.recurrenceId === original);
  const part = exception ?? view.part;
  const start = exception?.startsAt ?? original;
  return t(
    name,
    view.surroundings.idOf(original),
    t('Start', dateTime(shown(view, part, start))),
    t('End', dateTime(shown(view, part, start + part.lengthMs))),
    t('OriginalStart', dateTime(shownInstant(view.allDay, view.startZone, original))),
  );
}

function shown(view: ItemView, part: EventPart, at: number): number {
  if (part === view.part) return shownInstant(view.allDay, view.startZone, at);
  const event = componentOf(view.subject.copy.object, part);
  return shownInstant(isAllDay(event), zoneOf(event, view.calendar, 'dtstart'), at);
}
