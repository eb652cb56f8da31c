import type { CalendarObject } from './ical/calendar-object.ts';
import { occurrencesIn } from './ical/occurrences.ts';
import type { Frame } from './ical/occurrences.ts';

/** A time in which somebody is busy. Epoch milliseconds. */
export interface BusyPeriod {
  readonly start: number;
  readonly end: number;
  readonly kind: 'BUSY' | 'BUSY-TENTATIVE';
}

/**
 * When the owner of these events is busy in the frame: by start, periods of a kind that touch made one, cut at the
 * frame. Transparent and cancelled events don't count, nor what the owner (address, if given) declined.
 */
export function busyPeriods(
  objects: readonly CalendarObject[],
  frame: Frame,
  owner: string | null,
): readonly BusyPeriod[] {
  const periods = objects.flatMap((object) =>
    occurrencesIn(object, frame).occurrences.flatMap(({ part, start, end }): readonly BusyPeriod[] => {
      const own = part.attendees.find((one) => one.address === owner)?.status;
      if (!part.busy || part.status === 'CANCELLED' || own === 'DECLINED' || end === start) return [];
      const tentative = part.status === 'TENTATIVE' || own === 'TENTATIVE';
      return [
        {
          start: Math.max(start, frame.from),
          end: Math.min(end, frame.to),
          kind: tentative ? 'BUSY-TENTATIVE' : 'BUSY',
        },
      ];
    }),
  );
  return merged(periods);
}

function merged(periods: readonly BusyPeriod[]): readonly BusyPeriod[] {
  const result: BusyPeriod[] = [];
  for (const period of [...periods].sort((a, b) => a.start - b.start)) {
    const index = result.findLastIndex((one) => one.kind === period.kind);
    const last = result[index];
    if (last === undefined || period.start > last.end) result.push(period);
    else result[index] = { ...last, end: Math.max(last.end, period.end) };
  }
  return result;
}
