import { pump } from '../../src/sync/pump.ts';
import type { Level } from './campaign.ts';
import type { Engine } from './processes.ts';

/** An engine as stories of a level have it, until `close`. */
export interface OpenEngine {
  readonly engine: Engine;
  readonly close: () => Promise<void>;
}

let whole: Promise<OpenEngine> | null = null;

/** The engine of a level. The whole server is started once in a process, and not even loaded where nobody asks for it. */
export function engineOf(level: Level = 'engine'): Promise<OpenEngine> {
  if (level === 'engine') return Promise.resolve({ engine: { pump }, close: () => Promise.resolve() });
  whole ??= import('./whole/engine.ts').then(({ openWholeEngine }) => openWholeEngine());
  return whole;
}

/** Ends what was started. */
export async function closeEngines(): Promise<void> {
  await (await whole)?.close();
  whole = null;
}
