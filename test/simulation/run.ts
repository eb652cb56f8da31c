import { mayAct } from './allowed.ts';
import { count, countNotes, emptyCoverage, type Coverage } from './coverage.ts';
import { decide } from './decisions.ts';
import { evidenceOf } from './evidence.ts';
import type { Violation } from './journal.ts';
import { openSimulatedLedger } from './ledger.ts';
import { noteOvertaken } from './left-alone.ts';
import { deliver } from './meetings.ts';
import { act } from './people.ts';
import { mailboxId, prepare, type Engine, type Process } from './processes.ts';
import { noteUnrecorded } from './judges/private.ts';
import { judgeRemovals } from './judges/removals.ts';
import { judgePair, SALTS, visible } from './judges/secrets.ts';
import { judge } from './reference-model.ts';
import type { Scenario, Step } from './scenario.ts';
import { advance, type Play } from './play.ts';
import { isRecording } from './workers.ts';
import { createWorld, OUTSIDE, shelfAt, shelvesOf, userAt, type Rules, type World } from './world.ts';
import { settle } from './settle.ts';
import { sizeOf, type Size } from './size.ts';

/** What a scenario came to. */
export interface Outcome {
  readonly violations: readonly Violation[];
  readonly coverage: Coverage;
  readonly size: Size;
  /** What happened, line by line. */
  readonly trace: readonly string[];
}

/** Plays a scenario to its end, lets everything come to rest, and judges. */
export async function runScenario(scenario: Scenario, engine: Engine): Promise<Outcome> {
  if (scenario.setup.secret !== true) return playOnce(scenario, engine, '', judged);
  // What a whole server holds is looked through for the secret itself.
  if (engine.createWorld !== undefined) return playOnce(scenario, engine, SALTS[0], judged);
  const one = await playOnce(scenario, engine, SALTS[0], async (play) => ({
    outcome: await judged(play),
    seen: seenIn(play),
    secrets: play.world.secrets.size,
  }));
  // Where nobody had a secret, the other run would be the same.
  if (one.secrets === 0) return one.outcome;
  const other = await playOnce(scenario, engine, SALTS[1], seenIn);
  return { ...one.outcome, violations: [...one.outcome.violations, ...judgePair(one.seen, other)] };
}

/** Plays it, with this for what private items say. Returns what is asked of it in the end. */
async function playOnce<T>(
  scenario: Scenario,
  engine: Engine,
  salt: string,
  asked: (play: Play) => T | Promise<T>,
): Promise<T> {
  const world = await (engine.createWorld ?? createWorld)(scenario, salt);
  try {
    return await asked(await playIn(world, scenario, engine));
  } finally {
    await world.close();
  }
}

async function playIn(world: World, scenario: Scenario, engine: Engine): Promise<Play> {
  const ledger = world.server?.ledger ?? openSimulatedLedger(() => world.clock.now);
  const stuck = scenario.setup.mailboxes.map((): Process[] => []);
  const play: Play = { world, ledger, engine, coverage: emptyCoverage(), violations: [], trace: [], stuck };
  for (const step of scenario.steps) {
    count(play.coverage.steps, step.type, 0);
    if (!(await playStep(play, step))) continue;
    count(play.coverage.steps, step.type);
    countMade(play.coverage, step);
  }
  await settle(play);
  return play;
}

/** What it came to, in the eyes of the reference model as well. */
async function judged(play: Play): Promise<Outcome> {
  const { world, ledger, engine, coverage, trace } = play;
  const notes = ledger.notes();
  play.violations.push(...judgeRemovals(world), ...judge(evidenceOf(world, ledger)));
  const violations = play.violations.filter(engine.isJudged ?? (() => true));
  violations.push(...((await world.server?.judge(play)) ?? []));
  countNotes(coverage, notes);
  return { violations, coverage, size: sizeOf(world.scenario.setup, coverage), trace };
}

/** What everybody can see who does not know the secrets. */
function seenIn({ world, ledger }: Play): Readonly<Record<string, string>> {
  return visible(world, ledger);
}

function rulesOf({ direction, fromDay }: Extract<Step, { type: 'rules' }>): Rules {
  return { direction, window: { from: fromDay === null ? null : Date.UTC(2027, 0, fromDay), to: null } };
}

function unheardOf({ ledger }: Play): Parameters<typeof act>[2] {
  return (place, { ref, version }) => {
    if (place === 'crm') return ledger.isUnheard({ side: 'crm' }, ref, version);
    return ledger.isUnheard({ side: 'mailbox', mailboxId: mailboxId(userAt(place)) }, ref, version);
  };
}

function note(play: Play, step: Step): void {
  if (isRecording()) play.trace.push(JSON.stringify(step));
}

/** Plays a step; returns whether it had an effect. */
async function playStep(play: Play, step: Step): Promise<boolean> {
  const { world } = play;
  for (const shelf of shelvesOf(world)) shelf.settle();
  switch (step.type) {
    case 'wait':
      world.clock.now += step.ms;
      break;
    case 'rules':
      world.rules.set(step.user, rulesOf(step));
      break;
    case 'ruling':
    case 'show':
    case 'limit':
    case 'decide':
    case 'mark':
    case 'use-other':
      if (!(await decide(play, step))) return false;
      break;
    case 'forget':
      shelfAt(world, step.place).forgetCursors();
      break;
    case 'pump':
      await pump(play, step);
      return true;
    case 'resume':
      return resume(play, step);
    default:
      if (!mayAct(play, step) || !(await act(world, step, unheardOf(play)))) return false;
      if (step.type === 'privacy') noteUnrecorded(play, step.thing, step.place);
      if ('thing' in step && step.place === 'crm') noteOvertaken(play, step.thing);
      // What the chair from outside changes reaches those invited at once.
      if ('thing' in step && step.place === OUTSIDE) await deliver(world, step.thing);
  }
  note(play, step);
  return true;
}

function countMade(coverage: Coverage, step: Step): void {
  if (step.type !== 'create' && step.type !== 'meet' && step.type !== 'invited' && step.type !== 'copy')
    return;
  coverage.items += 1;
  if (step.type !== 'copy' && step.shape === 'series') coverage.series += 1;
}

async function pump(play: Play, step: Extract<Step, { type: 'pump' }>): Promise<void> {
  const { coverage } = play;
  const { world } = play;
  world.clock.now = Math.max(world.clock.now, world.reported.get(step.user)?.retryAt ?? 0);
  const process = await prepare(play, step);
  const waiting = play.stuck[step.user] ?? [];
  if (waiting.length > 0) coverage.takeovers += 1;
  if (step.skew !== undefined) coverage.skews += 1;
  note(play, step);
  const { after, how, holding } = step.stop ?? { after: Infinity, how: 'pause' };
  // Who dies on the wire dies there.
  if (how === 'wire') await advance(play, process, Infinity, 'pause');
  else await advance(play, process, after, how, holding);
  if (process.handle.worker.state === 'stuck') waiting.push(process);
}

async function resume(play: Play, step: Extract<Step, { type: 'resume' }>): Promise<boolean> {
  const waiting = play.stuck[step.user] ?? [];
  const [process] = waiting;
  if (process === undefined) return false;
  note(play, step);
  await advance(play, process, step.gates, step.how);
  if (process.handle.worker.state !== 'stuck') waiting.shift();
  return true;
}
