import type { Appointment } from '../../../contract/index.ts';

/**
 * One date of a series with its override applied (RFC 8984, 4.3.5); null when there is no such date any more.
 * `at` is its original start, local in the event's zone.
 */
export function occurrenceOf(series: Appointment, at: string): Appointment | null {
  const override = series.recurrenceOverrides?.[at] ?? {};
  if (override['excluded'] === true) return null;
  const { recurrenceRules: _, recurrenceOverrides: __, ...rest } = series;
  const patched: Readonly<Record<string, unknown>> = { ...rest, start: at, ...override };
  const entries = Object.entries(patched).filter(([, value]) => value !== null);
  return Object.fromEntries(entries) as unknown as Appointment;
}

/** What the dates of a series from `at` on have in common, beginning there; null when there is no such date any more. */
export function restOf(series: Appointment, at: string): Appointment | null {
  const { recurrenceOverrides: _, ...rest } = series;
  return occurrenceOf(series, at) === null ? null : occurrenceOf(rest, at);
}

/** How many dates of a series are cancelled, and how many are changed. */
export function exceptionsOf(series: Pick<Appointment, 'recurrenceOverrides'>): {
  cancelled: number;
  changed: number;
} {
  const overrides = Object.values(series.recurrenceOverrides ?? {});
  const cancelled = overrides.filter((override) => override['excluded'] === true).length;
  const changed = overrides.filter(
    (override) => override['excluded'] !== true && Object.keys(override).length > 0,
  ).length;
  return { cancelled, changed };
}
