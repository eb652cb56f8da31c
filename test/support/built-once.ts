import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { onceARun } from './once-a-run.ts';

/**
 * The folder of a bundle that several suites of a run look at: the first that asks builds it, the others wait for it. It goes
 * when the run ends.
 * @param build fills the folder, which is there and empty
 */
export async function builtOnce(name: string, build: (folder: string) => Promise<unknown>): Promise<string> {
  return onceARun(`built-${name}`, async (run) => {
    const folder = join(run, `built-${name}`);
    await mkdir(folder);
    await build(folder);
    return folder;
  });
}
