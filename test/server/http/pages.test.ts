import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { request } from 'undici';
import { startWorld, type World } from './world.ts';

/** As `npm run build` leaves them. */
const PAGES = resolve(import.meta.dirname, '../../../dist/web');

describe('the built pages', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ options: { pages: PAGES } });
  });
  afterAll(() => world.close());

  const get = async (path: string, encoding: string, headers: Readonly<Record<string, string>> = {}) => {
    const answer = await request(`${world.url}${path}`, {
      headers: { 'accept-encoding': encoding, ...headers },
    });
    return {
      status: answer.statusCode,
      headers: answer.headers,
      bytes: Buffer.from(await answer.body.arrayBuffer()),
    };
  };
  const stored = (path: string) => readFileSync(join(PAGES, path));
  const scripts = async (): Promise<readonly string[]> => {
    const page = (await get('/', 'identity')).bytes.toString();
    return [...page.matchAll(/<script [^>]*src="?([^" >]+)/g)].map(([, path = '']) => path);
  };

  it('go compressed to browsers that take that, in a third of their bytes', async () => {
    const [clear, sent] = [[0], [0]];
    for (const path of await scripts()) {
      const answer = await get(path, 'gzip, deflate, br');
      expect(answer.headers).toMatchObject({
        'content-encoding': 'br',
        'content-length': String(answer.bytes.length),
        'cache-control': 'public, max-age=31536000, immutable',
        vary: 'accept-encoding',
      });
      expect(answer.headers['content-type']).toMatch(/javascript/);
      expect(brotliDecompressSync(answer.bytes).equals(stored(path))).toBe(true);
      clear.push(stored(path).length);
      sent.push(answer.bytes.length);
    }
    expect(clear.length).toBeGreaterThan(2);
    const sum = (sizes: readonly number[]) => sizes.reduce((total, size) => total + size, 0);
    expect(sum(sent)).toBeLessThan(sum(clear) / 3);
  });

  it('go with gzip, or as they are, to others', async () => {
    const [path = ''] = await scripts();
    const zipped = await get(path, 'gzip');
    expect(zipped.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(zipped.bytes).equals(stored(path))).toBe(true);
    const clear = await get(path, 'identity');
    expect(clear.headers['content-encoding']).toBeUndefined();
    expect(clear.headers['vary']).toBe('accept-encoding');
    expect(clear.bytes.equals(stored(path))).toBe(true);
    expect(clear.headers['etag']).not.toBe(zipped.headers['etag']);
  });

  it('are found at every address whatever a browser takes', async () => {
    for (const path of ['/', '/index.html', '/mailboxes', '/companies/123?tab=meetings']) {
      const page = await get(path, 'gzip, br');
      expect(page).toMatchObject({ status: 200, headers: { 'cache-control': 'no-cache' } });
      expect(page.headers['content-type']).toMatch(/^text\/html/);
    }
    expect((await get('/missing.js', 'gzip, br')).status).toBe(404);
  });

  it('are alone in that: what the API says goes as it is', async () => {
    const { headers } = await get('/api/health', 'gzip, br');
    expect(headers['content-encoding']).toBeUndefined();
  });
});
