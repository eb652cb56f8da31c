import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { Agent, request } from 'undici';
import type { Session } from '../../../src/contract/index.ts';
import type { DemoFile } from '../../../src/demo/demo-file.ts';
import { startDemo } from '../../../src/demo/start.ts';
import { readConfig } from '../../../src/server/config.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { freePort } from '../../support/program.ts';
import { startBrowser } from '../../web/support/browser.ts';
import { askApi, type ApiAnswer, type Method } from '../ask-api.ts';

/** A colleague at the API, with a token of their own. */
export interface ApiUser {
  ask<T>(method: Method, path: string, body?: object): Promise<ApiAnswer<T>>;
  /** Anything that the API serves, as it is. */
  download(path: string): Promise<{ readonly status: number; readonly type: string; readonly body: string }>;
}

/** A database, as whoever opened it closes it. */
type Closable = Pick<TestDatabase, 'url' | 'close'>;

/** A running demo, a browser before it, and the API behind it. */
export interface OutlookWorld {
  readonly file: DemoFile;
  /** A browser window of its own (no cookies of others) on Outlook, in which a colleague is signed in by one click. */
  open(displayName: string): Promise<{ readonly page: Page; readonly context: BrowserContext }>;
  passwordOf(username: string): string;
  as(username: string): Promise<ApiUser>;
  /** As whoever holds this token. */
  bearing(token: string): ApiUser;
  stop(): Promise<void>;
}

/**
 * Starts the demo on free ports with a database of its own, and Chromium. Everything ends with `stop`, or when this fails.
 * @param openDatabase where the demo's database comes from; by default the tests' own server
 */
export async function startOutlookWorld(
  openDatabase: () => Promise<Closable> = () => testDatabase({ empty: true }),
): Promise<OutlookWorld> {
  const ends: (() => unknown)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  try {
    return { ...(await started(ends, openDatabase)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function started(
  ends: (() => unknown)[],
  openDatabase: () => Promise<Closable>,
): Promise<Omit<OutlookWorld, 'stop'>> {
  const file = await runningDemo(ends, openDatabase);
  const agent = new Agent({ connect: { rejectUnauthorized: false } });
  ends.push(() => agent.close());
  const chromium = await startBrowser();
  ends.push(() => chromium.close());
  const passwordOf = (username: string): string =>
    file.accounts.find((account) => account.username === username)?.password ?? '';
  const server = { url: file.application, agent };
  const bearing = (token: string): ApiUser => ({
    ask: (method, path, body) => askApi(server, token, method, path, body),
    download: async (path) => {
      const headers = { authorization: `Bearer ${token}` };
      const answer = await request(`${file.application}${path}`, { dispatcher: agent, headers });
      const type = String(answer.headers['content-type']);
      return { status: answer.statusCode, type, body: await answer.body.text() };
    },
  });
  return {
    file,
    passwordOf,
    bearing,
    as: async (username) => {
      const signIn = { username, password: passwordOf(username), kind: 'token' };
      const { body } = await askApi<Session>(server, '', 'POST', '/api/session', signIn);
      return bearing(body.token ?? '');
    },
    open: async (displayName) => {
      const context = await chromium.browser.newContext({
        viewport: { width: 1440, height: 900 },
        // The certificate is the demo's own.
        ignoreHTTPSErrors: true,
        reducedMotion: 'reduce',
        locale: 'en-GB',
        timezoneId: 'Europe/Berlin',
      });
      context.setDefaultTimeout(20_000);
      const page = await context.newPage();
      await page.goto(file.outlook);
      await page.getByRole('button', { name: displayName }).click();
      await page.getByRole('listbox').waitFor();
      return { page, context };
    },
  };
}

async function runningDemo(
  ends: (() => unknown)[],
  openDatabase: () => Promise<Closable>,
): Promise<DemoFile> {
  const dataDir = mkdtempSync(join(tmpdir(), 'liaison-outlook-'));
  ends.push(() => {
    rmSync(dataDir, { recursive: true });
  });
  const database = await openDatabase();
  ends.push(() => database.close());
  const config = readConfig({
    PORT: String(await freePort()),
    DATA_DIR: dataDir,
    DATABASE_URL: database.url,
    INTERVAL_SECONDS: '86400',
  });
  const ports = { sandbox: await freePort(), outlook: await freePort(), addIn: await freePort() };
  const demo = await startDemo(config, ports, () => undefined);
  ends.push(() => demo.stop());
  return demo.file;
}
