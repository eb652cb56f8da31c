import { Unavailable } from '../../src/sync/errors.ts';
import * as product from '../../src/sync/look.ts';
import type { Reading } from '../../src/sync/ports.ts';

export * from '../../src/sync/look.ts';

/**
 * A transient failure falls through to a deletion: an item that can't be fetched just now (time-out, 503) is not there, and
 * what is not there was deleted. The catch-all around a read that returns "nothing".
 */
export const askedFor: typeof product.askedFor = (session, side, after) => {
  const port = session.ports[side];
  const read: typeof port.read = async (refs, context) => {
    try {
      return await port.read(refs, context);
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      return refs.map((ref): Reading => ({ type: 'gone', ref }));
    }
  };
  const ports = { ...session.ports, [side]: { ...port, read } };
  return product.askedFor({ ...session, ports }, side, after);
};
