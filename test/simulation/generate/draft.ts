import type { Setup } from '../scenario.ts';

/** A thing of the story that is being written. */
export interface DraftThing {
  readonly thing: number;
  /** Whose it is: the organiser of a meeting, or all who have the record. */
  readonly owners: readonly number[];
  /** Those invited, if it is a meeting. */
  readonly attendees: readonly number[];
  readonly isSeries: boolean;
}

/** A story that is being written: who lives in it, and what there is by now. */
export interface Draft {
  readonly setup: Setup;
  readonly things: DraftThing[];
  /** People from outside who were invited, and by which edit. */
  readonly guests: { readonly thing: number; readonly edit: number }[];
  /** The number of the latest edit. */
  edit: number;
}

/** The number of the next edit, which nobody else gets. */
export function nextEdit(draft: Draft): number {
  return (draft.edit += 1);
}

/** Notes a new thing, and numbers it. */
export function newThing(draft: Draft, thing: Omit<DraftThing, 'thing'>): number {
  const number = draft.things.length + 1;
  draft.things.push({ ...thing, thing: number });
  return number;
}
