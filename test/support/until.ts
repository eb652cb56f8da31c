import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for something to become true; how long is the test's own limit. */
export async function until(condition: () => boolean | Promise<boolean>, everyMs = 20): Promise<void> {
  while (!(await condition())) await sleep(everyMs);
}
