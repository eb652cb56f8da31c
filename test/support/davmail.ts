import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DAVMAIL } from '../requirements.ts';
import { freePort, startProgram, temporaryFolder, untilAnswering } from './program.ts';

/** DavMail in front of an Exchange. */
export interface Davmail {
  /** Its CalDAV side, without a slash at the end. */
  readonly url: string;
  /** What it wrote into its log so far. */
  log(): string;
  end(): Promise<void>;
}

/** Starts DavMail on a free port of loopback: CalDAV in front of Exchange Web Services at `ewsUrl`. */
export async function startDavmail(ewsUrl: string): Promise<Davmail> {
  const folder = await temporaryFolder();
  const port = await freePort();
  const settings = join(folder.path, 'davmail.properties');
  await writeFile(settings, properties(ewsUrl, port, folder.path));
  // As small as it works with: tests of a machine run side by side.
  const memory = ['-Xmx128m', '-XX:+UseSerialGC', '-Djava.awt.headless=true', `-Duser.home=${folder.path}`];
  const program = startProgram('java', [...memory, '-jar', DAVMAIL, settings]);
  const url = `http://127.0.0.1:${String(port)}`;
  const end = async (): Promise<void> => {
    await program.end();
    await folder.remove();
  };
  await untilAnswering(`${url}/`, program).catch(async (error: unknown) => {
    await end();
    throw error;
  });
  return { url, log: () => program.output(), end };
}

function properties(ewsUrl: string, port: number, folder: string): string {
  return [
    'davmail.server=true',
    'davmail.mode=EWS',
    `davmail.url=${ewsUrl}`,
    'davmail.bindAddress=127.0.0.1',
    'davmail.allowRemote=false',
    `davmail.caldavPort=${String(port)}`,
    ...['imap', 'smtp', 'pop', 'ldap'].map((protocol) => `davmail.${protocol}Port=`),
    'davmail.enableProxy=false',
    'davmail.disableUpdateCheck=true',
    'davmail.disableGuiNotifications=true',
    'davmail.showStartupBanner=false',
    'davmail.enableKerberos=false',
    `davmail.logFilePath=${join(folder, 'davmail.log')}`,
    'davmail.oauth.persistToken=false',
    'log4j.rootLogger=WARN',
    'log4j.logger.davmail=INFO',
    'log4j.logger.httpclient.wire=WARN',
    '',
  ].join('\n');
}
