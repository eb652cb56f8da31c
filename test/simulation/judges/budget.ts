import type { Violation } from '../journal.ts';
import type { Setup } from '../scenario.ts';

/** A pump that was told of nothing and changed nothing, and what lies around it. */
export interface Idle {
  readonly user: number;
  /** By `side verb` how often something was asked. */
  readonly calls: ReadonlyMap<string, number>;
  /** How many items lie on each side, those that were deleted among them. */
  readonly items: Readonly<Record<'mailbox' | 'crm', number>>;
}

/**
 * What it may cost that nothing happened (I10): each feed is asked for its pages, and nothing else is asked of anybody. Servers
 * without tombstones list everything each time, and one that has forgotten where it was is asked once in vain.
 */
export function judgeIdle({ user, calls, items }: Idle, setup: Setup): readonly Violation[] {
  const { crm, mailboxes } = setup;
  const pages = { mailbox: mailboxes[user]?.pageSize ?? 1, crm: crm.pageSize };
  const allowed = (call: string): number => {
    const [side, verb] = call.split('.') as ['mailbox' | 'crm', string];
    // Each day the window of a CRM without series moves on, and series are looked at for the dates that have come into it.
    if (call === 'mailbox.read' && crm.recurrence === 'occurrences') return items.mailbox;
    if (verb !== 'changes') return 0;
    return 1 + Math.max(1, Math.ceil(items[side] / pages[side]));
  };
  const over = [...calls].filter(([call, times]) => times > allowed(call));
  const told = over.map(([call, times]) => `${call} ${String(times)} times`).join(', ');
  return over.length === 0
    ? []
    : [{ invariant: 'I10', message: `nothing had happened, and user ${String(user)} asked for ${told}` }];
}
