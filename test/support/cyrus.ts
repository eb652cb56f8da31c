import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { which } from '../requirements.ts';
import type { CaldavServer } from './caldav-server.ts';
import { freePort, startProgram, temporaryFolder, untilAnswering } from './program.ts';

const run = promisify(execFile);
const DOMAIN = 'cyrus.example.org';

/** Starts Cyrus (CalDAV and the IMAP that makes mailboxes) on free ports of loopback. Needs root: it drops to its own user. */
export async function startCyrus(): Promise<CaldavServer> {
  const folder = await temporaryFolder();
  const [http, imap] = [await freePort(), await freePort()];
  await writeConfiguration(folder.path, http, imap);
  for (const user of ['cyrus', 'alice']) await setPassword(join(folder.path, 'sasldb2'), user);
  await run('chown', ['-R', 'cyrus:mail', folder.path]);
  const file = (name: string): string => join(folder.path, name);
  const args = [
    '-C',
    file('imapd.conf'),
    '-M',
    file('cyrus.conf'),
    '-p',
    file('master.pid'),
    '-L',
    file('log/master'),
  ];
  const program = startProgram(which('cyrmaster') ?? '/usr/sbin/cyrmaster', args);
  const end = async (): Promise<void> => {
    await program.end();
    await folder.remove();
  };
  const url = `http://127.0.0.1:${String(http)}/`;
  try {
    await untilAnswering(url, program);
    await firstLogin(imap);
  } catch (error) {
    await end();
    throw error;
  }
  return { url, home: `${url}dav/calendars/user/alice/`, user: 'alice', password: 'secret', end };
}

async function writeConfiguration(root: string, http: number, imap: number): Promise<void> {
  for (const name of ['conf', 'spool', 'sieve', 'log', 'run/socket', 'run/lock', 'run/proc'])
    await mkdir(join(root, name), { recursive: true });
  const settings: Readonly<Record<string, string>> = {
    configdirectory: join(root, 'conf'),
    proc_path: join(root, 'run/proc'),
    mboxname_lockpath: join(root, 'run/lock'),
    defaultpartition: 'default',
    'partition-default': join(root, 'spool'),
    sievedir: join(root, 'sieve'),
    servername: DOMAIN,
    defaultdomain: 'example.org',
    calendar_user_address_set: 'example.org',
    admins: 'cyrus',
    altnamespace: 'no',
    unixhierarchysep: 'yes',
    virtdomains: 'off',
    allowplaintext: 'yes',
    sasl_pwcheck_method: 'auxprop',
    sasl_auxprop_plugin: 'sasldb',
    sasl_sasldb_path: join(root, 'sasldb2'),
    sasl_mech_list: 'PLAIN',
    httpmodules: 'caldav',
    caldav_allowscheduling: 'on',
    autocreate_quota: '10000000',
    autocreate_users: 'anyone',
    lmtpsocket: join(root, 'run/socket/lmtp'),
    idlesocket: join(root, 'run/socket/idle'),
    notifysocket: join(root, 'run/socket/notify'),
  };
  const text = Object.entries(settings).map(([name, value]) => `${name}: ${value}\n`);
  await writeFile(join(root, 'imapd.conf'), text.join(''));
  const [conf, bin] = [join(root, 'imapd.conf'), '/usr/lib/cyrus/bin'];
  const service = (name: string, port: number, more: string): string =>
    `  ${name} cmd="${bin}/${name}d -C ${conf} -U 30" listen="127.0.0.1:${String(port)}" proto="tcp4" ${more}\n`;
  const services =
    service('imap', imap, 'prefork=0 maxchild=5') + service('http', http, 'prefork=1 maxchild=20');
  const start = `START {\n  recover cmd="/usr/sbin/cyrus ctl_cyrusdb -C ${conf} -r"\n}\n`;
  const events = `EVENTS {\n  checkpoint cmd="/usr/sbin/cyrus ctl_cyrusdb -C ${conf} -c" period=30\n}\n`;
  await writeFile(join(root, 'cyrus.conf'), `${start}SERVICES {\n${services}}\n${events}`);
}

async function setPassword(database: string, user: string): Promise<void> {
  const program = which('saslpasswd2');
  if (program === null) throw new Error('saslpasswd2 is not installed');
  const child = spawn(program, ['-p', '-c', '-f', database, '-u', DOMAIN, user], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  child.stdin.end('secret\n');
  const [code] = (await once(child, 'exit')) as [number];
  if (code !== 0) throw new Error(`saslpasswd2 ended with ${String(code)}`);
}

/** The first IMAP login makes the mailbox, and with it the calendar home; before, CalDAV answers 500. */
async function firstLogin(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  let read = '';
  let asked = false;
  socket.on('data', (piece) => {
    read += piece.toString();
    if (asked && read.includes('a1 ')) return socket.end();
    if (!asked && read.endsWith('\n')) asked = socket.write('a1 LOGIN alice secret\r\n');
  });
  await once(socket, 'close');
  if (!read.includes('a1 OK')) throw new Error(`No IMAP login: ${read}`);
}
