import type { RecordPath } from '../../api/records.ts';
import { RECORD_FIELDS, valueOf } from './fields.ts';
import type { AnyRecord, FieldName, RecordField } from './fields.ts';

/** A record being typed: everything is text; '' is nothing. */
export type Draft = Readonly<Partial<Record<FieldName, string>>>;

/** Which sentence of the catalogue a wrong entry gets. */
export type Mistake = 'required' | 'wrongEmail' | 'wrongNumber' | 'wrongCurrency' | 'needName';

/** A record, or nothing yet, ready for typing. */
export function draftOf(path: RecordPath, record: AnyRecord | null): Draft {
  const entries = RECORD_FIELDS[path].map((field) => [
    field.name,
    record === null ? (field.choices?.[0] ?? '') : textOf(valueOf(record, field.name)),
  ]);
  return Object.fromEntries(entries) as Draft;
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** What is wrong with a draft, by field; empty when it can be saved. */
export function mistakesOf(path: RecordPath, draft: Draft): Readonly<Partial<Record<FieldName, Mistake>>> {
  const mistakes: Partial<Record<FieldName, Mistake>> = {};
  for (const field of RECORD_FIELDS[path]) {
    const mistake = mistakeOf(field, (draft[field.name] ?? '').trim());
    if (mistake !== null) mistakes[field.name] = mistake;
  }
  if (path === 'persons' && !draft.givenName?.trim() && !draft.familyName?.trim())
    mistakes.familyName = 'needName';
  return mistakes;
}

function mistakeOf(field: RecordField, text: string): Mistake | null {
  if (text === '') return field.required === true ? 'required' : null;
  if (field.kind === 'emails' && !addresses(text).every(isEmail)) return 'wrongEmail';
  if (field.kind === 'amount' && parseAmount(text) === null) return 'wrongNumber';
  if (field.kind === 'currency' && !/^[A-Za-z]{3}$/.test(text)) return 'wrongCurrency';
  return null;
}

/** Whether the text has the form of one e-mail address. The server decides in the end. */
export function isEmail(text: string): boolean {
  return /^[^\s@,;<>]+@[^\s@,;<>.]+(\.[^\s@,;<>.]+)+$/.test(text);
}

/** The properties of a draft that differ from the stored record, as the API takes them; all that are set without one. */
export function changesOf(path: RecordPath, draft: Draft, stored: Draft): Record<string, unknown> {
  const changed = RECORD_FIELDS[path].filter(
    (field) => (draft[field.name] ?? '') !== (stored[field.name] ?? ''),
  );
  return Object.fromEntries(
    changed.map((field) => [field.name, toValue(field, (draft[field.name] ?? '').trim())]),
  );
}

function toValue(field: RecordField, text: string): unknown {
  switch (field.kind) {
    case 'emails':
      return addresses(text);
    case 'amount':
      return text === '' ? null : parseAmount(text);
    case 'currency':
      return text.toUpperCase();
    case 'date':
    case 'company':
    case 'person':
      return text === '' ? null : text;
    default:
      return text;
  }
}

function addresses(text: string): readonly string[] {
  return text
    .split(/[\s,;]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** '1250', '1250.50' or '1250,50'; null when it is no such number. */
function parseAmount(text: string): number | null {
  return /^\d+([.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : null;
}
