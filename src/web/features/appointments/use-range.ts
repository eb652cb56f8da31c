import { useSearchParams } from 'react-router';
import { useFormats } from '../../language/spoken.ts';
import { useUser } from '../session/user-context.ts';
import { daysAround, isDate, SPANS, today } from './range.ts';
import type { Days, Span } from './range.ts';

/** What the list shows, all of it in the address: a link or a reload shows the same. */
export interface RangeView {
  readonly date: string;
  readonly span: Span;
  readonly days: Days;
  readonly timeZone: string;
  readonly text: string;
  /** Whose meetings; null: everybody's. */
  readonly userId: string | null;
  /** Changes parts of the address; '' removes one. */
  readonly change: (parts: Readonly<Partial<Record<'date' | 'span' | 'q' | 'whose', string>>>) => void;
}

/** Reads and changes what the list of appointments shows. */
export function useRange(): RangeView {
  const [search, setSearch] = useSearchParams();
  const { timeZone, firstDay } = useFormats();
  const user = useUser();
  const asked = search.get('date');
  const date = isDate(asked) ? asked : today(timeZone);
  const span = SPANS.find((each) => each === search.get('span')) ?? 'week';
  return {
    date,
    span,
    days: daysAround(date, span, firstDay),
    timeZone,
    text: search.get('q') ?? '',
    userId: search.get('whose') === 'all' ? null : user.id,
    change: (parts) => {
      setSearch(
        (before) => {
          const after = new URLSearchParams(before);
          for (const [name, value] of Object.entries(parts)) {
            if (value === '') after.delete(name);
            else after.set(name, value);
          }
          return after;
        },
        { replace: true, preventScrollReset: true },
      );
    },
  };
}
