import type { Likeness } from '../../item.ts';
import { canonicalText } from '../../json.ts';
import type { Event } from './event.ts';
import { durationSeconds, toInstant } from './local-time.ts';

/**
 * What an event is recognised by where identities say nothing: when it takes place, as an instant wherever it has a zone,
 * and its title, whatever its case and spaces. Of a normalised event.
 */
export function likenessOf(event: Event): Likeness {
  const { recurrenceRules = [], recurrenceId, recurrenceIdTimeZone } = event;
  return {
    when: canonicalText({
      start: pointOf(event),
      seconds: durationSeconds(event.duration ?? 'PT0S') ?? 0,
      rules: recurrenceRules,
      // Programs spell one and the same date of a series in different zones.
      occurrence: recurrenceId === undefined ? null : toInstant(recurrenceId, recurrenceIdTimeZone),
    }),
    what: (event.title ?? '').normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim(),
  };
}

/** A whole day is no instant, and a floating time is none either: each is like its own sort alone. */
function pointOf({ start, timeZone, showWithoutTime }: Event): string {
  if (showWithoutTime === true) return `day ${start.slice(0, 10)}`;
  return timeZone === undefined ? `floating ${start}` : `instant ${String(toInstant(start, timeZone))}`;
}
