import { pump } from '../../../src/sync/pump.ts';
import type { OpenEngine } from '../levels.ts';
import type { Engine } from '../processes.ts';
import { isJudged } from './judged.ts';
import type { Scenario } from '../scenario.ts';
import type { World } from '../world.ts';
import { openPremises } from './premises.ts';
import { wholeWorld } from './whole-world.ts';

/** The engine within the whole server, on a database of its own, until `close`. */
export async function openWholeEngine(): Promise<OpenEngine> {
  const premises = await openPremises();
  const createWorld = (...story: [Scenario, string]): Promise<World> => wholeWorld(premises, ...story);
  const engine: Engine = { pump, createWorld, isJudged };
  return { engine, close: () => premises.close() };
}
