import { playSeed, type Played } from './campaign.ts';
import type { Task } from './processors.ts';
import { engineOf } from './levels.ts';

// One of the processes of a campaign (processors.ts): plays the seeds that it is told to, and answers with what came of them.
process.on('message', (task: Task) => {
  void play(task);
});
process.on('disconnect', () => {
  process.exit(0);
});

async function play({ from, count, ...what }: Task): Promise<void> {
  const { engine } = await engineOf(what.level);
  const played: Played[] = [];
  for (let seed = from; seed < from + count; seed += 1) played.push(await playSeed(engine, seed, what));
  process.send?.(played);
}
