import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { BrowserContext, Page } from 'playwright-core';
import type { Sandbox } from '../../../src/sandbox/main.ts';
import { ownTls } from '../../../src/server/tls.ts';
import { temporaryFolder } from '../../support/program.ts';
import { startBrowser } from '../../web/support/browser.ts';
import { NOW, storySandbox } from './support.ts';

export { axeFindings as findings } from '../../web/support/axe.ts';

const ROOT = resolve(import.meta.dirname, '..', '..', '..');

/** How the page is looked at. */
export interface Look {
  readonly width?: number;
  readonly look?: 'light' | 'dark' | 'forced-colors';
  readonly language?: string;
}

/** The page of the demo's Outlook in a browser. Its add-in has no server behind it: only its buttons are there. */
export interface PageWorld {
  /** A new sandbox with the whole story; what others opened before shows it no more. */
  fresh(): Promise<Sandbox>;
  /** Opens the page; signed in as that colleague, unless it is null. */
  open(
    colleague: string | null,
    look?: Look,
  ): Promise<{ page: Page; context: BrowserContext; complaints: string[] }>;
  stop(): Promise<void>;
}

/** Bundles the page (some seconds) and starts a browser. */
export async function startPageWorld(): Promise<PageWorld> {
  const folder = await temporaryFolder();
  const built = join(folder.path, 'page');
  await bundle(built);
  const tls = await ownTls(folder.path, new Date());
  const manifest = await readFile(join(ROOT, 'manifest.xml'), 'utf8');
  const browser = await startBrowser();
  let stop = (): Promise<void> => Promise.resolve();
  let url = '';
  const fresh = async (): Promise<Sandbox> => {
    await stop();
    const sandbox = await storySandbox();
    const outlook = await sandbox.openOutlookWeb({
      tls,
      manifest,
      server: 'https://localhost:1',
      page: built,
    });
    url = outlook.url;
    stop = async () => {
      await outlook.stop();
      await sandbox.stop();
    };
    return sandbox;
  };
  return {
    fresh,
    async open(colleague, { width = 1280, look = 'light', language = 'en-GB' } = {}) {
      const context = await browser.browser.newContext({
        baseURL: url,
        ignoreHTTPSErrors: true,
        viewport: { width, height: 860 },
        colorScheme: look === 'dark' ? 'dark' : 'light',
        forcedColors: look === 'forced-colors' ? 'active' : 'none',
        reducedMotion: 'reduce',
        locale: language,
        timezoneId: 'Europe/Zurich',
      });
      await context.clock.setFixedTime(NOW);
      const page = await context.newPage();
      page.setDefaultTimeout(20_000);
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('console', (message) => {
        // The add-in's icons have no server here, and the standing clock gets no script into the frames of mails.
        const own = /^Failed to load resource|^Blocked script execution in 'about:srcdoc'/.test(
          message.text(),
        );
        if (message.type() === 'error' && !own) complaints.push(message.text());
      });
      await page.goto('/');
      if (colleague !== null) {
        await page.getByRole('button', { name: colleague }).click();
        await page.getByRole('listbox').getByRole('option').first().waitFor();
      }
      return { page, context, complaints };
    },
    async stop() {
      await browser.close();
      await stop();
      await folder.remove();
    },
  };
}

async function bundle(folder: string): Promise<void> {
  const program = join(ROOT, 'node_modules', 'webpack-cli', 'bin', 'cli.js');
  const wanted = ['--config-name', 'outlook-web', '--mode', 'development', '--output-path', folder];
  await promisify(execFile)(process.execPath, [program, ...wanted], { cwd: ROOT });
}
