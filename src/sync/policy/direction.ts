import type { Side } from '../ports.ts';
import { reason } from '../reasons.ts';
import type { Reason, ReasonCode } from '../reasons.ts';
import type { Ruled } from './decide.ts';
import type { Direction } from './rule.ts';

/** Whether items may travel to a side. */
function leadsTo(direction: Direction, side: Side): boolean {
  return direction === 'both' || direction === (side === 'crm' ? 'to-crm' : 'to-mailbox');
}

/** What is left of `allowed` by the owner's direction and the administrator's rule, and why not all of it. */
export function narrowed(
  allowed: readonly Side[],
  own: Direction,
  ruled: Ruled<Direction> | null,
): { readonly writable: readonly Side[]; readonly reason: Reason | null } {
  const byOwner = allowed.filter((side) => leadsTo(own, side));
  const writable = byOwner.filter((side) => ruled === null || leadsTo(ruled.value, side));
  if (ruled !== null && writable.length < byOwner.length) return { writable, reason: ruledReason(ruled) };
  const code = CODES[own];
  return { writable, reason: code === null ? null : reason(code) };
}

/** Why a rule lets items travel in one direction only, or not at all. */
export function ruledReason({ value, rule }: Ruled<Direction>): Reason {
  return reason(CODES[value] ?? 'direction-none', { by: 'rule', rule: rule.name });
}

const CODES: Readonly<Record<Direction, ReasonCode | null>> = {
  both: null,
  'to-crm': 'direction-to-crm-only',
  'to-mailbox': 'direction-to-mailbox-only',
  none: 'direction-none',
};
