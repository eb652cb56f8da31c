// https://learn.microsoft.com/exchange/client-developer/web-service-reference/calendarview
import type { XmlElement } from '../../xml/tree.ts';
import type { EwsContext } from '../context.ts';
import type { Folder } from '../folders/folder.ts';
import { ItemProblem } from '../item-problem.ts';
import type { Item } from '../items/item.ts';
import { flag } from '../responses.ts';

/** Exchange looks at two years at a time. */
const LONGEST_MS = 732 * 86_400_000;
const MOST = 1000;

/** Single events and occurrences in a time, by start. */
export function calendarView(
  context: EwsContext,
  folder: Folder,
  view: XmlElement,
): { readonly items: readonly Item[]; readonly attributes: Readonly<Record<string, string>> } {
  if (folder.kind !== 'calendar') {
    throw new ItemProblem(
      'ErrorCalendarFolderIsInvalidForCalendarView',
      'A CalendarView can only be used on a calendar.',
    );
  }
  const from = instant(context, view.attributes['StartDate'] ?? '');
  const to = instant(context, view.attributes['EndDate'] ?? '');
  if (to <= from) {
    throw new ItemProblem('ErrorCalendarEndDateIsEarlierThanStartDate', 'EndDate is earlier than StartDate.');
  }
  if (to - from > LONGEST_MS) {
    throw new ItemProblem('ErrorCalendarViewRangeTooBig', 'The specified view range exceeds two years.');
  }
  const { events } = context.groupware;
  const found = events
    .in(folder.calendar.id)
    .flatMap((copy) =>
      context.calendar.occurrences.between(copy, { from, to }).map((entry) => ({ copy, entry })),
    )
    .sort((a, b) => a.entry.start - b.entry.start);
  const most = Math.min(MOST, Number(view.attributes['MaxEntriesReturned'] ?? MOST));
  const part = found.slice(0, most);
  return {
    items: part.map(({ copy, entry }) => ({ kind: 'event', copy, occurrence: entry.occurrence })),
    attributes: {
      TotalItemsInView: String(part.length),
      IncludesLastItemInRange: flag(part.length === found.length),
    },
  };
}

/** A time without an offset is on the clock of the TimeZoneContext. */
function instant({ calendar, timeZoneContext }: EwsContext, text: string): number {
  const local = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?$/.test(text);
  if (local && timeZoneContext !== null) {
    return calendar.zones.zoneOf(timeZoneContext).toInstant(text.slice(0, 19));
  }
  return Date.parse(local ? `${text}Z` : text);
}
