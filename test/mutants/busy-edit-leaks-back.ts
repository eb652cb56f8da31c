import * as product from '../../src/sync/policy.ts';

export * from '../../src/sync/policy.ts';

/**
 * A busy-only edit leaks back: of a private appointment the CRM shows a block without title or people; somebody moves the block, or the
 * pass merely compares it, and the emptied version overwrites the real one in its owner's mailbox.
 */
export const policyFor: typeof product.policyFor = (question, settings) => {
  const policy = product.policyFor(question, settings);
  const isShownBusy = product.isWithheld(question.link) && policy.writable.includes('crm');
  return isShownBusy && settings.direction === 'both' ? { ...policy, writable: ['crm', 'mailbox'] } : policy;
};
