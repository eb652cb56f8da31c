import type { Item } from './item.ts';
import type { JsonObject } from './json.ts';
import { isWithheld } from './policy.ts';
import type { Link, Ref, Side } from './ports.ts';
import type { Reason } from './reasons.ts';
import type { LinkPlan } from './step.ts';

/** What would happen to an item. */
export type RehearsalOutcome =
  | 'recognised-by-identity'
  | 'recognised-by-likeness'
  | 'waits-as-lookalike'
  | 'create-in-crm'
  | 'create-in-mailbox'
  | 'update-in-crm'
  | 'update-in-mailbox'
  | 'remove-in-crm'
  | 'remove-in-mailbox'
  | 'waits'
  | 'left-alone'
  | 'set-aside'
  | 'in-step';

/** What would happen to one item, for its owner to read. */
export interface Rehearsed {
  readonly outcome: RehearsalOutcome;
  readonly linkId: string;
  /** The write that comes first; null: none is needed, or none is allowed. */
  readonly write: { readonly side: Side; readonly operation: 'create' | 'update' | 'remove' } | null;
  /** Null: it has none, or it is not to be shown. */
  readonly title: string | null;
  /** Its owner keeps it private: only when it is was looked at. */
  readonly withheld: boolean;
  /** When it takes place, as `start`, `timeZone`, `duration` and `showWithoutTime` of the item. */
  readonly when: JsonObject;
  readonly reason: Reason | null;
  readonly itemRef: Ref | null;
  readonly recordRef: Ref | null;
  /** Properties in which both sides have something else: both would keep it, and it would be shown. */
  readonly differences: readonly string[];
}

/** What a plan would come to; null: the item is gone. `adopted`: its two sides were found to be alike in this very run. */
export function rehearsed(plan: LinkPlan, adopted: boolean): Rehearsed | null {
  const { link, step, lost } = plan;
  if (link.state === 'ended') return null;
  const item = itemOf(link);
  const withheld = isWithheld(link);
  const title = item?.['title'];
  const unresolved = lost.filter((value) => value.unresolved === true);
  return {
    outcome: outcomeOf(plan, adopted),
    linkId: link.id,
    write: step === null ? null : { side: step.side, operation: step.operation },
    title: typeof title === 'string' && !withheld ? title : null,
    withheld,
    when: whenOf(item),
    reason: plan.reason,
    itemRef: link.itemRef,
    recordRef: link.recordRef,
    differences: [...new Set(unresolved.map(({ field }) => field.split('/', 1)[0] ?? field))],
  };
}

function outcomeOf({ link, step, reason, event }: LinkPlan, adopted: boolean): RehearsalOutcome {
  const isPaired = link.itemRef !== null && link.recordRef !== null;
  const isNew = event === 'paired' || (link.base.crm === null && link.base.mailbox === null);
  if (reason?.code === 'looks-like-several') return 'waits-as-lookalike';
  if (link.state === 'quarantined') return 'set-aside';
  if (link.state === 'held' || link.state === 'not-sent') return 'waits';
  if (link.state === 'dormant') return 'left-alone';
  if (step?.operation === 'create') return step.side === 'crm' ? 'create-in-crm' : 'create-in-mailbox';
  if (step?.operation === 'remove') return step.side === 'crm' ? 'remove-in-crm' : 'remove-in-mailbox';
  if (isPaired && isNew) return adopted ? 'recognised-by-likeness' : 'recognised-by-identity';
  if (step !== null) return step.side === 'crm' ? 'update-in-crm' : 'update-in-mailbox';
  return 'in-step';
}

function itemOf({ observed: { mailbox, crm } }: Link): Item | null {
  if (mailbox.state === 'present') return mailbox.item;
  return crm.state === 'present' ? crm.item : null;
}

const WHEN = ['start', 'timeZone', 'duration', 'showWithoutTime', 'recurrenceRules'];

function whenOf(item: Item | null): JsonObject {
  return Object.fromEntries(Object.entries(item ?? {}).filter(([name]) => WHEN.includes(name)));
}
