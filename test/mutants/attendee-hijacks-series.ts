import * as product from '../../src/sync/policy.ts';

export * from '../../src/sync/policy.ts';

/**
 * An attendee's copy hijacks the series: everything that stands in an invitee's copy goes to the record, and from there to the
 * organiser and everybody else. The "hijacked meetings" of iOS 6 over Exchange ActiveSync are the case on record.
 */
export const policyFor: typeof product.policyFor = (question, settings) => {
  const policy = product.policyFor(question, settings);
  return policy.reason?.code === 'attendee-copy' ? { ...policy, onlyOwn: false } : policy;
};
