import type { Appointment, AppointmentPatch } from '../../../contract/index.ts';
import { differences } from './draft.ts';
import type { Properties } from './draft.ts';

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
  // The server takes exceptions along when the series takes place otherwise.
  return changed;
}

type Overrides = NonNullable<Appointment['recurrenceOverrides']>;

function withOverride(current: Appointment, at: string, changed: Properties): Overrides {
  const { recurrenceRules: _, ...own } = changed;
  return { ...current.recurrenceOverrides, [at]: { ...current.recurrenceOverrides?.[at], ...own } };
}
