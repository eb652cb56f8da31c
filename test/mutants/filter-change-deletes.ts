import { observe } from '../../src/sync/observation.ts';
import * as product from '../../src/sync/plan.ts';

export * from '../../src/sync/plan.ts';

const FILTERS = ['direction-none', 'collection-not-synchronized', 'not-marked', 'unmarked'];

/**
 * A change of the filter deletes remotely: what is not to be synchronised any more (by a new rule of the administrator's, in a
 * folder that was deselected, unmarked) is removed from the CRM, although everybody only wanted it to be left alone.
 */
export const planLink: typeof product.planLink = (link, context) => {
  const plan = product.planLink(link, context);
  const { mailbox, crm } = link.observed;
  const left =
    plan.link.state === 'dormant' &&
    FILTERS.includes(plan.link.reason?.code ?? '') &&
    // Who has switched everything off has left nothing that deletes.
    context.settings.direction !== 'none' &&
    mailbox.state === 'present' &&
    crm.state === 'present';
  if (!left || link.itemRef === null) return plan;
  const settings = {
    ...context.settings,
    scope: 'all' as const,
    rules: [],
    collections: [...context.settings.collections, link.itemRef.collection],
  };
  const unfiltered = { ...observe(link, 'mailbox', { state: 'gone' as const }), mark: null };
  return product.planLink(unfiltered, { ...context, settings });
};
