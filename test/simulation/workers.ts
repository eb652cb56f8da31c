import type { Patch } from '../../src/sync/item.ts';
import type { JsonObject } from '../../src/sync/json.ts';
import type {
  Crm,
  Found,
  Intent,
  Ledger,
  LedgerTransaction,
  Lease,
  Mailbox,
  UpdateRequest,
  WriteOutcome,
} from '../../src/sync/ports.ts';
import { thingOf, valuesOf } from './reading.ts';
import type { Holding } from './scenario.ts';

/** Thrown inside a transaction when the process dies before the commit; nobody may see it. */
class Crashed extends Error {}

/** A process at work on a mailbox. It stops for good or for a while before and after each call and each commit. */
export interface Worker {
  readonly user: number;
  /** How many more calls and commits it gets before it stops. */
  budget: number;
  readonly how: 'crash' | 'pause';
  /** Answers that tell of this are all that is counted; undefined: every call and commit is. */
  readonly holding?: Holding | undefined;
  state: 'running' | 'stuck' | 'crashed' | 'finished';
  /** The gate that it reached last. */
  reached: string;
  /** The gates that it passed, oldest first; only while they are recorded. */
  readonly trace: string[];
}

/** A worker and the means to let it run. */
export interface Handle {
  readonly worker: Worker;
  /** Gates of this worker, to be put around what it works with. */
  readonly gates: Gates;
  /** Lets it go on for so many gates, or answers that tell of this; resolves when it is stuck, dead or done. */
  run(budget: number, how: 'crash' | 'pause', holding?: Holding): Promise<void>;
}

/** An answer, and whose it is. */
interface Told {
  readonly side: string;
  readonly answer: unknown;
}

/** Where a process can stop. */
export interface Gates {
  /** Passes, waits for the next `run`, or never returns. `told`: what a call has just been answered. */
  pass(label: string, told?: Told): Promise<void>;
  /** Inside a transaction, where nothing may wait: throws when the process dies here. */
  commit(label: string): void;
  /** The process dies here; never returns. */
  die(label: string): Promise<never>;
}

/**
 * Starts a process. `work` begins with the first `run`.
 *
 * @param onGate told of every gate that is passed; the clock moves on in it
 */
export function startWorker(user: number, work: (gates: Gates) => Promise<void>, onGate: () => void): Handle {
  const worker = { user, budget: 0, how: 'pause', state: 'stuck', reached: '', trace: [] } as Mutable<Worker>;
  let waiting: (() => void)[] = [];
  let stopped: () => void = () => undefined;
  let begun = false;

  function stop(): void {
    worker.state = worker.how === 'crash' ? 'crashed' : 'stuck';
    stopped();
  }
  function spend(label: string, told?: Told): boolean {
    worker.reached = label;
    if (recording) worker.trace.push(label);
    onGate();
    if (worker.state !== 'running') return false;
    if (worker.holding !== undefined && !tells(told, worker.holding)) return true;
    if (worker.budget <= 0) {
      stop();
      return false;
    }
    worker.budget -= 1;
    return true;
  }
  const gates: Gates = {
    pass: (label, told) =>
      spend(label, told)
        ? Promise.resolve()
        : new Promise((resolve) => {
            if (worker.state !== 'crashed') waiting.push(resolve);
          }),
    commit: (label) => {
      if (worker.state === 'crashed') throw new Crashed(label);
      if (worker.how === 'crash' && !spend(label)) throw new Crashed(label);
    },
    die: async (label) => {
      if (worker.state === 'running') Object.assign(worker, { budget: 0, how: 'crash', holding: undefined });
      await gates.pass(label);
      throw new Error(`It goes on although it died: ${label}`);
    },
  };
  return {
    worker,
    gates,
    run: (budget, how, holding) =>
      new Promise((resolve, reject) => {
        if (worker.state !== 'stuck') {
          resolve();
          return;
        }
        Object.assign(worker, { budget, how, holding, state: 'running' });
        stopped = resolve;
        const woken = waiting;
        waiting = [];
        for (const wake of woken) wake();
        if (begun) return;
        begun = true;
        work(gates).then(() => {
          worker.state = 'finished';
          stopped();
        }, reject);
      }),
  };
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** A ledger whose transactions can be interrupted before they begin, before they commit and after. */
export function gatedLedger(ledger: Ledger, gates: Gates): Ledger {
  return {
    transaction: async <T>(lease: Lease, work: (tx: LedgerTransaction) => Promise<T>): Promise<T> => {
      await gates.pass('ledger begins');
      try {
        const result = await ledger.transaction(lease, async (tx) => {
          const done = await work(tx);
          gates.commit('ledger commits');
          return done;
        });
        await gates.pass('ledger committed');
        return result;
      } catch (error: unknown) {
        if (error instanceof Crashed) return new Promise(() => undefined);
        throw error;
      }
    },
  };
}

const MAILBOX_VERBS = ['collections', 'changes', 'read', 'find', 'create', 'update', 'remove'] as const;
const CRM_VERBS = ['changes', 'read', 'find', 'create', 'update', 'markDeleted'] as const;

/** A mailbox whose calls can be interrupted before and after. `onUpdated` is told of each update that was answered. */
export function gatedMailbox(mailbox: Mailbox, gates: Gates, onUpdated: (patch: Patch) => void): Mailbox {
  return gated(mailbox, 'mailbox', MAILBOX_VERBS, gates, onUpdated);
}

/** The same of a CRM. */
export function gatedCrm(crm: Crm, gates: Gates, onUpdated: (patch: Patch) => void): Crm {
  return gated(crm, 'crm', CRM_VERBS, gates, onUpdated);
}

function gated<T extends object>(
  side: T,
  name: string,
  verbs: readonly (keyof T & string)[],
  gates: Gates,
  onUpdated: (patch: Patch) => void,
): T {
  const wrapped = { ...side } as Record<string, unknown>;
  for (const verb of verbs) {
    const call = side[verb] as (...parameters: unknown[]) => Promise<unknown>;
    wrapped[verb] = async (...parameters: unknown[]) => {
      await gates.pass(recording ? `${name}.${verb} ${summary(parameters.slice(0, -1))}` : verb);
      try {
        const answer = await call(...parameters);
        if (verb === 'update') tellUpdated(parameters, answer, onUpdated);
        const label = recording ? `${name}.${verb} answered ${summary(answer)}` : 'answered';
        await gates.pass(label, { side: name, answer });
        return answer;
      } catch (error: unknown) {
        await gates.pass(`${name}.${verb} failed: ${String(error)}`);
        throw error;
      }
    };
  }
  return wrapped as T;
}

/** Whether an answer says what is in a thing: a page of changes with their content, or what was read. */
function tells(told: Told | undefined, { side, thing }: Holding): boolean {
  if (told?.side !== side || typeof told.answer !== 'object' || told.answer === null) return false;
  const { changes = told.answer } = told.answer as { readonly changes?: unknown };
  if (!Array.isArray(changes)) return false;
  return (changes as readonly ({ readonly found?: Found } | null)[]).some(
    (one) => one?.found !== undefined && thingOf(one.found.item) === thing,
  );
}

/** Which patches of a batch of updates were written, as far as was answered. */
function tellUpdated(parameters: unknown[], answer: unknown, onUpdated: (patch: Patch) => void): void {
  const requests = parameters[0] as readonly UpdateRequest[];
  for (const [index, outcome] of (answer as readonly WriteOutcome[]).entries()) {
    const patch = requests[index]?.patch;
    if (outcome.ok && patch !== undefined) onUpdated(patch);
  }
}

function summary(value: unknown): string {
  return JSON.stringify(value, briefly).slice(0, 900);
}

/** Items as what they say about people's edits, intents without what is said elsewhere. */
function briefly(key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if ('@type' in value) {
    const values = Object.entries(valuesOf(value as JsonObject, 'its owner')).map((pair) => pair.join(' '));
    return `thing ${String(thingOf(value as JsonObject))}: ${values.join(', ')}`;
  }
  if (key !== 'intent') return value;
  const { correlationKey, expectedVersion } = value as Intent;
  return { correlationKey, expectedVersion };
}

let recording = false;

/** Whether everything is noted for people to read; costs time. */
export function record(on: boolean): void {
  recording = on;
}

export function isRecording(): boolean {
  return recording;
}
