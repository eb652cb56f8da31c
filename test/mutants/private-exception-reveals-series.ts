import * as product from '../../src/sync/kinds/event/kind.ts';

/**
 * A private exception reveals the series: whether an appointment is private is read from the series alone, so a single date that its
 * owner made private ("interview at a competitor") goes to the CRM with its title.
 */
export const eventKind: typeof product.eventKind = {
  ...product.eventKind,
  isPrivate: ({ privacy }) => privacy === 'private' || privacy === 'secret',
};
