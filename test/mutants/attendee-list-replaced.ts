import * as product from '../../src/sync/kinds/event/kind.ts';

/**
 * The whole attendee list is replaced by a patch: who takes part is one value, so whoever writes it last brings back the answers, and
 * the people, that they knew. Microsoft Graph's PATCH of `attendees` works like this, and takes many by surprise.
 */
export const eventKind: typeof product.eventKind = {
  ...product.eventKind,
  fields: {
    ...product.eventKind.fields,
    participants: { scope: 'shared', merge: 'value', conflict: 'organizer' },
  },
};
