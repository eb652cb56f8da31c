import { ProblemError } from './problem.ts';

/** Whether this machine's time zone data know the name. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Refuses an unknown time zone; `field` is the JSON pointer to name. */
export function checkTimeZone(name: string, field: string): void {
  if (isTimeZone(name)) return;
  const code = 'field-time-zone-unknown';
  throw new ProblemError('invalid', { errors: [{ field, code, parameters: { value: name } }] });
}
