import type { Stored } from '../../../src/server/memory/store.ts';
import { count, countNotes, emptyCoverage } from '../coverage.ts';
import type { Coverage } from '../coverage.ts';
import type { Violation } from '../journal.ts';
import { openSimulatedLedger } from '../ledger.ts';
import { advance, type Play } from '../play.ts';
import { prepare, type Engine, type Process } from '../processes.ts';
import { settle } from '../settle.ts';
import { isRecording } from '../workers.ts';
import { createWorld, placesOf, shelfAt } from '../world.ts';
import { datesAt, deedsBetween, type Deed } from './chronicle.ts';
import { REACH_MS, judgeDates } from './judge.ts';
import { act } from './people.ts';
import type { DateStep, DateStory } from './story.ts';

const DAY_MS = 86_400_000;

/** How often stories went where only these go. */
export interface Visited {
  /** Dates that people saw, on any side. */
  readonly dates: number;
  /** Dates that came back beside their series. */
  readonly cameBack: number;
  /** Dates in mailboxes that are too far away to have a record. */
  readonly beyond: number;
  /** Records of dates that have left the window. */
  readonly left: number;
}

/** What a story came to. */
export interface DateOutcome {
  readonly violations: readonly Violation[];
  readonly coverage: Coverage;
  readonly visited: Visited;
  readonly trace: readonly string[];
}

/** Plays a story to its end, lets everything come to rest, and judges. */
export async function runDates({ seed, setup, steps }: DateStory, engine: Engine): Promise<DateOutcome> {
  const world = await createWorld({ seed, setup, steps: [] });
  const ledger = openSimulatedLedger(() => world.clock.now);
  const stuck = setup.mailboxes.map((): Process[] => []);
  const play: Play = { world, ledger, engine, coverage: emptyCoverage(), violations: [], trace: [], stuck };
  const deeds: Deed[] = [];
  for (const step of steps) await playStep(play, step, deeds);
  // The window moves on at midnight: not while everything comes to rest.
  world.clock.now = (Math.floor(world.clock.now / DAY_MS) + 1) * DAY_MS;
  await settle(play);
  const { now } = world.clock;
  const mailboxes = placesOf(world).filter((place) => place !== 'crm');
  const dates = mailboxes.flatMap((place) => datesAt(world, ledger, place));
  const records = datesAt(world, ledger, 'crm');
  play.violations.push(
    ...judgeDates({
      deeds,
      mailboxes: dates,
      records,
      lost: ledger
        .notes()
        .conflicts.flatMap(({ losing, winning, unresolved }) =>
          unresolved === true ? [losing, winning] : [losing],
        ),
      now,
    }),
  );
  const { violations, coverage, trace } = play;
  countNotes(coverage, ledger.notes());
  const visited = {
    dates: new Set(deeds.map(({ key }) => key)).size,
    cameBack: mailboxes.flatMap((place) => [...shelfAt(world, place).items.values()]).filter(isOwnKey).length,
    beyond: dates.filter(({ startMs }) => startMs > now + REACH_MS).length,
    left: records.filter(({ endMs }) => endMs < now - REACH_MS).length,
  };
  await world.close();
  return { violations, coverage, visited, trace };
}

/** What could not come back under its own UID has that of its key. */
function isOwnKey({ item, correlationKey }: Stored): boolean {
  return correlationKey !== null && item['uid'] === correlationKey;
}

async function playStep(play: Play, step: DateStep, deeds: Deed[]): Promise<void> {
  const { world, ledger } = play;
  for (const place of placesOf(world)) shelfAt(world, place).settle();
  count(play.coverage.steps, step.type);
  if (isRecording()) play.trace.push(JSON.stringify(step));
  if (step.type === 'wait') world.clock.now += step.ms;
  else if (step.type === 'forget') shelfAt(world, step.place).forgetCursors();
  else if (step.type === 'pump') await pump(play, step);
  else if (step.type === 'resume') await resume(play, step);
  else {
    const before = new Map(placesOf(world).map((place) => [place, datesAt(world, ledger, place)]));
    const place = await act(world, step);
    if (place !== null)
      deeds.push(...deedsBetween(place, before.get(place) ?? [], datesAt(world, ledger, place)));
  }
}

async function pump(play: Play, step: Extract<DateStep, { type: 'pump' }>): Promise<void> {
  const process = await prepare(play, step);
  const { after, how } = step.stop ?? { after: Infinity, how: 'pause' };
  await advance(play, process, after, how === 'crash' ? 'crash' : 'pause');
  if (process.handle.worker.state === 'stuck') play.stuck[step.user]?.push(process);
}

async function resume(play: Play, step: Extract<DateStep, { type: 'resume' }>): Promise<void> {
  const waiting = play.stuck[step.user] ?? [];
  const [process] = waiting;
  if (process === undefined) return;
  await advance(play, process, step.gates, step.how);
  if (process.handle.worker.state !== 'stuck') waiting.shift();
}
