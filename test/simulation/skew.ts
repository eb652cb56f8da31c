import { Throttled } from '../../src/sync/errors.ts';
import type { CallContext, Crm, Mailbox } from '../../src/sync/ports.ts';
import type { PumpPorts } from '../../src/sync/settings.ts';

const VERBS = [
  'collections',
  'changes',
  'read',
  'find',
  'create',
  'update',
  'remove',
  'markDeleted',
] as const;

/**
 * The ports of a worker whose clock is wrong by so many milliseconds (positive: fast). How long a call may take and how
 * long a server wants to be left alone are spans of time: nobody's clock changes them.
 */
export function withSkew(ports: PumpPorts, skew: number): PumpPorts {
  if (skew === 0) return ports;
  return {
    ...ports,
    mailbox: skewed(ports.mailbox, skew),
    crm: skewed(ports.crm, skew),
    now: () => ports.now() + skew,
  };
}

function skewed<T extends Mailbox | Crm>(side: T, skew: number): T {
  const wrapped = { ...side } as Record<string, unknown>;
  for (const verb of VERBS) {
    const call = wrapped[verb] as ((...given: unknown[]) => Promise<unknown>) | undefined;
    if (call === undefined) continue;
    wrapped[verb] = async (...given: unknown[]) => {
      const context = given.at(-1) as CallContext;
      const onTime: CallContext = { ...context, deadline: context.deadline - skew };
      try {
        return await call(...given.slice(0, -1), onTime);
      } catch (error: unknown) {
        if (error instanceof Throttled)
          throw new Throttled({ code: error.code, parameters: error.parameters }, error.retryAt + skew);
        throw error;
      }
    };
  }
  return wrapped as unknown as T;
}
