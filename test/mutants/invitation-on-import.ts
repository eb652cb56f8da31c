import * as product from '../../src/sync/mail-safety.ts';

export * from '../../src/sync/mail-safety.ts';

/**
 * Invitations are sent on import: what is written to the mailbox is written as a person would, and the server mails everybody on the
 * list. A first synchronisation has sent thousands of invitations to meetings of years ago.
 */
export const mailPolicyFor: typeof product.mailPolicyFor = (items, link, context) =>
  product.mailPolicyFor(items, { ...link, decision: 'send' }, context);
