import * as product from '../../src/sync/carry-out.ts';
import { SyncError } from '../../src/sync/errors.ts';
import type { Crm, CreateRequest, Mailbox, WriteOutcome } from '../../src/sync/ports.ts';

export * from '../../src/sync/carry-out.ts';

/**
 * A create whose id was lost is repeated: no answer came, so it is taken for not done, and asked for once more, without a look.
 * What was made, and nobody has the id of, stays beside its twin. Every client that retries a POST after a time-out makes such twins.
 */
export const carryOut: typeof product.carryOut = async (session, steps) => {
  const { mailbox, crm, newId } = session.ports;
  const ports = { ...session.ports, mailbox: repeating(mailbox, newId), crm: repeating(crm, newId) };
  const own = { ...session, ports };
  try {
    return await product.carryOut(own, steps);
  } finally {
    session.retryAt = own.retryAt;
  }
};

function repeating<T extends Mailbox | Crm>(side: T, newId: () => string): T {
  const create: T['create'] = async (requests, context) => {
    const anew = (request: CreateRequest): CreateRequest => ({
      ...request,
      intent: { ...request.intent, correlationKey: newId() },
    });
    try {
      const outcomes = await side.create(requests, context);
      const lost = requests.filter((_, index) => isLost(outcomes[index]));
      const again = lost.length === 0 ? [] : await side.create(lost.map(anew), context);
      const answers = again[Symbol.iterator]();
      return outcomes.map((outcome) => (isLost(outcome) ? (answers.next().value ?? outcome) : outcome));
    } catch (error) {
      if (!(error instanceof SyncError) || error.effect !== 'unknown') throw error;
      return side.create(requests.map(anew), context);
    }
  };
  return { ...side, create };
}

function isLost(outcome: WriteOutcome | undefined): boolean {
  return outcome?.ok === false && outcome.error.effect === 'unknown';
}
