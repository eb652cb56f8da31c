import type * as product from '../../src/sync/adopt.ts';
import { transaction } from '../../src/sync/session.ts';

export * from '../../src/sync/adopt.ts';

/**
 * A create whose id was lost is repeated: the answer never came, so it is taken for not done, and asked for once more under a new
 * key. Every client that retries a POST after a time-out makes such twins.
 */
export const resolveCreates: typeof product.resolveCreates = async (session, creations) => {
  await transaction(session, async (tx) => {
    for (const { link, intent } of creations) {
      await tx.closeIntents([intent.id], false);
      const [current = link] = await tx.linksById([link.id]);
      await tx.saveLinks([{ ...current, correlationKey: session.ports.newId(), dirty: true }]);
    }
  });
};
