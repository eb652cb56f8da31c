import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CaldavServer } from './caldav-server.ts';
import { freePort, startProgram, temporaryFolder, untilAnswering } from './program.ts';

/** Starts Radicale on a free port of loopback with storage of its own. */
export async function startRadicale(): Promise<CaldavServer> {
  const folder = await temporaryFolder();
  const port = await freePort();
  const users = join(folder.path, 'users');
  await writeFile(users, 'alice:secret\n');
  const config = [
    `[server]\nhosts = 127.0.0.1:${String(port)}\nmax_connections = 32`,
    `[auth]\ntype = htpasswd\nhtpasswd_filename = ${users}\nhtpasswd_encryption = plain\ndelay = 0`,
    `[storage]\nfilesystem_folder = ${join(folder.path, 'collections')}`,
    '[logging]\nlevel = warning\n',
  ].join('\n');
  await writeFile(join(folder.path, 'config'), config);
  const program = startProgram('radicale', ['--config', join(folder.path, 'config')]);
  const url = `http://127.0.0.1:${String(port)}/`;
  const end = async (): Promise<void> => {
    await program.end();
    await folder.remove();
  };
  await untilAnswering(url, program).catch(async (error: unknown) => {
    await end();
    throw error;
  });
  return { url, home: `${url}alice/`, user: 'alice', password: 'secret', end };
}
