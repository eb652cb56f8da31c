import { planCreate } from '../../src/sync/plan-create.ts';
import * as product from '../../src/sync/plan-removal.ts';
import type { Side } from '../../src/sync/ports.ts';

export * from '../../src/sync/plan-removal.ts';

/**
 * A held deletion is re-created: what waits for somebody's approval is present on one side and absent on the other, so the next
 * pass makes it anew. The item that was deleted comes back, twice if it is approved later.
 */
export const planItemGone: typeof product.planItemGone = recreating(product.planItemGone, 'mailbox');

/** The same where the record was deleted. */
export const planRecordGone: typeof product.planRecordGone = recreating(product.planRecordGone, 'crm');

function recreating(plan: typeof product.planItemGone, goneSide: Side): typeof product.planItemGone {
  return (link, living, policy, context) => {
    const planned = plan(link, living, policy, context);
    if (planned.link.state !== 'held') return planned;
    const fresh = { ...link, correlationKey: context.freshKey() };
    return planCreate(fresh, goneSide, living.item, policy, context);
  };
}
