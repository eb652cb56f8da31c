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
import { runUntilSignal } from '../server/run-until-signal.ts';
import { isSelfSigned } from '../server/tls.ts';
import { signIn } from './api.ts';
import { certificateOf } from './certificate.ts';
import { connectMailbox } from './connect-mailboxes.ts';
import type { SandboxFace } from './connect-mailboxes.ts';
import { demoFile, keepDemoFile } from './demo-file.ts';
import type { DemoFile } from './demo-file.ts';
import { greeting } from './greeting.ts';
import { loadStory, loadUsers } from './load-story.ts';
import { openOutlook } from './open-outlook.ts';
import { readDemoPorts } from './settings.ts';
import type { DemoPorts } from './settings.ts';
import { storyMails } from './story/mails/story-mails.ts';
import { sandboxUsers } from './story/sandbox-users.ts';
import { story } from './story/story.ts';
import type { Story } from './story/types.ts';

/** A running demo. */
export interface Demo {
  readonly file: DemoFile;
  stop(): Promise<void>;
}

/** How to start a demo. */
export interface DemoOptions extends DemoPorts {
  /** Names of colleagues whose mailboxes are left to whoever tries it out. Default nobody's. */
  readonly unconnected?: readonly string[];
}

/**
 * Starts sandbox, server and worker, and Outlook with the add-in in it; on the first start it loads the story. `say` tells
 * people what is going on. What was started is stopped if it fails, or if `cancelled` is aborted meanwhile: then its reason
 * is thrown, and the next start goes on with the story. Throws PortInUse.
 */
export async function startDemo(
  config: Config,
  options: DemoOptions,
  say: (what: string) => void,
  cancelled: AbortSignal = new AbortController().signal,
): Promise<Demo> {
  mkdirSync(config.dataDir, { recursive: true });
  const day = today(config.dataDir);
  const told = story(day);
  say('Starting the sandbox groupware');
  const stateFile = join(config.dataDir, 'sandbox.json');
  const users = sandboxUsers(told, await storyMails(day));
  const starting = startSandbox({ port: options.sandbox, users, stateFile });
  const sandbox = await withPort('SANDBOX_PORT', options.sandbox, starting);
  const stops: (() => Promise<void>)[] = [() => sandbox.stop()];
  const stop = async (): Promise<void> => {
    for (const end of stops.splice(0).reverse()) await end();
  };
  try {
    const allowedPrivateHosts = [...config.allowedPrivateHosts, new URL(sandbox.url).host];
    const logger = pino(
      { ...loggerOptions, level: config.logLevel },
      pino.destination({ dest: join(config.dataDir, 'server.log'), mkdir: true }),
    );
    const server = await startServer({ ...config, allowedPrivateHosts }, logger, say, cancelled);
    stops.push(() => server.stop());
    const url = server.url ?? '';
    await firstAdministrator(server.database, config.dataDir);
    await loadOnce({ config, url, told, sandbox, say, cancelled, unconnected: options.unconnected ?? [] });
    const outlook = await openOutlook(sandbox, config, url, options);
    stops.push(() => outlook.stop());
    const file = demoFile(url, outlook.url, told, sandbox);
    keepDemoFile(config.dataDir, file);
    return { file, stop };
  } catch (error) {
    await stop();
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
  readonly unconnected: readonly string[];
}

/** As long as the server remembers what it was asked, with a margin. */
const RESUMABLE_MS = 20 * 3_600_000;

/**
 * The story is told on the first start, and only to a server that knows nobody but its first administrator. When that
 * was interrupted it is told again from its beginning: the server knows what it has heard by the idempotency keys.
 */
async function loadOnce({ config, url, told, sandbox, say, cancelled, unconnected }: Loading): Promise<void> {
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
  for (const user of told.users.filter(({ name }) => !unconnected.includes(name))) {
    say(`Connecting the mailbox of ${user.displayName}`);
    const own = await client(user.name, user.password);
    try {
      for (const face of facesOf(user.name, sandbox)) await connectMailbox(own, user, face);
    } finally {
      await own.close();
    }
  }
  writeFileSync(done, '');
  rmSync(begun);
}

/** Colleagues of one firm don't all work alike: Ben has his calendar over CalDAV, and his mails alone from Exchange. */
function facesOf(name: string, { caldavUrl, ewsUrl }: Sandbox): readonly SandboxFace[] {
  if (name !== 'ben') return [{ kind: 'ews', url: ewsUrl }];
  return [
    { kind: 'caldav', url: caldavUrl },
    { kind: 'ews', url: ewsUrl, mailsOnly: true },
  ];
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
    const demo = await startDemo(config, readDemoPorts(process.env), say, cancelled);
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
