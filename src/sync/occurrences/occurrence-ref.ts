import type { Ref } from '../ports/side.ts';

/** Names one occurrence of a series: the series' own name, and the occurrence's original start. */
export interface OccurrenceName {
  readonly series: Ref;
  readonly recurrenceId: string;
}

const OCCURRENCE = /^(.+);recurrence-id=(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})$/s;

/** The ref under which an occurrence is presented. */
export function occurrenceRef({ collection, id }: Ref, recurrenceId: string): Ref {
  return { collection, id: `${id};recurrence-id=${recurrenceId}` };
}

/** What such a ref names; null for the ref of anything else. */
export function occurrenceName({ collection, id }: Ref): OccurrenceName | null {
  const [, series, recurrenceId] = OCCURRENCE.exec(id) ?? [];
  if (series === undefined || recurrenceId === undefined) return null;
  return { series: { collection, id: series }, recurrenceId };
}
