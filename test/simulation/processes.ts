import { memoryCrm } from '../../src/server/crm/memory/index.ts';
import { memoryMailbox } from '../../src/server/mailboxes/memory/index.ts';
import { NO_FAULTS, randomFaults, type Faults } from '../../src/server/memory/faults.ts';
import { integer, seededRandom } from '../../src/server/memory/random.ts';
import type { Lease } from '../../src/sync/ports.ts';
import type { Pump, PumpPorts, PumpReport, PumpSettings } from '../../src/sync/settings.ts';
import { eventKind } from '../../src/sync/kinds/event/kind.ts';
import type { SimulatedLedger } from './ledger.ts';
import type { Mangling } from './scenario.ts';
import { addressOf, COLLECTION, userId, type World } from './world.ts';
import { gatedCrm, gatedLedger, gatedMailbox, startWorker, type Handle } from './workers.ts';

/** Longest duration of a call. */
export const CALL_MS = 20_000;

/** What is under test. A broken engine is a good one with something done to its ports. */
export interface Engine {
  readonly pump: Pump;
  readonly breakPorts?: (ports: PumpPorts) => PumpPorts;
}

/** A pump, and what it reported once it is finished. */
export interface Process {
  readonly handle: Handle;
  readonly lease: Lease;
  report: PumpReport | null;
  /** What it threw although a pump reports its errors; null when it didn't. */
  thrown: unknown;
}

export interface ProcessOptions {
  readonly user: number;
  readonly seed: number;
  /** Probability of a fault per call. */
  readonly faults: number;
}

/** Prepares a process that pumps a user's mailbox, with a lease that makes all earlier ones worthless. */
export async function prepare(
  world: World,
  ledger: SimulatedLedger,
  engine: Engine,
  options: ProcessOptions,
): Promise<Process> {
  const { user } = options;
  const random = seededRandom(options.seed);
  const faults = options.faults === 0 ? NO_FAULTS : randomFaults(random, options.faults);
  const lease = await ledger.acquire(mailboxId(user));
  const process: Process = {
    lease,
    report: null,
    thrown: null,
    handle: startWorker(
      user,
      async (gates) => {
        const ports = portsOf(world, ledger, user, faults);
        const mailbox = gatedMailbox(ports.mailbox, gates);
        const gated = {
          ...ports,
          mailbox,
          crm: gatedCrm(ports.crm, gates),
          ledger: gatedLedger(ports.ledger, gates),
        };
        try {
          process.report = await engine.pump(
            (engine.breakPorts ?? same)(gated),
            lease,
            settingsOf(world, user),
          );
        } catch (error: unknown) {
          process.thrown = error;
        }
      },
      () => {
        world.clock.now += 1 + integer(random, 40);
      },
    ),
  };
  return process;
}

/** What a user decided. */
export function settingsOf(world: World, user: number): PumpSettings {
  return {
    mailboxId: mailboxId(user),
    userId: userId(user),
    addresses: [addressOf(user)],
    collections: [COLLECTION],
    readOnly: [],
    createIn: { Event: COLLECTION },
    direction: 'both',
    privacy: 'in',
    window: { from: null, to: null },
    mailPolicy: 'none',
    guard: { few: world.scenario.setup.guardFew, share: 0.2, many: 100 },
    callTimeoutMs: CALL_MS,
  };
}

export function mailboxId(user: number): string {
  return `mailbox-${String(user)}`;
}

function portsOf(world: World, ledger: SimulatedLedger, user: number, faults: Faults): PumpPorts {
  const mailbox = world.mailboxes[user];
  if (mailbox === undefined) throw new RangeError(`No mailbox ${String(user)}`);
  const { setup } = world.scenario;
  return {
    mailbox: memoryMailbox(mailbox, bearable(faults, setup.mailboxes[user]?.mangling)),
    crm: memoryCrm(world.crm, userId(user), bearable(faults, setup.crm.mangling)),
    ledger: ledger.ledger,
    kinds: [eventKind],
    now: () => world.clock.now,
    newId: world.newId,
  };
}

/** A server that drops fields and then hides even that this was its own write leaves nothing to tell them from edits. */
function bearable(faults: Faults, mangling: Mangling | undefined): Faults {
  return mangling?.drops === true ? { ...faults, rewritten: () => false } : faults;
}

function same(ports: PumpPorts): PumpPorts {
  return ports;
}
