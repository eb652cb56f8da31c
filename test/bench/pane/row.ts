import { textTable } from '../text-table.ts';

/** How long the pane took to come to something, milliseconds. */
export interface PaneRow {
  readonly name: string;
  readonly server: 'pane';
  /** How often it was measured. */
  readonly items: number;
  readonly p50: number;
  readonly p95: number;
  readonly worst: number;
}

/** The row of these times (at least one). */
export function paneRow(name: string, times: readonly number[]): PaneRow {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.ceil(sorted.length * share) - 1] ?? 0;
  return { name, server: 'pane', items: sorted.length, p50: at(0.5), p95: at(0.95), worst: at(1) };
}

const HEADS = ['pane', 'runs', 'p50 ms', 'p95 ms', 'worst ms'];

/** The rows as a table for people. */
export function paneTable(rows: readonly PaneRow[]): string {
  return textTable(HEADS, rows.map(cells));
}

function cells({ name, items, p50, p95, worst }: PaneRow): readonly string[] {
  return [name, String(items), ...[p50, p95, worst].map((ms) => ms.toFixed(0))];
}
