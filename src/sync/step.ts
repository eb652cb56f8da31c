import type { Item, ItemKind } from './item.ts';
import type { IntentRecord, Link, LostValue, Observation, Ref, Side } from './ports.ts';
import type { Reason } from './reasons.ts';
import type { PumpSettings } from './settings.ts';

/** One effect that the plan asks for. Becomes an Intent when it is written down. */
export type Step = Omit<IntentRecord, 'id' | 'mailboxId' | 'linkId' | 'lost' | 'deadline' | 'lastsMs'>;

/** What a plan says of one link: the link as it is from now on, and at most one step. */
export interface LinkPlan {
  readonly link: Link;
  readonly step: Step | null;
  readonly lost: readonly LostValue[];
  /** For the history: what was decided, when it was not simply "nothing to do". */
  readonly event: string | null;
  readonly reason: Reason | null;
}

/** What a plan may look at besides the link. */
export interface PlanContext {
  readonly kind: ItemKind;
  readonly settings: PumpSettings;
  /** Record type or collection of new items; undefined where there is none. */
  readonly createIn: Readonly<Record<Side, string | undefined>>;
  readonly fields: Readonly<Record<Side, readonly string[]>>;
  readonly silentScheduling: 'yes' | 'no' | 'per-call';
  readonly siblings: readonly Link[];
  /** Links of other mailboxes to a meeting of this identity, ended ones too; asked for when both sides first meet. */
  readonly witnesses: readonly Link[];
  /** The record that they belong to, if this mailbox has no link to it yet. */
  readonly joinable?: Ref | null;
  /** Of a detached occurrence: this mailbox's link to the series that it is of. */
  readonly series?: Link | undefined;
  /** Whether the guard holds removals on this side at the moment. */
  readonly guarded: Readonly<Record<Side, boolean>>;
  /** When the lease was given under which was looked, and when this is planned (epoch milliseconds by the ledger's clock). */
  readonly time: { readonly looked: number; readonly now: number };
  /** A fresh id, used as the correlation key when an item is created again. */
  readonly freshKey: () => string;
}

/** A side's item if it is there. */
export function itemOf(observation: Observation): Item | null {
  return observation.state === 'present' ? observation.item : null;
}

/** A plan without a step. */
export function rest(link: Link, changes: Partial<Link>, event: string | null = null): LinkPlan {
  const after = { ...link, dirty: false, ...changes };
  return { link: after, step: null, lost: [], event, reason: after.reason };
}
