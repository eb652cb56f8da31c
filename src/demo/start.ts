import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { startSandbox } from '../sandbox/main.ts';
import type { Sandbox } from '../sandbox/main.ts';
import { readConfig, withPort } from '../server/config.ts';
import type { Config } from '../server/config.ts';
import { firstAdministrator } from '../server/first-administrator.ts';
import { loggerOptions } from '../server/http/logger.ts';
import { startServer } from '../server/main.ts';
import type { RunningServer } from '../server/main.ts';
import { runUntilSignal } from '../server/run-until-signal.ts';
import { isSelfSigned } from '../server/tls.ts';
import { signIn } from './api.ts';
import { connectMailbox } from './connect-mailboxes.ts';
import type { SandboxFace } from './connect-mailboxes.ts';
import { demoFile, keepDemoFile } from './demo-file.ts';
import type { DemoFile } from './demo-file.ts';
import { greeting } from './greeting.ts';
import { loadStory, loadUsers } from './load-story.ts';
import { readSandboxPort } from './settings.ts';
import { sandboxUsers } from './story/sandbox-users.ts';
import { story } from './story/story.ts';
import type { Story } from './story/types.ts';

/** A running demo. */
export interface Demo {
  readonly file: DemoFile;
  stop(): Promise<void>;
}

/**
 * Starts sandbox, server and worker; on the first start it loads the story. `say` tells people what is going on. What was
 * started is stopped if it fails, or if `cancelled` is aborted meanwhile: then its reason is thrown, and the next start
 * goes on with the story. Throws PortInUse.
 */
export async function startDemo(
  config: Config,
  sandboxPort: number,
  say: (what: string) => void,
  cancelled: AbortSignal = new AbortController().signal,
): Promise<Demo> {
  mkdirSync(config.dataDir, { recursive: true });
  const told = story(today(config.dataDir));
  say('Starting the sandbox groupware');
  const stateFile = join(config.dataDir, 'sandbox.json');
  const starting = startSandbox({ port: sandboxPort, users: sandboxUsers(told), stateFile });
  const sandbox = await withPort('SANDBOX_PORT', sandboxPort, starting);
  let server: RunningServer | null = null;
  try {
    const allowedPrivateHosts = [...config.allowedPrivateHosts, new URL(sandbox.url).host];
    const logger = pino(
      { ...loggerOptions, level: config.logLevel },
      pino.destination({ dest: join(config.dataDir, 'server.log'), mkdir: true }),
    );
    server = await startServer({ ...config, allowedPrivateHosts }, logger, say, cancelled);
    const url = server.url ?? '';
    await firstAdministrator(server.database, config.dataDir);
    await loadOnce({ config, url, told, sandbox, say, cancelled });
    const file = demoFile(url, told, sandbox);
    keepDemoFile(config.dataDir, file);
    const running = server;
    return { file, stop: () => running.stop().finally(() => sandbox.stop()) };
  } catch (error) {
    await server?.stop();
    await sandbox.stop();
    throw error;
  }
}

interface Loading {
  readonly config: Config;
  readonly url: string;
  readonly told: Story;
  readonly sandbox: Sandbox;
  readonly say: (what: string) => void;
  readonly cancelled: AbortSignal;
}

/** As long as the server remembers what it was asked, with a margin. */
const RESUMABLE_MS = 20 * 3_600_000;

/**
 * The story is told on the first start, and only to a server that knows nobody but its first administrator. When that
 * was interrupted it is told again from its beginning: the server knows what it has heard by the idempotency keys.
 */
async function loadOnce({ config, url, told, sandbox, say, cancelled }: Loading): Promise<void> {
  const done = join(config.dataDir, 'demo-loaded');
  const begun = join(config.dataDir, 'demo-loading');
  const passwordFile = join(config.dataDir, 'admin-password.txt');
  if (existsSync(done) || !existsSync(passwordFile)) return;
  const certificate = certificateOf(config);
  const client = (user: string, password: string) => signIn(url, certificate, user, password, cancelled);
  const admin = await client('admin', readFileSync(passwordFile, 'utf8').trim());
  try {
    const { items } = await admin.get('/api/users');
    const resumed = existsSync(begun) && Date.now() - statSync(begun).mtimeMs < RESUMABLE_MS;
    if ((items as readonly unknown[]).length > 1 && !resumed) return;
    if (!resumed) writeFileSync(begun, '');
    say('Loading the demo data: Kranich Vale, their clients and their meetings');
    await loadUsers(admin, told);
    await loadStory(told, (user) => client(user.name, user.password));
  } finally {
    await admin.close();
  }
  say("Connecting Ben's calendar over CalDAV and Chiara's over Exchange (Anna's is left to you)");
  for (const user of told.users.filter(({ name }) => name !== 'anna')) {
    const own = await client(user.name, user.password);
    await connectMailbox(own, user, faceOf(user.name, sandbox)).finally(() => own.close());
  }
  writeFileSync(done, '');
  rmSync(begun);
}

/** The certificate that the server shows, in PEM. */
function certificateOf({ tls, dataDir }: Config): string {
  return readFileSync(tls?.cert ?? join(dataDir, 'tls', 'cert.pem'), 'utf8');
}

/** Colleagues of one firm don't all have the same kind of mailbox: Chiara's is on Exchange. */
function faceOf(name: string, { caldavUrl, ewsUrl }: Sandbox): SandboxFace {
  return name === 'chiara' ? { kind: 'ews', url: ewsUrl } : { kind: 'caldav', url: caldavUrl };
}

/** The day on which the story is told stays the day of the first start, or its meetings would move at every start. */
function today(dataDir: string): string {
  const file = join(dataDir, 'demo-day');
  if (!existsSync(file)) writeFileSync(file, new Date().toISOString().slice(0, 10));
  return readFileSync(file, 'utf8').trim();
}

async function run(): Promise<void> {
  const began = Date.now();
  const say = (what: string): void => {
    process.stdout.write(`${((Date.now() - began) / 1000).toFixed(1).padStart(6)} s  ${what}\n`);
  };
  const start = async (cancelled: AbortSignal): Promise<Demo> => {
    const config = readConfig();
    const demo = await startDemo(config, readSandboxPort(process.env), say, cancelled);
    process.stdout.write(greeting(demo.file, isSelfSigned(certificateOf(config))));
    return demo;
  };
  await runUntilSignal(start, () => {
    say('Stopping');
  });
}

if (process.argv[1] === import.meta.filename) {
  run().then(
    () => process.exit(0),
    (error: unknown) => {
      process.stderr.write(`Liaison broke off: ${error instanceof Error ? error.message : String(error)}\n`);
      process.exit(1);
    },
  );
}
