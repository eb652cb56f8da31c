import * as product from '../../src/sync/kinds/event/kind.ts';

const SHARED_TOO = { scope: 'shared', merge: 'value', conflict: 'crm' } as const;

/**
 * Personal fields reach colleagues: categories and alerts belong to the meeting, not to its copy. One person's red
 * "Job interviews" and five-minute reminder turn up in everybody's calendar.
 */
export const eventKind: typeof product.eventKind = {
  ...product.eventKind,
  shared: (item) => product.eventKind.normalise(item),
  withPersonal: (shared) => shared,
  fields: { ...product.eventKind.fields, keywords: SHARED_TOO, alerts: SHARED_TOO },
};
