import { SyncError } from '../../../src/sync/errors.ts';
import { mailboxConnector } from '../../../src/server/connection.ts';
import { createPumpRun } from '../../../src/server/jobs/run.ts';
import type { PumpOutcome } from '../../../src/server/jobs/worker.ts';
import { problemLogger } from '../../../src/server/problem-logger.ts';
import { createLeases } from '../../../src/server/storage/ledger/leases.ts';
import { createLedger } from '../../../src/server/storage/ledger/ledger.ts';
import { mailboxAccounts } from '../../../src/server/storage/mailbox-accounts.ts';
import { mailboxCollections } from '../../../src/server/storage/mailbox-collections.ts';
import { userStore } from '../../../src/server/storage/users.ts';
import type { PumpPorts, PumpReport, PumpSettings } from '../../../src/sync/settings.ts';
import { count } from '../coverage.ts';
import type { Shift } from '../played-server.ts';
import { mailboxOf, type World } from '../world.ts';
import type { Trouble } from './database-line.ts';
import { CALL_MS, URL_OF, type Premises } from './premises.ts';

/** The end of a story, at which what is left of dead processes ends. */
export interface End {
  /** Rejects then. */
  readonly come: Promise<never>;
  readonly hasCome: () => boolean;
}

/**
 * One run of the server's own job: connection and settings out of the database, pump, and how it ended written down.
 * Everything that it asks of the database goes over a line of its own.
 */
export async function work(
  { database, seal, logger }: Premises,
  world: World,
  shift: Shift,
  end: End,
): Promise<PumpReport | null> {
  const { user, lease, visit, worker, around, pump } = shift;
  const own = database.asSeenBy(troubleOf(shift, end));
  const connect = mailboxConnector({
    database: own,
    ledger: createLedger(own.db),
    accounts: mailboxAccounts(own.db, seal),
    collections: mailboxCollections(own.db),
    users: userStore(own.db),
    connect: (_kind, account) => mailboxOf(world, user).connect(visit, account),
    urlOf: URL_OF,
    callTimeoutMs: CALL_MS,
    now: () => world.clock.now,
  });
  let outcome: PumpOutcome | null = null;
  let failed: unknown = null;
  const say = problemLogger(logger, 'worker');
  const options = {
    database: own,
    pump,
    connect: async (mailboxId: string) => {
      const { ports, settings } = await connect(mailboxId);
      const played = { ...settings, ...windowOf(world, user) };
      return { settings: played, ports: mortal(around(played, { ...ports, kinds: [world.kind] }), end) };
    },
    onOutcome: (ended: PumpOutcome) => {
      outcome = ended;
    },
    onError: (error: unknown) => {
      failed ??= error;
      say(error);
    },
  };
  // Who has the mailbox is decided by the story: it may be taken from a worker that only seems to be dead.
  const leases = { ...createLeases(own.db), acquire: () => Promise.resolve(lease) };
  await createPumpRun(options, leases, 'simulated', lease.mailboxId).finished;
  if (worker.state === 'crashed' || end.hasCome()) return null;
  return reportOf(outcome, failed, shift.database !== null);
}

/** What it reported. Where its database failed it may end with that; otherwise it has to end by itself. */
function reportOf(outcome: PumpOutcome | null, failed: unknown, mayFail: boolean): PumpReport | null {
  const thrown: unknown = outcome?.thrown ?? failed;
  if (thrown === null || (mayFail && (thrown instanceof SyncError || isLost(thrown))))
    return outcome?.report ?? null;
  throw thrown instanceof Error ? thrown : new Error('no error', { cause: thrown });
}

function isLost(error: unknown): boolean {
  return error instanceof Error && error.message === 'Connection terminated unexpectedly';
}

function troubleOf({ worker, visit, database }: Shift, end: End): Trouble {
  let left = database?.after ?? Infinity;
  return {
    isDead: () => worker.state === 'crashed' || end.hasCome(),
    next: () => {
      left -= 1;
      if (left !== -1 || database === null) return null;
      count(visit.coverage.faults, `database ${database.how}`);
      return database.how;
    },
    die: () => {
      void visit.die();
    },
  };
}

/** Windows of stories begin in the future, which a mailbox's settings (days back, days ahead) can't say. */
function windowOf({ rules }: World, user: number): Partial<PumpSettings> {
  const window = rules.get(user)?.window;
  return window === undefined ? {} : { window };
}

/** Ports of a process that may die in the middle of a call: at the story's end, the call ends as well. */
function mortal(ports: PumpPorts, { come }: End): PumpPorts {
  const held = <T extends object>(side: T): T => {
    const wrapped = Object.entries(side).map(([name, value]: [string, unknown]) => [
      name,
      typeof value === 'function'
        ? (...given: unknown[]) => {
            const answer = (value as (...given: unknown[]) => unknown)(...given);
            return answer instanceof Promise ? Promise.race([answer, come]) : answer;
          }
        : value,
    ]);
    return Object.fromEntries(wrapped) as T;
  };
  return { ...ports, mailbox: held(ports.mailbox), crm: held(ports.crm), ledger: held(ports.ledger) };
}
