import type { JsonObject } from '../../sync/json.ts';
import { isObject } from '../../sync/json.ts';
import { ProblemError, type FieldFinding } from './problem.ts';
import { isTimeZone } from './time-zone.ts';

/**
 * What an event's schema can't say: that its dates exist, that its zones are known, that its exceptions are sound.
 * `at`: where the properties are in the request, as a JSON pointer.
 */
export function checkEvent(properties: Readonly<Record<string, unknown>>, at = ''): void {
  const errors = [
    ...timeFindings(properties, at),
    ...overrideFindings(properties['recurrenceOverrides'], at),
  ];
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

function overrideFindings(overrides: unknown, at: string): readonly FieldFinding[] {
  if (!isObject(overrides as JsonObject)) return [];
  return Object.entries(overrides as JsonObject).flatMap(([recurrenceId, patch]) => {
    const path = `${at}/recurrenceOverrides/${recurrenceId.replaceAll('~', '~0').replaceAll('/', '~1')}`;
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
