import { join } from 'node:path';
import type { CaldavServer } from './caldav-server.ts';
import { freePort, startProgram, temporaryFolder, untilAnswering } from './program.ts';

/** Starts Xandikos on a free port of loopback. It has no sign-in of its own: any password will do. */
export async function startXandikos(): Promise<CaldavServer> {
  const folder = await temporaryFolder();
  const port = await freePort();
  const data = join(folder.path, 'data');
  const args = [
    '-d',
    data,
    '-l',
    '127.0.0.1',
    '-p',
    String(port),
    '--current-user-principal',
    '/alice/',
    '--defaults',
    '--no-strict',
  ];
  const program = startProgram('xandikos', args, { PYTHONWARNINGS: 'ignore' });
  const url = `http://127.0.0.1:${String(port)}/`;
  const end = async (): Promise<void> => {
    await program.end();
    await folder.remove();
  };
  await untilAnswering(url, program).catch(async (error: unknown) => {
    await end();
    throw error;
  });
  return { url, home: `${url}alice/calendars/`, user: 'alice', password: 'secret', end };
}
