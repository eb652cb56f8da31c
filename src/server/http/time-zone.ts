import { ProblemError } from './problem.ts';

/** Refuses what this machine's time zone data doesn't know; `field` is the JSON pointer to name. */
export function checkTimeZone(name: string, field: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
  } catch {
    const code = 'field-time-zone-unknown';
    throw new ProblemError('invalid', { errors: [{ field, code, parameters: { value: name } }] });
  }
}
