import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { BrowserContext } from 'playwright-core';
import { MICROSOFT_AJAX } from '../../../../src/sandbox/outlook-web/microsoft-ajax.ts';
import { temporaryFolder } from '../../../support/program.ts';
import { startWorld } from '../../../server/http/world.ts';
import type { World } from '../../../server/http/world.ts';
import { startHostWorld } from './host-world.ts';
import type { HostWorld } from './host-world.ts';

const ROOT = resolve(import.meta.dirname, '..', '..', '..', '..');

/** The product's own pages on its own server, in a small Outlook. */
export interface ShippedWorld extends HostWorld {
  readonly liaison: World;
}

/** Builds the add-in's pages as they are shipped, and starts the server and an Outlook around them. */
export async function startShippedWorld(): Promise<ShippedWorld> {
  const folder = await temporaryFolder();
  const pages = join(folder.path, 'taskpane');
  const program = join(ROOT, 'node_modules', 'webpack-cli', 'bin', 'cli.js');
  const config = join(import.meta.dirname, 'shipped.config.mjs');
  await promisify(execFile)(process.execPath, [program, '--config', config, '--output-path', pages]);
  let liaison: World | undefined;
  const host = await startHostWorld({
    server: async (tls, outlook) => {
      const pane = { pages, icons: join(ROOT, 'assets'), manifest: join(ROOT, 'manifest.xml') };
      liaison = await startWorld({ options: { tls, pane, frameAncestors: [outlook] } });
      return { origin: liaison.url.replace('127.0.0.1', 'localhost'), stop: () => liaison!.close() };
    },
  });
  const stop = async (): Promise<void> => {
    await host.stop();
    await folder.remove();
  };
  return { ...host, liaison: liaison!, stop };
}

/**
 * The pane as it is shipped, at its server's own origin: nothing is changed on its way, Microsoft's two addresses are
 * answered in the browser, with the files of the npm package and with the script in the place of MicrosoftAjax.js.
 */
export function asShipped({ addIn, server }: HostWorld): (context: BrowserContext) => Promise<void> {
  const dist = join(ROOT, 'node_modules', '@microsoft', 'office-js', 'dist');
  return async (context) => {
    await context.route('https://appsforoffice.microsoft.com/lib/1/hosted/**', async (route) => {
      const { pathname } = new URL(route.request().url());
      const path = join(dist, pathname.slice('/lib/1/hosted/'.length));
      await route.fulfill({ path, headers: { 'access-control-allow-origin': '*' } });
    });
    await context.route('https://ajax.aspnetcdn.com/**', (route) =>
      route.fulfill({
        contentType: 'text/javascript',
        headers: { 'access-control-allow-origin': '*' },
        body: MICROSOFT_AJAX,
      }),
    );
    await context.route('**/add-in.json', async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, body: (await answer.text()).replaceAll(addIn, server) });
    });
  };
}
