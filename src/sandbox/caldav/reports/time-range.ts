import { ALWAYS } from '../../groupware/ical/occurrences.ts';
import type { Frame } from '../../groupware/ical/occurrences.ts';
import type { XmlElement } from '../../xml/tree.ts';
import { Problem } from '../problem.ts';
import { caldav } from '../xml/names.ts';

/** The frame of a C:time-range or C:expand (RFC 4791, 9.9): UTC, at least one bound, not backwards. */
export function frameOf(range: XmlElement): Frame {
  const { start, end } = range.attributes;
  if (start === undefined && end === undefined) throw invalid('A time-range needs a start or an end.');
  const from = start === undefined ? ALWAYS.from : instantOf(start);
  const to = end === undefined ? ALWAYS.to : instantOf(end);
  if (to <= from) throw invalid('A time-range ends after it starts.');
  return { from, to };
}

function instantOf(text: string): number {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  const [year, month, day, hour, minute, second] = match?.slice(1) ?? [];
  const at = Date.parse(
    `${year ?? ''}-${month ?? ''}-${day ?? ''}T${hour ?? ''}:${minute ?? ''}:${second ?? ''}Z`,
  );
  if (match === null || Number.isNaN(at))
    throw invalid('A time-range is given in UTC, like 20240101T000000Z.');
  return at;
}

function invalid(message: string): Problem {
  return new Problem(403, message, caldav('valid-filter'));
}
