import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProgressEvent } from '../../../src/contract/index.ts';
import { ownTls } from '../../../src/server/tls.ts';
import type { Mailboxes } from '../../../src/server/http/mailbox-services.ts';
import { newId } from '../../../src/server/storage/uuid.ts';
import { openConnection, untilNone } from './connections.ts';
import { startWorld, type World } from './world.ts';

/** A mailbox whose progress the test makes. */
function progressing() {
  const listeners = new Set<() => void>();
  let done = 0;
  const event = (id: string): ProgressEvent => ({
    mailboxId: id,
    at: new Date().toISOString(),
    state: 'running',
    phase: 'write',
    done,
    counts: { linked: 0, held: 0, quarantined: 0, notSent: 0, pending: 0, dormant: 0, conflicts: 0 },
    lastError: null,
    lastPumpAt: null,
    nextPumpAt: null,
  });
  return {
    listeners,
    step() {
      done++;
      for (const listener of listeners) listener();
    },
    mailboxes: {
      progress: (_caller: unknown, id: string) => Promise.resolve(event(id)),
      watch(_id: string, listener: () => void) {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    } as unknown as Mailboxes,
  };
}

describe('serving', () => {
  let folder: string;
  let world: World;
  const progress = progressing();
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'liaison-serving-'));
    const pages = join(folder, 'web');
    mkdirSync(join(pages, 'assets'), { recursive: true });
    writeFileSync(join(pages, 'index.html'), '<!doctype html><title>Liaison</title>');
    writeFileSync(join(pages, 'assets', 'main.0a1b2c3d.js'), 'void 0;');
    const tls = await ownTls(folder, new Date());
    world = await startWorld({
      services: () => ({ mailboxes: progress.mailboxes }),
      options: { tls, pages },
    });
  });
  afterAll(async () => {
    await world.close();
    rmSync(folder, { recursive: true });
  });

  it('gives the pages for every address of theirs, never for the API or a missing file', async () => {
    const answers = [];
    for (const path of [
      '/',
      '/mailboxes',
      '/companies/123?tab=meetings',
      '/missing.js',
      '/api/missing',
      '/assets/../../x',
    ]) {
      const { statusCode, headers } = await world.send('GET', path, { headers: { accept: 'text/html' } });
      answers.push([statusCode, String(headers['content-type']).split(';')[0]]);
    }
    const [page, problem] = [
      [200, 'text/html'],
      [404, 'application/problem+json'],
    ];
    expect(answers).toEqual([page, page, page, problem, problem, page]);
    expect((await world.send('POST', '/mailboxes')).statusCode).toBe(404);
  });

  it('lets browsers keep files that are named by their content, and nothing else', async () => {
    const cached = async (path: string) => (await world.send('GET', path)).headers['cache-control'];
    expect(await cached('/assets/main.0a1b2c3d.js')).toBe('public, max-age=31536000, immutable');
    expect(await cached('/')).toBe('no-cache');
    expect(await cached('/index.html')).toBe('no-cache');
    expect(await cached('/api/health')).toBe('no-store');
  });

  it('tells browsers what pages may load', async () => {
    const { headers } = await world.send('GET', '/');
    expect(headers['content-security-policy']).toContain("script-src 'self';");
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['x-content-type-options']).toBe('nosniff');
    const data = await world.send('GET', '/api/health');
    expect(data.headers['content-security-policy']).toMatch(/^default-src 'none'/);
    expect(data.headers['x-request-id']).toMatch(/^[\da-f-]{36}$/);
  });

  it('answers health and metrics to this machine', async () => {
    expect((await world.call('GET', '/api/health')).body).toBe(
      '{"status":"ok","version":"0.0.0-test","database":"ok"}',
    );
    const metrics = await world.send('GET', '/metrics');
    expect(metrics.body).toMatch(
      /liaison_http_request_duration_seconds_count\{method="GET",route="\/api\/health",status="200"\} \d/,
    );
    const forwarded = await world.send('GET', '/metrics', { headers: { 'x-forwarded-for': '203.0.113.7' } });
    expect(forwarded.statusCode).toBe(401);
  });

  it('streams progress as it happens, first the present state', async () => {
    const client = await world.client();
    const id = newId();
    const stream = await world.stream(`/api/mailboxes/${id}/progress`, client.token);
    expect(stream.headers['content-type']).toBe('text/event-stream');
    expect(stream.headers['content-encoding']).toBeUndefined();
    expect(stream.headers['content-security-policy']).toMatch(/^default-src 'none'/);
    expect(await stream.next()).toMatchObject({ event: 'progress', data: { mailboxId: id, done: 0 } });
    progress.step();
    expect(await stream.next()).toMatchObject({ event: 'progress', data: { done: 1 } });
    stream.end();
    await expect(untilNone(progress.listeners)).resolves.toBe(true);
  });
});

describe('a metrics token', () => {
  it('is needed where one is configured, by this machine too', async () => {
    const world = await startWorld({ options: { metricsToken: 'scrape-me' } });
    const status = async (headers = {}) => (await world.send('GET', '/metrics', { headers })).statusCode;
    expect(await status()).toBe(401);
    expect(await status({ authorization: 'Bearer wrong' })).toBe(401);
    expect(await status({ authorization: 'Bearer scrape-me' })).toBe(200);
    await world.close();
  });
});

describe('stopping', () => {
  it('lets running requests end, ends streams, and refuses new requests', async () => {
    const progress = progressing();
    let finish: () => void = () => undefined;
    let begun: () => void = () => undefined;
    const running = new Promise<void>((resolve) => (begun = resolve));
    const world = await startWorld({ services: () => ({ mailboxes: progress.mailboxes }) });
    const client = await world.client();
    const stream = await world.stream(`/api/mailboxes/${newId()}/progress`, client.token);
    await stream.next();
    const own = { ...world.services.users };
    Object.assign(world.services.users, {
      list: async (query: object) => {
        begun();
        await new Promise<void>((resolve) => (finish = resolve));
        return own.list(query);
      },
    });
    const slow = await openConnection(world.url);
    const get = (path: string) => [
      `GET ${path} HTTP/1.1`,
      'Host: localhost',
      `Authorization: Bearer ${client.token}`,
    ];
    slow.write(get('/api/users'));
    await running;
    const closed = world.api.close();
    expect(await stream.next()).toBeNull();
    slow.write(get('/api/session'));
    // Both requests are on one connection, so the second one's answer waits for the first one's.
    while (!world.log().includes('"code":"stopping"')) await new Promise((resolve) => setTimeout(resolve, 5));
    finish();
    const answers = (await slow.ended).split(/^(?=HTTP\/1\.1)/m);
    await closed;
    expect(answers.map((answer) => answer.slice(0, 12)).filter((line) => !line.endsWith('503'))).toEqual([
      'HTTP/1.1 200',
    ]);
    await expect(world.send('GET', '/api/health')).rejects.toThrow(/ECONNREFUSED/);
    await world.close();
  });
});
