// https://www.rfc-editor.org/rfc/rfc5545#section-3.3.6 (DURATION)

const DURATION = /^([+-]?)P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/** Three hundred years, in seconds: more is no duration of anything in a calendar. */
const LONGEST = 300 * 366 * 86_400;

/** A duration in parts: whole days (nominal in iCalendar) and seconds, both with its sign. */
export interface DurationParts {
  readonly days: number;
  readonly seconds: number;
}

/** Reads a duration; null if it is none, or beyond sense. Weeks count as seven days. */
export function parseDuration(text: string): DurationParts | null {
  const match = DURATION.exec(text.trim().toUpperCase());
  if (match === null) return null;
  const [weeks, days, hours, minutes, seconds] = match
    .slice(2)
    .map((part: string | undefined) => Number(part ?? 0));
  const sign = match[1] === '-' ? -1 : 1;
  const parts = {
    days: sign * ((weeks ?? 0) * 7 + (days ?? 0)) + 0,
    seconds: sign * ((hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0)) + 0,
  };
  return Math.abs(parts.days * 86_400 + parts.seconds) <= LONGEST ? parts : null;
}

/** Seconds of a duration whose days have 24 hours; null if it is none. */
export function durationSeconds(text: string): number | null {
  const parts = parseDuration(text);
  return parts === null ? null : parts.days * 86_400 + parts.seconds;
}

/** The one spelling of so many seconds: days of 24 hours first (`P1DT2H`, `-PT15M`, `PT0S`). */
export function formatSeconds(total: number): string {
  const rest = Math.abs(Math.trunc(total));
  const [days, hours] = [Math.floor(rest / 86_400), Math.floor((rest % 86_400) / 3600)];
  const [minutes, seconds] = [Math.floor((rest % 3600) / 60), rest % 60];
  const time = `${hours > 0 ? `${String(hours)}H` : ''}${minutes > 0 ? `${String(minutes)}M` : ''}${seconds > 0 ? `${String(seconds)}S` : ''}`;
  if (days === 0 && time === '') return 'PT0S';
  return `${total < 0 ? '-' : ''}P${days > 0 ? `${String(days)}D` : ''}${time === '' ? '' : `T${time}`}`;
}
