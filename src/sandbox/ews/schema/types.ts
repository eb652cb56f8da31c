import { FOLDER_TYPES, UNREAD_FOLDER_TYPES } from './folder-types.ts';
import { ITEM_TYPES, UNREAD_ITEM_TYPES } from './item-types.ts';
import { QUERY_TYPES, UNREAD_QUERY_TYPES } from './query-types.ts';
import { REQUEST_TYPES, UNREAD_REQUEST_TYPES } from './request-types.ts';
import { SERVICE_TYPES, UNREAD_SERVICE_TYPES } from './service-types.ts';
import { TIME_TYPES } from './time-types.ts';
import { readType } from './type-table.ts';
import type { TypeRule, TypeTable } from './type-table.ts';

const TABLE: TypeTable = {
  ...FOLDER_TYPES,
  ...ITEM_TYPES,
  ...QUERY_TYPES,
  ...SERVICE_TYPES,
  ...TIME_TYPES,
  ...REQUEST_TYPES,
};

const UNREAD = new Set([
  ...UNREAD_REQUEST_TYPES,
  ...UNREAD_ITEM_TYPES,
  ...UNREAD_FOLDER_TYPES,
  ...UNREAD_QUERY_TYPES,
  ...UNREAD_SERVICE_TYPES,
]);

const read = new Map<string, TypeRule>();

/** The rule of a type with structure; null: it is known by name only. Throws for a type that no table has. */
export function typeRule(type: string): TypeRule | null {
  const name = type.replace(/^[tm]:/, '');
  if (UNREAD.has(name)) return null;
  const before = read.get(name);
  if (before !== undefined) return before;
  const rule = readType(lineOf(name), baseOf, lineOf);
  read.set(name, rule);
  return rule;
}

/** The type of an operation's element; null: no such operation. */
export function requestType(operation: string): string | null {
  const name = `${operation}Type`;
  return name in REQUEST_TYPES ? name : null;
}

function baseOf(name: string): TypeRule {
  const rule = typeRule(name);
  if (rule === null) throw new Error(`The tables have no rule for the base ${name}`);
  return rule;
}

function lineOf(name: string): string {
  const line = TABLE[name];
  if (line === undefined) throw new Error(`The tables have no type ${name}`);
  return line;
}
