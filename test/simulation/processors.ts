import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import {
  createTally,
  type CampaignOptions,
  type CampaignResult,
  type Played,
  type Telling,
} from './campaign.ts';

/** Seeds that a process is to play, one after the other. */
export interface Task extends Telling {
  readonly from: number;
  readonly count: number;
}

/** No more seeds than this at once: what is played beyond the last one that counts is played in vain. */
const MOST_AT_ONCE = 25;

/**
 * The same campaign as in one process, on several processors: pieces of consecutive seeds go to whichever process is idle,
 * and are added up in the order of the seeds. So the result is the same, however many there are.
 *
 * @throws Error when a process dies
 */
export async function campaignIn(processes: number, options: CampaignOptions): Promise<CampaignResult> {
  const { scenarios, seed, profile, servers, level } = options;
  const tally = createTally(options);
  const size = Math.max(1, Math.min(MOST_AT_ONCE, Math.ceil(scenarios / processes / 4)));
  const what = {
    ...(profile === undefined ? {} : { profile }),
    ...(servers === undefined ? {} : { servers }),
    ...(level === undefined ? {} : { level }),
  };
  const finished = new Map<number, readonly Played[]>();
  let [next, folded] = [0, 0];
  const work = async (player: ChildProcess): Promise<void> => {
    while (!tally.isDone()) {
      const piece = next;
      next += 1;
      finished.set(piece, await asked(player, { from: seed + piece * size, count: size, ...what }));
      for (let ready = finished.get(folded); ready !== undefined; ready = finished.get(folded)) {
        for (const played of ready) tally.add(played);
        finished.delete(folded);
        folded += 1;
      }
    }
  };
  const players = Array.from({ length: processes }, () =>
    fork(PLAYER, { execArgv: [...ALONE, '--import', TYPESCRIPT] }),
  );
  try {
    await Promise.all(players.map(work));
  } finally {
    for (const player of players) player.kill();
  }
  return tally.result();
}

const PLAYER = fileURLToPath(new URL('player.ts', import.meta.url));
/**
 * Each processor has a process of its own: one that collects garbage and compiles in threads beside takes them from the
 * others. What a story leaves behind is gone with it, so it is not worth keeping: there is room for several (megabytes).
 */
const ALONE = ['--single-threaded', '--min-semi-space-size=64', '--max-semi-space-size=64'];
const TYPESCRIPT = new URL('../support/register-typescript.js', import.meta.url).href;

function asked(player: ChildProcess, task: Task): Promise<readonly Played[]> {
  return new Promise((resolve, reject) => {
    const done = (): void => {
      player.off('message', onPlayed).off('exit', onExit);
    };
    const onPlayed = (played: unknown): void => {
      done();
      resolve(played as readonly Played[]);
    };
    const onExit = (code: number | null): void => {
      done();
      reject(new Error(`A process that plays seeds from ${String(task.from)} ended with ${String(code)}`));
    };
    player.on('message', onPlayed).on('exit', onExit);
    player.send(task);
  });
}
