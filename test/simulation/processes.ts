import { memoryCrm } from '../../src/server/crm/memory/index.ts';
import { NO_FAULTS, randomFaults, type Faults } from '../../src/server/memory/faults.ts';
import { integer, seededRandom, type Random } from '../../src/server/memory/random.ts';
import type { FaultRule } from '../../src/sandbox/main.ts';
import type { Lease, Side } from '../../src/sync/ports.ts';
import type { Patch } from '../../src/sync/item.ts';
import { isObject } from '../../src/sync/json.ts';
import type { Pump, PumpPorts, PumpReport, PumpSettings } from '../../src/sync/settings.ts';
import { count, type Coverage } from './coverage.ts';
import type { SimulatedLedger } from './ledger.ts';
import type { Violation } from './journal.ts';
import { UNDECIDED } from './decisions.ts';
import { callLog } from './judges/call-log.ts';
import { bearable } from './bearable.ts';
import type { DatabaseTrouble, Scenario, Stop } from './scenario.ts';
import type { Visit } from './shelf.ts';
import { withSkew } from './skew.ts';
import { addressOf, mailboxOf, userId, type Rules, type World } from './world.ts';
import { gatedCrm, gatedLedger, gatedMailbox, startWorker, type Gates, type Handle } from './workers.ts';

/** Longest duration of a call. */
export const CALL_MS = 20_000;

/** What is under test. A broken engine is a good one with something done to its ports. */
export interface Engine {
  readonly pump: Pump;
  readonly breakPorts?: (ports: PumpPorts) => PumpPorts;
  /** Workers go on although another one has taken over. */
  readonly unfenced?: boolean;
  /** Where its stories are played; default: with nothing of the server around it. */
  readonly createWorld?: (scenario: Scenario, salt: string) => Promise<World>;
  /** What the reference model finds there is judged, if this says so; default: all of it. */
  readonly isJudged?: (violation: Violation) => boolean;
}

/** Where processes run. */
export interface Setting {
  readonly world: World;
  readonly ledger: SimulatedLedger;
  readonly engine: Engine;
  readonly coverage: Coverage;
  readonly violations: Violation[];
}

/** A pump, and what it reported once it is finished. */
export interface Process {
  readonly handle: Handle;
  readonly lease: Lease;
  /** By `side verb` what it has asked for so far. */
  calls: ReadonlyMap<string, number>;
  report: PumpReport | null;
  /** What it threw although a pump reports its errors; null when it didn't. */
  thrown: unknown;
}

export interface ProcessOptions {
  readonly user: number;
  readonly seed: number;
  /** Probability of a fault per call. */
  readonly faults: number;
  readonly stop: Stop;
  readonly line?: FaultRule;
  /** By how many milliseconds its clock is fast; negative: slow. Default 0. */
  readonly skew?: number;
  /** What it has made in a mailbox in memory is made late, and it hears nothing of it. */
  readonly late?: true;
  readonly database?: DatabaseTrouble;
}

/** Prepares a process that pumps a user's mailbox, with a lease that makes all earlier ones worthless. */
export async function prepare(setting: Setting, options: ProcessOptions): Promise<Process> {
  const { world, ledger, engine } = setting;
  const { user } = options;
  const random = seededRandom(options.seed);
  const onUpdated = (patch: Patch): void => {
    if (isObject(patch['recurrenceOverrides'])) setting.coverage.midSeriesExceptions += 1;
  };
  const lease = await ledger.acquire(mailboxId(user));
  const work = async (gates: Gates): Promise<void> => {
    const log = callLog(
      user,
      (violation) => setting.violations.push(violation),
      world.reported.get(user)?.quiet,
    );
    process.calls = log.calls;
    const around = (settings: PumpSettings, bare: PumpPorts): PumpPorts => {
      const ports = obeying(settings, log.around(withSkew(bare, options.skew ?? 0)));
      const gated = {
        ...ports,
        mailbox: gatedMailbox(ports.mailbox, gates, onUpdated),
        crm: gatedCrm(ports.crm, gates, onUpdated),
        ledger: gatedLedger(ports.ledger, gates),
      };
      return (engine.breakPorts ?? same)(gated);
    };
    const visit = visitOf(setting, options, random, gates);
    try {
      if (world.server === undefined) {
        const settings = settingsOf(world, user);
        const ports = around(settings, portsOf(setting, user, visit));
        process.report = await engine.pump(ports, lease, settings);
      } else {
        const { database = null } = options;
        const { worker } = process.handle;
        const shift = { user, lease, visit, worker, database, around, pump: engine.pump };
        process.report = await world.server.pump(shift);
      }
    } catch (error: unknown) {
      process.thrown = error;
    }
    const retryAt = process.report?.retryAt ?? null;
    const { patient } = world.scenario.setup;
    if (patient === true && process.report !== null) world.reported.set(user, { quiet: log.quiet, retryAt });
  };
  const onGate = (): void => {
    world.clock.now += 1 + integer(random, 40);
  };
  const handle = startWorker(user, work, onGate);
  const process: Process = { lease, calls: new Map(), report: null, thrown: null, handle };
  return process;
}

/**
 * What goes wrong at a side, counted. A listing that fails ends the pump, and then nothing else can: it fails seldom, a
 * write often.
 */
function faultsOf({ coverage }: Setting, side: Side, random: Random, rate: number): Faults {
  if (rate === 0) return NO_FAULTS;
  const usual = randomFaults(random, rate);
  const seldom = randomFaults(random, rate / 5);
  const often = randomFaults(random, Math.min(0.9, rate * 3));
  const counted = <T>(fault: T | null, name: (fault: T) => string): T | null => {
    if (fault !== null) count(coverage.faults, `${side} ${name(fault)}`);
    return fault;
  };
  return {
    call: (call) => {
      const faults = call.verb === 'changes' ? seldom : call.verb === 'read' ? usual : often;
      return counted(faults.call(call), ({ type }) => `${call.verb} ${type}`);
    },
    page: (kind) => counted(usual.page(kind), (fault) => `page ${fault}`),
    rewritten: () => counted(usual.rewritten() || null, () => 'rewritten') !== null,
  };
}

/** Creates have their effect half-way to their deadline, after whoever asked has given up. */
function latelyMade(faults: Faults): Faults {
  return {
    ...faults,
    call: (call) => (call.verb === 'create' ? { type: 'late', fraction: 0.5 } : faults.call(call)),
  };
}

const EVERYTHING: Rules = { direction: 'both', window: { from: null, to: null } };

/** What a user decided. */
function settingsOf(world: World, user: number): PumpSettings {
  const { rules, privacy, limit } = world.decided.get(user) ?? UNDECIDED;
  const { setup } = world.scenario;
  const most = limit ?? setup.limit;
  const actingFor = setup.actingFor?.[user] ?? [];
  return {
    mailboxId: mailboxId(user),
    userId: userId(user),
    addresses: [addressOf(user)],
    collections: [mailboxOf(world, user).collection],
    readOnly: [],
    createIn: { Event: mailboxOf(world, user).collection },
    ...(world.rules.get(user) ?? EVERYTHING),
    ...(world.started ? {} : { existing: { mailbox: 'edited', crm: 'edited' } }),
    rules,
    privacy: privacy ?? setup.mailboxes[user]?.privacy ?? 'in',
    ...(most === undefined ? {} : { privacyLimit: most }),
    ...(setup.synchronised === true ? { synchronised: mailboxesByAddress(world) } : {}),
    ...(actingFor.length === 0 ? {} : { actingFor }),
    scope: 'all',
    mailPolicy: 'none',
    guard: { few: setup.guardFew, share: setup.strict === true ? 0 : 0.2, many: 100 },
    callTimeoutMs: CALL_MS,
  };
}

function mailboxesByAddress({ mailboxes }: World): ReadonlyMap<string, readonly string[]> {
  return new Map(mailboxes.map((_, user) => [addressOf(user), [mailboxId(user)]]));
}

export function mailboxId(user: number): string {
  return `mailbox-${String(user)}`;
}

function visitOf(setting: Setting, options: ProcessOptions, random: Random, gates: Gates): Visit {
  const { coverage } = setting;
  const { faults: rate, stop } = options;
  const die = (): Promise<never> => gates.die('on the wire');
  const faults = faultsOf(setting, 'mailbox', random, rate);
  return {
    faults: options.late === true ? latelyMade(faults) : faults,
    rate,
    random,
    diesAfter: stop?.how === 'wire' ? stop.after : null,
    line: options.line ?? null,
    die,
    coverage,
  };
}

function portsOf(setting: Setting, user: number, visit: Visit): PumpPorts {
  const { world, ledger, engine } = setting;
  const { random, rate } = visit;
  const atCrm = bearable(faultsOf(setting, 'crm', random, rate), world.scenario.setup.crm.mangling);
  return {
    mailbox: mailboxOf(world, user).connect(visit),
    crm: memoryCrm(world.crm, userId(user), atCrm),
    ledger: engine.unfenced === true ? ledger.unfenced : ledger.ledger,
    kinds: [world.kind],
    now: () => world.clock.now,
    newId: world.newId,
  };
}

/** Ports that tell of any write on a side that is not to be written: the pump throws what they throw. */
function obeying({ direction: chosen, rules = [], userId: user }: PumpSettings, ports: PumpPorts): PumpPorts {
  const [first] = rules;
  // A rule about a user, whatever the item, that comes first decides about all of theirs.
  const isLeftOut = first?.when.users?.includes(user) === true && first.then.direction === 'none';
  const direction = isLeftOut ? 'none' : chosen;
  const never = (): never => {
    throw new Error(`It writes where "${direction}" does not let it`);
  };
  const toMailbox = direction === 'both' || direction === 'to-mailbox';
  const toCrm = direction === 'both' || direction === 'to-crm';
  return {
    ...ports,
    mailbox: toMailbox ? ports.mailbox : { ...ports.mailbox, create: never, update: never, remove: never },
    crm: toCrm ? ports.crm : { ...ports.crm, create: never, update: never, markDeleted: never },
  };
}

function same(ports: PumpPorts): PumpPorts {
  return ports;
}
