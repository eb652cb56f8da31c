import * as product from '../../src/sync/leaf.ts';

export * from '../../src/sync/leaf.ts';

/**
 * Last-modified decides the winner: what most connectors that compare time stamps do. Here the CRM's clock is ahead of the
 * mailbox's, as happens, so that its stamp is the later one whoever wrote last. The value that loses is overwritten, and
 * nobody ever hears of it.
 */
export const decide: typeof product.decide = (rule, base, now, options) => {
  const { loser: _unheard, ...decision } = product.decide({ ...rule, conflict: 'crm' }, base, now, options);
  return decision;
};
