import type { Throttled } from '../errors.ts';
import type { ItemKind } from '../item.ts';
import { refKey } from '../observation.ts';
import type { CallContext, Mailbox, Reading, Ref } from '../ports.ts';
import type { RollingWindow } from './rolling-window.ts';
import type { Told } from './told.ts';

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
  /** By collection what its feed has told until now; filled while it is asked. */
  readonly told: Map<string, Told>;
  /** That the mailbox wants to be left alone, where that could not be said at once. */
  readonly patience: { asked: Throttled | null };
}

/** Does something with the mailbox, unless it wants to be left alone. Throws Throttled. */
export function inPatience<T>({ patience, now }: Presenting, work: () => Promise<T>): Promise<T> {
  const { asked } = patience;
  return asked !== null && now() < asked.retryAt ? Promise.reject(asked) : work();
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
