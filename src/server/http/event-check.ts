import type { JsonObject } from '../../sync/json.ts';
import { isObject } from '../../sync/json.ts';
import { ProblemError, type FieldFinding } from './problem.ts';
import { isTimeZone } from './time-zone.ts';

/** What an event's schema can't say: that its dates exist, that its zones are known, that its exceptions are sound. */
export function checkEvent(properties: Readonly<Record<string, unknown>>): void {
  const errors = [...timeFindings(properties, ''), ...overrideFindings(properties['recurrenceOverrides'])];
  if (errors.length > 0) throw new ProblemError('invalid', { errors });
}

function timeFindings(properties: Readonly<Record<string, unknown>>, path: string): readonly FieldFinding[] {
  const { start, timeZone } = properties;
  const findings: FieldFinding[] = [];
  if (typeof start === 'string' && !isDateTime(start)) {
    findings.push({ field: `${path}/start`, code: 'field-format', parameters: { format: 'date-time' } });
  }
  if (typeof timeZone === 'string' && !isTimeZone(timeZone)) {
    findings.push({
      field: `${path}/timeZone`,
      code: 'field-time-zone-unknown',
      parameters: { value: timeZone },
    });
  }
  return findings;
}

function overrideFindings(overrides: unknown): readonly FieldFinding[] {
  if (!isObject(overrides as JsonObject)) return [];
  return Object.entries(overrides as JsonObject).flatMap(([recurrenceId, patch]) => {
    const path = `/recurrenceOverrides/${recurrenceId.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (!isDateTime(recurrenceId)) {
      return [{ field: path, code: 'field-format', parameters: { format: 'date-time' } }];
    }
    return isObject(patch) ? timeFindings(patch, path) : [];
  });
}

/** A date and a time that exist: 30 February does not. */
function isDateTime(text: string): boolean {
  const ms = Date.parse(`${text}Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString() === `${text}.000Z`;
}
