import * as product from '../../src/sync/plan-create.ts';

/**
 * An attendee's copy spawns a second record: each mailbox makes a meeting's record under a key of its own, so that two which see the
 * meeting before either has heard of the other make two. CRMs whose clients number records themselves are full of such twins.
 */
export const planCreate: typeof product.planCreate = (link, side, source, policy, context) => {
  const plan = product.planCreate(link, side, source, policy, context);
  if (side !== 'crm' || plan.step?.operation !== 'create') return plan;
  return { ...plan, step: { ...plan.step, correlationKey: link.correlationKey } };
};
