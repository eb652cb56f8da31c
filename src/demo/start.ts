import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { startSandbox } from '../sandbox/main.ts';
import type { Sandbox } from '../sandbox/main.ts';
import { readConfig } from '../server/config.ts';
import type { Config } from '../server/config.ts';
import { firstAdministrator } from '../server/first-administrator.ts';
import { loggerOptions } from '../server/http/logger.ts';
import { startServer } from '../server/main.ts';
import type { RunningServer } from '../server/main.ts';
import { signIn } from './api.ts';
import { connectMailbox } from './connect-mailboxes.ts';
import { loadStory, loadUsers } from './load-story.ts';
import { readSandboxPort } from './settings.ts';
import { sandboxUsers } from './story/sandbox-users.ts';
import { story } from './story/story.ts';
import type { Story } from './story/types.ts';

/** What is running, for programs that want to use the demo. */
export interface DemoFile {
  readonly application: string;
  readonly api: string;
  readonly sandbox: { readonly caldav: string; readonly outbox: string };
  readonly accounts: readonly {
    readonly username: string;
    readonly password: string;
    readonly role: string;
    readonly address: string;
  }[];
}

/** A running demo. */
export interface Demo {
  readonly file: DemoFile;
  stop(): Promise<void>;
}

/** Starts sandbox, server and worker; on the first start it loads the story. `say` tells people what is going on. */
export async function startDemo(
  config: Config,
  sandboxPort: number,
  say: (what: string) => void,
): Promise<Demo> {
  mkdirSync(config.dataDir, { recursive: true });
  const told = story(today(config.dataDir));
  say('Starting the sandbox groupware');
  const sandbox = await startSandbox({
    port: sandboxPort,
    users: sandboxUsers(told),
    stateFile: join(config.dataDir, 'sandbox.json'),
  });
  let server: RunningServer | null = null;
  try {
    const allowedPrivateHosts = [...config.allowedPrivateHosts, new URL(sandbox.url).host];
    const logger = pino(
      { ...loggerOptions, level: config.logLevel },
      pino.destination({ dest: join(config.dataDir, 'server.log'), mkdir: true }),
    );
    server = await startServer({ ...config, allowedPrivateHosts }, logger, say);
    const url = server.url ?? '';
    await firstAdministrator(server.database, config.dataDir);
    await loadOnce(config, url, told, sandbox, say);
    const file = describe(url, told, sandbox);
    keep(join(config.dataDir, 'demo.json'), `${JSON.stringify(file, null, 2)}\n`);
    const running = server;
    return { file, stop: () => running.stop().finally(() => sandbox.stop()) };
  } catch (error) {
    await server?.stop();
    await sandbox.stop();
    throw error;
  }
}

/** The story is told on the first start, and only to a server that knows nobody but its first administrator. */
async function loadOnce(
  config: Config,
  url: string,
  told: Story,
  sandbox: Sandbox,
  say: (what: string) => void,
): Promise<void> {
  const done = join(config.dataDir, 'demo-loaded');
  const passwordFile = join(config.dataDir, 'admin-password.txt');
  if (existsSync(done) || !existsSync(passwordFile)) return;
  const certificate = readFileSync(config.tls?.cert ?? join(config.dataDir, 'tls', 'cert.pem'), 'utf8');
  const admin = await signIn(url, certificate, 'admin', readFileSync(passwordFile, 'utf8').trim());
  try {
    const { items } = await admin.get('/api/users');
    if ((items as readonly unknown[]).length > 1) return;
    say('Loading the demo data: Kranich Vale, their clients and their meetings');
    await loadUsers(admin, told);
    await loadStory(told, (user) => signIn(url, certificate, user.name, user.password));
  } finally {
    await admin.close();
  }
  say("Connecting Ben's and Chiara's calendars (Anna's is left to you)");
  for (const user of told.users.filter(({ name }) => name !== 'anna')) {
    const client = await signIn(url, certificate, user.name, user.password);
    await connectMailbox(client, user, sandbox.caldavUrl).finally(() => client.close());
  }
  writeFileSync(done, '');
}

function describe(url: string, told: Story, sandbox: Sandbox): DemoFile {
  return {
    application: url,
    api: `${url}/api`,
    sandbox: { caldav: sandbox.caldavUrl, outbox: `${sandbox.url}/sandbox/outbox` },
    accounts: told.users.map(({ name, password, role, address }) => ({
      username: name,
      password,
      role,
      address,
    })),
  };
}

/** The day on which the story is told stays the day of the first start, or its meetings would move at every start. */
function today(dataDir: string): string {
  const file = join(dataDir, 'demo-day');
  if (!existsSync(file)) writeFileSync(file, new Date().toISOString().slice(0, 10));
  return readFileSync(file, 'utf8').trim();
}

/** Whole or not at all, for the owner's eyes only: it names passwords. */
function keep(path: string, text: string): void {
  writeFileSync(`${path}.new`, text, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

function greeting({ application, sandbox, accounts }: DemoFile): string {
  const people = accounts.map(
    ({ username, password, role }) => `    ${username.padEnd(8)} ${password.padEnd(18)} ${role}`,
  );
  return [
    '',
    `  Liaison         ${application}`,
    `  CalDAV sandbox  ${sandbox.caldav}   (same names and passwords)`,
    `  Sent mails      ${sandbox.outbox}`,
    '',
    '  Sign in as',
    ...people,
    '',
    '  The browser will warn about the certificate: this machine made it for itself (npm run trust makes a trusted one).',
    '  Ctrl+C stops everything; the data stays.',
    '',
  ].join('\n');
}

async function run(): Promise<void> {
  const began = Date.now();
  const say = (what: string): void => {
    process.stdout.write(`${((Date.now() - began) / 1000).toFixed(1).padStart(6)} s  ${what}\n`);
  };
  let demo: Demo | null = null;
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    say('Stopping');
    (demo?.stop() ?? Promise.resolve()).then(
      () => process.exit(0),
      (error: unknown) => {
        say(`Could not stop cleanly: ${error instanceof Error ? error.message : String(error)}`);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  demo = await startDemo(readConfig(), readSandboxPort(process.env), say);
  process.stdout.write(greeting(demo.file));
}

if (process.argv[1] === import.meta.filename) {
  run().catch((error: unknown) => {
    process.stderr.write(
      `Liaison could not start: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    process.exit(1);
  });
}
