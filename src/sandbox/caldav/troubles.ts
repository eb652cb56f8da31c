import type { CalendarChange, ChangePage } from '../groupware/model.ts';
import { withoutProperties } from '../groupware/ical/edit.ts';
import type { CallContext } from './context.ts';

/** The faults that strike a calendar before anything is asked of it. */
export function troubleCalendar({ groupware, faults, target }: CallContext, calendarId: string): void {
  if (faults.take(['forget-cursors'], target) !== null) groupware.calendars.forgetCursors(calendarId);
  if (faults.take(['churn-versions'], target) === null) return;
  for (const event of groupware.events.in(calendarId)) groupware.events.touch(calendarId, event.name);
}

/** The text that is stored instead of what was sent. */
export function troubledText({ faults, target }: CallContext, text: string): string {
  const fault = faults.take(['rewrite', 'drop-properties'], target);
  if (fault === null) return text;
  return fault.kind === 'rewrite' ? fault.rewrite(text) : withoutProperties(text, fault.names);
}

/** The page of changes as it goes out: repeated, reordered. */
export function troubledPage(
  { groupware, faults, target }: CallContext,
  id: string,
  page: ChangePage,
): ChangePage {
  let changes: readonly CalendarChange[] = page.changes;
  if (faults.take(['repeat-changes'], target) !== null) {
    const named = new Set(changes.map(nameOf));
    const again = groupware.calendars.changes(id, null, Number.POSITIVE_INFINITY).changes;
    changes = [...changes, ...again.filter((change) => !named.has(nameOf(change)))];
  }
  if (faults.take(['reorder-changes'], target) !== null) changes = [...changes].reverse();
  return { ...page, changes };
}

/** What is left of a listing, and whether the client is told that there is more. */
export function troubledListing<T>(
  { faults, target }: CallContext,
  items: readonly T[],
): { readonly items: readonly T[]; readonly told: boolean } {
  const fault = faults.take(['truncate-listing'], target);
  if (fault === null || items.length <= fault.count) return { items, told: false };
  return { items: items.slice(0, fault.count), told: !fault.silent };
}

function nameOf(change: CalendarChange): string {
  return change.kind === 'present' ? change.event.name : change.name;
}
