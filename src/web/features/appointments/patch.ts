import type { Appointment, AppointmentPatch } from '../../../contract/index.ts';
import { differences } from './draft.ts';
import type { Properties } from './draft.ts';
import { shifted } from './times.ts';

/**
 * The patch that carries a user's changes to what the server holds now. Only what they changed is in it, so that what
 * others did meanwhile stays.
 * @param current what the server holds
 * @param at original start of the one date that was edited, or null for the whole
 * @returns null when nothing changed
 */
export function patchOf(
  current: Appointment,
  before: Properties,
  after: Properties,
  at: string | null,
): AppointmentPatch | null {
  const changed = differences(before, after);
  if (Object.keys(changed).length === 0) return null;
  if (at !== null) return { recurrenceOverrides: withOverride(current, at, changed) };
  const patch: Record<string, unknown> = { ...changed };
  const overrides = current.recurrenceOverrides;
  if (overrides !== undefined) {
    if (changed['recurrenceRules'] === null) patch['recurrenceOverrides'] = null;
    else if (typeof changed['start'] === 'string') {
      patch['recurrenceOverrides'] = moved(overrides, current.start, changed['start']);
    }
  }
  return patch;
}

type Overrides = NonNullable<Appointment['recurrenceOverrides']>;

function withOverride(current: Appointment, at: string, changed: Properties): Overrides {
  const { recurrenceRules: _, ...own } = changed;
  return { ...current.recurrenceOverrides, [at]: { ...current.recurrenceOverrides?.[at], ...own } };
}

/** Exceptions are named by their original start; when the series moves, so do their names. */
function moved(overrides: Overrides, from: string, to: string): Overrides {
  return Object.fromEntries(
    Object.entries(overrides).map(([at, override]) => [shifted(at, from, to), override]),
  );
}
