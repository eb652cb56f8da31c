import { count, countNotes, emptyCoverage, type Coverage } from './coverage.ts';
import { evidenceOf } from './evidence.ts';
import type { Violation } from './journal.ts';
import { openSimulatedLedger } from './ledger.ts';
import { act } from './people.ts';
import { mailboxId, prepare, type Engine, type Process } from './processes.ts';
import { judge } from './reference-model.ts';
import type { Scenario, Step } from './scenario.ts';
import { advance, type Play } from './play.ts';
import { isRecording } from './workers.ts';
import { copyAt, createWorld, placesOf, shelfAt, userAt, type Rules, type World } from './world.ts';
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
  const world = await createWorld(scenario);
  try {
    return await playIn(world, scenario, engine);
  } finally {
    await world.close();
  }
}

async function playIn(world: World, scenario: Scenario, engine: Engine): Promise<Outcome> {
  const ledger = openSimulatedLedger(() => world.clock.now);
  const stuck = scenario.setup.mailboxes.map((): Process[] => []);
  const play: Play = { world, ledger, engine, coverage: emptyCoverage(), violations: [], trace: [], stuck };
  for (const step of scenario.steps) {
    count(play.coverage.steps, step.type, 0);
    if (!(await playStep(play, step))) continue;
    count(play.coverage.steps, step.type);
    countMade(play.coverage, step);
  }
  await settle(play);
  const notes = ledger.notes();
  play.violations.push(...judge(evidenceOf(world, notes.conflicts)));
  const { coverage, violations, trace } = play;
  countNotes(coverage, notes);
  return { violations, coverage, size: sizeOf(scenario.setup, coverage), trace };
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
  for (const place of placesOf(world)) shelfAt(world, place).settle();
  switch (step.type) {
    case 'wait':
      world.clock.now += step.ms;
      break;
    case 'rules':
      world.rules.set(step.user, rulesOf(step));
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
  }
  note(play, step);
  return true;
}

/**
 * What nobody could get right is left out of the story:
 * - Where writes can't be conditional, an edit between a look and a write is overwritten. Where a server drops what it
 *   is given without a word, nobody can tell its doing from an edit that follows at once.
 * - A copy that we made and of which we never heard is deleted: then there was none, as far as anybody can tell.
 * - The same is true of a meeting whose organiser's copy and record have not been known to be one, or of which an
 *   attendee's mailbox is making the record just now: what attendees have of it makes it anew.
 * - A copy with all hidden properties, and the original deleted at once: that is how other programs move an item.
 */
function mayAct(play: Play, step: Extract<Step, { readonly place: string }>): boolean {
  const { world, stuck } = play;
  const { setup } = world.scenario;
  const { place } = step;
  const { conditional, mangling } =
    place === 'crm' ? setup.crm : (setup.mailboxes[userAt(place)] ?? setup.crm);
  const undisturbed =
    stuck.every((processes) => processes.length === 0) && shelfAt(world, place).pending() === 0;
  if (((!conditional || mangling.drops) && !undisturbed) || !mayTouchMeeting(play, step)) return false;
  return step.type !== 'delete' || mayDelete(play, step.place, step.thing);
}

/**
 * Meetings are copied by nobody. Where the organiser's server mails as it likes, what is done to the record waits for
 * a person ("not sent").
 */
function mayTouchMeeting({ world }: Play, step: Extract<Step, { readonly place: string }>): boolean {
  const meeting = 'thing' in step ? world.meetings.get(step.thing) : undefined;
  if (meeting === undefined) return true;
  const { silentScheduling } = world.scenario.setup.mailboxes[userAt(meeting.organizer)] ?? {
    silentScheduling: 'yes',
  };
  return step.type !== 'copy' && !(step.place === 'crm' && silentScheduling === 'no');
}

/** Whether a frozen worker of an attendee will go on without knowing of a meeting's record. */
function isUnknownTo({ world, ledger, stuck }: Play, thing: number): boolean {
  const record = copyAt(world, 'crm', thing);
  return (world.meetings.get(thing)?.attendees ?? []).some(
    (user) =>
      stuck[user]?.length !== 0 &&
      !ledger.links(mailboxId(user)).some(({ recordRef }) => recordRef?.id === record?.ref.id),
  );
}

function mayDelete(play: Play, place: string, thing: number): boolean {
  const { world, ledger } = play;
  const stored = copyAt(world, place, thing);
  if (stored === null) return true;
  const key = stored.correlationKey;
  const organizer = world.meetings.get(thing)?.organizer ?? null;
  if (key === null && organizer !== place) return true;
  if (organizer !== null && (ledger.isBeingRecorded(thing) || isUnknownTo(play, thing))) return false;
  const { items } = shelfAt(world, place);
  const side = place === 'crm' ? 'recordRef' : 'itemRef';
  const everybody = organizer === null ? [...world.mailboxes.keys()] : [userAt(organizer)];
  const users = place === 'crm' ? everybody : [userAt(place)];
  const known = users
    .flatMap((user) => ledger.links(mailboxId(user)))
    .filter(({ identity }) => identity !== null)
    .filter(({ itemRef, base }) => organizer === null || (itemRef !== null && base.crm !== null));
  return [...items.values()]
    .filter(({ correlationKey, deleted }) => !deleted && key !== null && correlationKey === key)
    .concat(stored)
    .every(({ ref }) => known.some((link) => link[side]?.id === ref.id));
}

function countMade(coverage: Coverage, step: Step): void {
  if (step.type !== 'create' && step.type !== 'meet' && step.type !== 'copy') return;
  coverage.items += 1;
  if (step.type !== 'copy' && step.shape === 'series') coverage.series += 1;
}

async function pump(play: Play, step: Extract<Step, { type: 'pump' }>): Promise<void> {
  const { coverage } = play;
  const process = await prepare(play, step);
  const waiting = play.stuck[step.user] ?? [];
  if (waiting.length > 0) coverage.takeovers += 1;
  note(play, step);
  const { after, how } = step.stop ?? { after: Infinity, how: 'pause' };
  // Who dies on the wire dies there.
  if (how === 'wire') await advance(play, process, Infinity, 'pause');
  else await advance(play, process, after, how);
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
