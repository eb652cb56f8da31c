import { createServer, type Server } from 'node:https';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium, type Browser, type Frame, type Page } from 'playwright-core';
import { ownTls } from '../../../src/server/tls.ts';
import { chromiumPath, describeWith } from '../../requirements.ts';
import { PASSWORD, startWorld, type World } from './world.ts';

const ROOT = resolve(import.meta.dirname, '../../..');

/** 127.0.0.1 plays Outlook and localhost the add-in: two sites for a browser, as in real life. */
describeWith(
  ['chromium'],
  "the pane in a frame of another site, in a browser without third parties' cookies",
  () => {
    let folder: string;
    let world: World;
    let browser: Browser;
    const outlooks: Server[] = [];
    let addIn: string;

    /** A page that shows an address in a frame; resolves to its origin. */
    async function outlook(tls: { cert: string; key: string }): Promise<string> {
      const server = createServer(tls, (request, response) => {
        const shown = new URL(request.url ?? '/', 'https://outlook.example').searchParams.get('show') ?? '';
        response.setHeader('content-type', 'text/html');
        response.end(
          `<!doctype html><img src="${addIn}/assets/icon-32.png"><iframe src="${shown}"></iframe>`,
        );
      });
      outlooks.push(server);
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
      return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    }

    let ours: string;
    let strange: string;
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'liaison-frame-'));
      const tls = await ownTls(folder, new Date());
      [ours, strange] = [await outlook(tls), await outlook(tls)];
      const pages = join(folder, 'taskpane');
      mkdirSync(pages);
      writeFileSync(join(pages, 'taskpane.html'), '<!doctype html><title>Pane</title>');
      const pane = { pages, icons: join(ROOT, 'assets'), manifest: join(ROOT, 'manifest.xml') };
      world = await startWorld({ options: { tls, pane, frameAncestors: [ours] } });
      addIn = world.url.replace('127.0.0.1', 'localhost');
      browser = await chromium.launch({
        executablePath: chromiumPath() ?? '',
        args: ['--headless', '--no-sandbox', '--disable-gpu', '--test-third-party-cookie-phaseout'],
      });
    }, 60_000);
    afterAll(async () => {
      await browser.close();
      await world.close();
      for (const server of outlooks) await new Promise((done) => server.close(done).closeAllConnections());
      rmSync(folder, { recursive: true });
    });

    async function open(address: string): Promise<Page> {
      const context = await browser.newContext({ ignoreHTTPSErrors: true });
      const page = await context.newPage();
      await page.goto(address);
      return page;
    }

    function frameOf(page: Page): Frame {
      const frame = page.frames()[1];
      if (frame === undefined) throw new Error('There is no frame');
      return frame;
    }

    /** Sends a request from inside a page; answers status and body. */
    const send = (where: Frame | Page, method: string, path: string, body?: object) =>
      where.evaluate(
        async ({ method, path, body }) => {
          const json = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
          const answer = await fetch(path, { method, ...(body === undefined ? {} : json) });
          return { status: answer.status, body: (await answer.json()) as Record<string, string> };
        },
        { method, path, body },
      );

    it('signs in there, and is renewed by a cookie that no page outside has', async () => {
      const { user } = await world.client();
      const page = await open(`${ours}/?show=${addIn}/taskpane.html`);
      const pane = frameOf(page);
      const kept = await pane.evaluate(() => {
        for (const attributes of ['', '; Partitioned'])
          document.cookie = `test${attributes.length}=1; Secure; SameSite=None${attributes}`;
        return document.cookie;
      });
      // So this browser does keep third parties' cookies out, but for those in a jar of their own.
      expect(kept).toBe('test13=1');
      const { body } = await send(pane, 'POST', '/api/pane/code', {
        username: user.username,
        password: PASSWORD,
      });
      expect((await send(pane, 'POST', '/api/pane/token', { code: body['code'] })).status).toBe(201);
      const renewed = [];
      for (let times = 0; times < 2; times++)
        renewed.push((await send(pane, 'POST', '/api/pane/refresh')).status);
      expect(renewed).toEqual([200, 200]);
      expect((await send(pane, 'GET', '/api/session')).status).toBe(401);
      await page.reload();
      expect((await send(frameOf(page), 'POST', '/api/pane/refresh')).status).toBe(200);
      const outside = await page.context().newPage();
      await outside.goto(`${addIn}/taskpane.html`);
      expect((await send(outside, 'POST', '/api/pane/refresh')).status).toBe(401);
      await page.context().close();
    }, 60_000);

    it('is shown by Outlook alone, with its icons', async () => {
      const shown = async (outlook: string, path: string) => {
        const page = await open(`${outlook}/?show=${addIn}${path}`);
        const title = await frameOf(page)
          .evaluate(() => document.title)
          .catch(() => 'refused');
        const icon = await page.evaluate(() => document.querySelector('img')?.naturalWidth);
        await page.context().close();
        return [title, icon];
      };
      expect(await shown(ours, '/taskpane.html')).toEqual(['Pane', 32]);
      expect((await shown(strange, '/taskpane.html'))[0]).not.toBe('Pane');
      expect((await shown(ours, '/api/health'))[0]).not.toBe('Pane');
    }, 60_000);
  },
);
