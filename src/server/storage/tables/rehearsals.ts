import type { ColumnType, Generated } from 'kysely';
import type { RehearsalSummary } from '../rehearsal-summary.ts';
import type { JsonObject } from '../../../sync/json.ts';
import type { Rehearsed } from '../../../sync/rehearsed.ts';

/** Tables of rehearsals. */
export interface RehearsalTables {
  rehearsals: RehearsalTable;
  rehearsal_items: RehearsalItemTable;
}

/** The last rehearsal of a mailbox. */
export interface RehearsalTable {
  id: string;
  mailbox_id: string;
  started_at: Generated<Date>;
  /** When its process last said that it goes on. */
  beat_at: Generated<Date>;
  ended_at: Date | null;
  phase: string | null;
  done: Generated<number>;
  summary: ColumnType<Partial<RehearsalSummary>, string | undefined, string>;
  error: ColumnType<JsonObject | null, string | null | undefined, string | null>;
}

/** What would happen to one item; `n` counts from 1. */
export interface RehearsalItemTable {
  rehearsal_id: string;
  n: number;
  outcome: string;
  differs: boolean;
  document: ColumnType<Rehearsed, string, never>;
}
