import { Throttled } from '../../../src/sync/errors.ts';
import type { Crm, Mailbox, WriteOutcome } from '../../../src/sync/ports.ts';
import type { PumpPorts } from '../../../src/sync/settings.ts';
import type { Violation } from '../journal.ts';

const MAILBOX_VERBS = ['collections', 'changes', 'read', 'find', 'create', 'update', 'remove'] as const;
const CRM_VERBS = ['changes', 'read', 'find', 'create', 'update', 'markDeleted'] as const;

/** What one process asked for, and when it should have kept quiet. */
export interface CallLog {
  /** By `side verb` how often. */
  readonly calls: Map<string, number>;
  /** By side until when it wants to be left alone. */
  readonly quiet: ReadonlyMap<string, number>;
  /** The ports with a log around them. */
  around(ports: PumpPorts): PumpPorts;
}

const NEVER: ReadonlyMap<string, number> = new Map();

/**
 * Logs the calls of a process. A server that has been asked too much says until when it wants to be left alone: who calls
 * before that, has not listened (I10). `before`: what the process before was told, and said when it ended.
 */
export function callLog(
  user: number,
  report: (violation: Violation) => void,
  before: ReadonlyMap<string, number> = NEVER,
): CallLog {
  const calls = new Map<string, number>();
  const quiet = new Map(before);
  const logged = <T extends Mailbox | Crm>(
    side: T,
    name: string,
    verbs: readonly string[],
    now: () => number,
  ): T => {
    const wrapped = { ...side } as Record<string, unknown>;
    const note = (error: unknown): void => {
      if (error instanceof Throttled) quiet.set(name, Math.max(quiet.get(name) ?? 0, error.retryAt));
    };
    for (const verb of verbs) {
      const call = (side as unknown as Record<string, (...given: unknown[]) => Promise<unknown>>)[verb];
      if (call === undefined) continue;
      wrapped[verb] = async (...given: unknown[]) => {
        const what = `${name}.${verb}`;
        calls.set(what, (calls.get(what) ?? 0) + 1);
        const quietUntil = quiet.get(name) ?? 0;
        if (now() < quietUntil) {
          const early = `${what} by user ${String(user)}, ${String(quietUntil - now())} ms early`;
          report({ invariant: 'I10', message: `a server that wanted to be left alone was called: ${early}` });
        }
        try {
          const answer = await call(...given);
          if (Array.isArray(answer))
            for (const one of answer as readonly (WriteOutcome | null)[]) note(errorOf(one));
          return answer;
        } catch (error: unknown) {
          note(error);
          throw error;
        }
      };
    }
    return wrapped as unknown as T;
  };
  return {
    calls,
    quiet,
    around: (ports) => ({
      ...ports,
      mailbox: logged(ports.mailbox, 'mailbox', MAILBOX_VERBS, ports.now),
      crm: logged(ports.crm, 'crm', CRM_VERBS, ports.now),
    }),
  };
}

function errorOf(outcome: WriteOutcome | null): unknown {
  return outcome !== null && 'ok' in outcome && !outcome.ok ? outcome.error : null;
}
