import type { Problem } from '../../../src/contract/index.ts';
import { readConfig } from '../../../src/server/config.ts';
import { bodyOf, PASSWORD, startWorld, type World } from './world.ts';

/** A server whose clients come through a proxy on this machine, which the setting names or doesn't. */
function behind(setting: string): () => World {
  let world: World;
  beforeAll(async () => {
    const { trustProxy } = readConfig({ TRUST_PROXY: setting });
    world = await startWorld({ options: { trustProxy } });
  });
  afterAll(() => world.close());
  return () => world;
}

type Headers = Readonly<Record<string, string>>;

const signIn = (world: World, username: string, password: string, headers: Headers) =>
  world.call('POST', '/api/session', { body: { username, password }, headers });

/** The answers to so many wrong passwords. */
async function guess(
  world: World,
  times: number,
  from: (attempt: number) => string,
): Promise<readonly number[]> {
  const statuses: number[] = [];
  for (let attempt = 0; attempt < times; attempt++) {
    const headers = { 'x-forwarded-for': from(attempt) };
    statuses.push((await signIn(world, 'somebody', 'guess number x', headers)).statusCode);
  }
  return statuses;
}

/** Signs in and writes as a browser does that sees https://liaison.example. */
async function asBrowser(world: World, headers: Headers): Promise<readonly number[]> {
  const { user } = await world.client();
  const origin = { origin: 'https://liaison.example', ...headers };
  const signedIn = await signIn(world, user.username, PASSWORD, origin);
  const cookie = String(signedIn.headers['set-cookie']).split(';')[0] ?? '';
  const written = await world.call('POST', '/api/tokens', {
    body: { name: 'x' },
    headers: { cookie, ...origin },
  });
  if (signedIn.statusCode !== 201) expect(bodyOf<Problem>(signedIn).code).toBe('cross-site-request');
  return [signedIn.statusCode, written.statusCode];
}

const TEN_REFUSED = Array<number>(10).fill(401);

describe('behind a proxy that is trusted', () => {
  const world = behind('10.0.0.0/8, 127.0.0.1, ::1');

  it('clients are limited each by their own address', async () => {
    expect(await guess(world(), 11, () => '203.0.113.1')).toEqual([...TEN_REFUSED, 429]);
    expect(await guess(world(), 1, () => '203.0.113.2')).toEqual([401]);
  });

  it('what a client says of its address itself is not believed', async () => {
    // The proxy adds whom it has the request from.
    const invented = (attempt: number) => `198.51.100.${attempt}, 203.0.113.3`;
    expect(await guess(world(), 11, invented)).toEqual([...TEN_REFUSED, 429]);
  });

  it('two proxies in a row are seen through', async () => {
    const viaBoth = (attempt: number) => `203.0.113.4, 10.1.1.${attempt}`;
    expect(await guess(world(), 11, viaBoth)).toEqual([...TEN_REFUSED, 429]);
  });

  it('the address that the browser sees is its origin', async () => {
    const scheme = { 'x-forwarded-proto': 'https' };
    expect(await asBrowser(world(), { host: 'liaison.example', ...scheme })).toEqual([201, 201]);
    expect(await asBrowser(world(), { 'x-forwarded-host': 'liaison.example', ...scheme })).toEqual([
      201, 201,
    ]);
    expect(await asBrowser(world(), { host: 'other.example', ...scheme })).toEqual([403, 401]);
  });
});

describe('behind a proxy that is not', () => {
  const world = behind('10.0.0.0/8');

  it('everybody who comes through it counts as one', async () => {
    const invented = (attempt: number) => `203.0.113.${attempt}`;
    expect(await guess(world(), 11, invented)).toEqual([...TEN_REFUSED, 429]);
  });

  it('its word for the scheme is not taken', async () => {
    const headers = { host: 'liaison.example', 'x-forwarded-proto': 'https' };
    expect(await asBrowser(world(), headers)).toEqual([403, 401]);
  });
});
