import { textTable } from '../text-table.ts';
import type { Times } from './measure.ts';

/** A class of questions that was measured. Times are milliseconds. */
export interface SearchRow extends Times {
  readonly name: string;
  readonly server: 'search';
  /** Persons in the CRM. */
  readonly items: number;
  /** What part of the records the user may see. */
  readonly sees: string;
  /** Most that 95 of 100 questions may take. */
  readonly budgetMs: number;
}

const HEADS = [
  'search',
  'persons',
  'user sees',
  'asked',
  'p50 ms',
  'p95 ms',
  'p99 ms',
  'budget',
  'verdict',
  'slowest',
];

/** The rows as a table for people. */
export function searchTable(rows: readonly SearchRow[]): string {
  return textTable(HEADS, rows.map(cells));
}

function cells({ name, items, sees, count, p50, p95, p99, budgetMs, slowest }: SearchRow): readonly string[] {
  const times = [p50, p95, p99].map((ms) => ms.toFixed(1));
  const verdict = p95 <= budgetMs ? 'within' : 'OVER';
  return [name, String(items), sees, String(count), ...times, String(budgetMs), verdict, slowest];
}
