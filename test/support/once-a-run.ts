import { closeSync, existsSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE_MS = 30;

/**
 * What several workers of a run share: the first that asks makes it, the others wait for it, and all get the text that it
 * came to. Where making it failed, all fail with what was the matter.
 * @param make gets the folder of the run, which goes when the run ends
 */
export async function onceARun(name: string, make: (folder: string) => Promise<string>): Promise<string> {
  const folder = process.env['LIAISON_TEST_FOLDER'];
  if (folder === undefined) throw new Error('Run the tests with the jest.config.js of the project.');
  const [made, failed] = [join(folder, `${name}.made`), join(folder, `${name}.failed`)];
  if (claim(join(folder, `${name}.claimed`))) {
    try {
      writeFileSync(`${made}.new`, await make(folder), { mode: 0o600 });
      renameSync(`${made}.new`, made);
    } catch (error) {
      writeFileSync(failed, error instanceof Error ? error.message : String(error));
      throw error;
    }
  }
  while (!existsSync(made)) {
    if (existsSync(failed)) throw new Error(readFileSync(failed, 'utf8'));
    await sleep(PATIENCE_MS);
  }
  return readFileSync(made, 'utf8');
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
