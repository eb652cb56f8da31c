import { Unavailable } from '../../src/sync/errors.ts';
import type * as product from '../../src/sync/unreadable.ts';

/**
 * A poison item blocks the collection: one item that can't be parsed fails the whole pass, and the next one, and the next. Behind it the
 * queue stands still until somebody finds it.
 */
export const unreadable: typeof product.unreadable = (_link, _side, { error }) => {
  throw new Unavailable({ code: error.code }, 'none');
};
