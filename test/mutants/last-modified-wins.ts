import * as product from '../../src/sync/leaf.ts';

export * from '../../src/sync/leaf.ts';

/**
 * Last-modified decides the winner: what most connectors that compare time stamps do. Here the CRM's clock is ahead of the
 * mailbox's, as happens, so that its stamp is the later one whoever wrote last, and whoever's the meeting is. The value that loses is
 * still on record: only who wins is another one.
 */
export const decide: typeof product.decide = (rule, base, now, options) =>
  product.decide({ ...rule, conflict: 'crm' }, base, now, options);
