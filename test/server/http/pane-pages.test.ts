import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { request } from 'undici';
import { manifestFor } from '../../../src/server/http/manifest.ts';
import type { Problem } from '../../../src/contract/index.ts';
import { bodyOf, startWorld, type World } from './world.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const CODE = 'console.log("a pane");'.repeat(100);

describe('what Outlook loads', () => {
  let folder: string;
  let world: World;
  let publicUrl = 'https://crm.example.com';
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'liaison-pane-'));
    const [pages, web] = [join(folder, 'taskpane'), join(folder, 'web')];
    mkdirSync(join(pages, 'pane'), { recursive: true });
    mkdirSync(web);
    for (const name of ['taskpane', 'commands', 'pane-sign-in'])
      writeFileSync(join(pages, `${name}.html`), `<!doctype html><title>${name}</title>`);
    writeFileSync(join(pages, 'pane', 'main.0a1b2c3d4e.js'), CODE);
    writeFileSync(join(pages, 'pane', 'main.0a1b2c3d4e.js.br'), brotliCompressSync(CODE));
    writeFileSync(join(web, 'index.html'), '<!doctype html><title>CRM</title>');
    world = await startWorld({
      options: {
        pages: web,
        pane: { pages, icons: join(ROOT, 'assets'), manifest: join(ROOT, 'manifest.xml') },
        frameAncestors: ['https://owa.example.com'],
        publicUrl: () => publicUrl,
      },
    });
  });
  afterAll(async () => {
    await world.close();
    rmSync(folder, { recursive: true });
  });

  const PANE_PAGES = ['/taskpane.html', '/commands.html', '/pane-sign-in.html'];
  const get = (path: string) => world.send('GET', path);
  const policyOf = async (path: string): Promise<ReadonlyMap<string, readonly string[]>> => {
    const { headers } = await get(path);
    const directives = String(headers['content-security-policy']).split('; ');
    return new Map(
      directives.map((directive) => {
        const [name = '', ...sources] = directive.split(' ');
        return [name, sources];
      }),
    );
  };

  it.each(PANE_PAGES)('may be framed by Outlook, and loads office.js from Microsoft: %s', async (path) => {
    const answer = await get(path);
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain(`<title>${path.slice(1, -5)}</title>`);
    expect(answer.headers).toMatchObject({
      'content-type': expect.stringMatching(/^text\/html/),
      'cache-control': 'no-cache',
      'cross-origin-opener-policy': 'unsafe-none',
      'x-content-type-options': 'nosniff',
      'x-request-id': expect.any(String),
    });
    expect(answer.headers['x-frame-options']).toBeUndefined();
    const policy = await policyOf(path);
    expect(policy.get('default-src')).toEqual(["'none'"]);
    expect(policy.get('script-src')).toEqual([
      "'self'",
      'https://appsforoffice.microsoft.com',
      'https://ajax.aspnetcdn.com',
    ]);
    expect(policy.get('connect-src')).toEqual(["'self'"]);
    expect(policy.get('frame-ancestors')).toEqual([
      "'self'",
      'https://outlook.office.com',
      'https://outlook.office365.com',
      'https://outlook.cloud.microsoft',
      'https://outlook.live.com',
      'https://owa.example.com',
    ]);
  });

  it.each([
    '/',
    '/index.html',
    '/companies/1',
    '/taskpane',
    '/missing.html',
    '/taskpane.html/',
    '/manifest.xml',
  ])('is all that may be framed: %s may not', async (path) => {
    const { headers } = await get(path);
    expect((await policyOf(path)).get('frame-ancestors')).toEqual(["'none'"]);
    expect((await policyOf(path)).get('script-src')).toEqual(["'self'"]);
    expect(headers['cross-origin-opener-policy']).toBe('same-origin');
  });

  it('may be framed by nobody where it is the API', async () => {
    for (const path of ['/api/health', '/api/pane/session'])
      expect((await policyOf(path)).get('frame-ancestors')).toEqual(["'none'"]);
  });

  it('has scripts that last, compressed', async () => {
    const path = '/pane/main.0a1b2c3d4e.js';
    const answer = await request(`${world.url}${path}`, { headers: { 'accept-encoding': 'br' } });
    expect(answer.headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-encoding': 'br',
      'content-type': expect.stringMatching(/javascript/),
      vary: 'accept-encoding',
    });
    const bytes = Buffer.from(await answer.body.arrayBuffer());
    expect(brotliDecompressSync(bytes).toString()).toBe(CODE);
    expect((await get(path)).body).toBe(CODE);
    for (const missing of [
      '/pane/missing.js',
      '/pane/',
      '/pane/..%2f..%2fweb/index.html',
      '/pane/../main.js',
    ])
      expect((await get(missing)).statusCode).toBe(404);
  });

  it('has icons that other sites show, and that Outlook keeps', async () => {
    for (const name of ['icon-16.png', 'icon-128.png', 'link-32.png', 'synchronise-80.png']) {
      const answer = await request(`${world.url}/assets/${name}`);
      expect(answer.headers).toMatchObject({
        'content-type': 'image/png',
        'cross-origin-resource-policy': 'cross-origin',
        'last-modified': expect.any(String),
      });
      // With it, Outlook shows a picture of its own instead.
      expect(answer.headers['cache-control']).toBeUndefined();
      const bytes = Buffer.from(await answer.body.arrayBuffer());
      expect(bytes.equals(readFileSync(join(ROOT, 'assets', name)))).toBe(true);
    }
    for (const name of ['README.md', 'icon.svg', 'icon-17.png'])
      expect((await get(`/assets/${name}`)).statusCode).toBe(404);
  });

  it('has the manifest of this deployment', async () => {
    const answer = await get('/manifest.xml');
    expect(answer.headers).toMatchObject({
      'content-type': 'text/xml; charset=utf-8',
      'cache-control': 'no-cache',
    });
    const template = readFileSync(join(ROOT, 'manifest.xml'), 'utf8');
    expect(answer.body).toBe(manifestFor(template, 'https://crm.example.com'));
    expect(answer.body).toContain('"https://crm.example.com/taskpane.html"');
  });

  it('says so where Outlook could not reach it', async () => {
    publicUrl = 'https://crm.example.com/liaison';
    const answer = await get('/manifest.xml');
    publicUrl = 'https://crm.example.com';
    expect(answer.statusCode).toBe(409);
    expect(bodyOf<Problem>(answer)).toMatchObject({
      code: 'public-url-unsuitable',
      detail: expect.stringContaining('https://crm.example.com/liaison'),
    });
  });

  it('is the whole of what the manifest names', async () => {
    const { body } = await get('/manifest.xml');
    const named = [...body.matchAll(/"https:\/\/crm\.example\.com(\/[^"]*)"/g)].map(([, path = '']) => path);
    const paths = [...new Set(named)];
    expect(paths.length).toBe(3 + 11);
    for (const path of paths) {
      const { statusCode, headers } = await get(path);
      const type = path.endsWith('.png') ? 'image/png' : 'text/html';
      expect([path, statusCode, String(headers['content-type']).split(';')[0]]).toEqual([path, 200, type]);
    }
  });
});
