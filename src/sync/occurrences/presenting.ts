import type { ItemKind } from '../item.ts';
import { refKey } from '../observation.ts';
import type { CallContext, Mailbox, Reading, Ref } from '../ports.ts';
import type { RollingWindow } from './rolling-window.ts';

/** What presenting occurrences works with. */
export interface Presenting {
  /** Which holds series. */
  readonly mailbox: Mailbox;
  readonly kinds: readonly ItemKind[];
  readonly window: RollingWindow;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Longest duration of one call in milliseconds. */
  readonly callTimeoutMs: number;
  /** What was there before the start waits until somebody edits it. */
  readonly waits: boolean;
}

/** The deadline of a call that begins now: one call of the engine may need several of the mailbox. */
export function freshContext({ now, callTimeoutMs }: Presenting): CallContext {
  return { deadline: now() + callTimeoutMs };
}

/** Looks at items of the mailbox, each once and no more at a time than it takes; by refKey. `context`: of each call. */
export async function readWhole(
  { mailbox }: Presenting,
  refs: readonly Ref[],
  context: () => CallContext,
): Promise<ReadonlyMap<string, Reading>> {
  const wanted = [...new Map(refs.map((ref) => [refKey(ref), ref])).values()];
  const size = mailbox.traits.batch.read;
  const readings = new Map<string, Reading>();
  for (let at = 0; at < wanted.length; at += size) {
    const part = wanted.slice(at, at + size);
    for (const reading of await mailbox.read(part, context())) readings.set(refKey(reading.ref), reading);
  }
  return readings;
}
