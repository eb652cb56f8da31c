import { observe } from '../../src/sync/observation.ts';
import * as product from '../../src/sync/plan.ts';

export * from '../../src/sync/plan.ts';

const FILTERS = ['direction-none', 'collection-not-synchronized', 'not-marked', 'unmarked'];

/**
 * A change of the filter deletes remotely: what is not to be synchronised any more (switched off, in a folder that was deselected,
 * unmarked) is removed from the CRM, although its owner only wanted it to be left alone.
 */
export const planLink: typeof product.planLink = (link, context) => {
  const plan = product.planLink(link, context);
  const { mailbox, crm } = link.observed;
  const left =
    plan.link.state === 'dormant' &&
    FILTERS.includes(plan.link.reason?.code ?? '') &&
    mailbox.state === 'present' &&
    crm.state === 'present';
  if (!left || link.itemRef === null) return plan;
  const settings = {
    ...context.settings,
    direction: 'both' as const,
    scope: 'all' as const,
    collections: [...context.settings.collections, link.itemRef.collection],
  };
  const unfiltered = { ...observe(link, 'mailbox', { state: 'gone' as const }), mark: null };
  return product.planLink(unfiltered, { ...context, settings });
};
