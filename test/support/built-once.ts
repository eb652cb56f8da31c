import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * The folder of a bundle that several suites of a run look at: the first that asks builds it, the others wait for it. It goes
 * when the run ends.
 * @param build fills the folder, which is there and empty
 */
export async function builtOnce(name: string, build: (folder: string) => Promise<unknown>): Promise<string> {
  const run = process.env['LIAISON_TEST_FOLDER'];
  if (run === undefined) throw new Error('Run the tests with the jest.config.js of the project.');
  const folder = join(run, `built-${name}`);
  const [done, failed] = [`${folder}.done`, `${folder}.failed`];
  if (claim(`${folder}.claimed`)) {
    mkdirSync(folder);
    try {
      await build(folder);
      writeFileSync(done, '');
    } catch (error) {
      writeFileSync(failed, error instanceof Error ? error.message : String(error));
    }
  }
  while (!existsSync(done)) {
    if (existsSync(failed)) throw new Error(readFileSync(failed, 'utf8'));
    await sleep(50);
  }
  return folder;
}

/** Creates the file; false when somebody else has. */
function claim(path: string): boolean {
  try {
    closeSync(openSync(path, 'wx'));
    return true;
  } catch {
    return false;
  }
}
