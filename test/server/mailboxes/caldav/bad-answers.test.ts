import { generate } from 'selfsigned';
import { Denied, Malformed, Unavailable } from '../../../../src/sync/errors.ts';
import type { RequestListener } from 'node:http';
import { discoveredAt, mailboxOn, multistatus, resource, startLoopback } from './loopback.ts';
import type { Loopback } from './loopback.ts';

const soon = (milliseconds = 5000): { deadline: number } => ({ deadline: Date.now() + milliseconds });

async function failure(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => 'no failure',
    (error: unknown) => error,
  );
}

describe('The Test button names the cause', () => {
  let server: Loopback | null = null;
  afterEach(async () => {
    await server?.close();
    server = null;
  });
  const probing = async (
    answer: RequestListener,
    more: Parameters<typeof mailboxOn>[1] = {},
    tls?: { key: string; cert: string },
  ): Promise<unknown> => {
    server = await startLoopback(answer, tls);
    const mailbox = mailboxOn(server.url, more);
    const error = await failure(mailbox.probe(soon()));
    await mailbox.close?.();
    return error;
  };

  it('wrong password', async () => {
    const error = await probing((_request, response) => response.writeHead(401).end());
    expect(error).toBeInstanceOf(Denied);
    expect(error).toMatchObject({ code: 'wrong-password', scope: 'mailbox' });
    expect(server?.asked).toHaveLength(1);
  });

  it.each([
    ['Bearer realm="https://accounts.example", scope="a, b"', 'Bearer'],
    ['Digest realm="a, Basic b", nonce="c=", qop="auth"', 'Digest'],
    ['Negotiate, Bearer realm="a"', 'Negotiate, Bearer'],
  ])('a server that takes no password, but offers %s', async (challenge, schemes) => {
    const error = await probing((_request, response) =>
      response.writeHead(401, { 'www-authenticate': challenge }).end(),
    );
    expect(error).toBeInstanceOf(Denied);
    expect(error).toMatchObject({ code: 'basic-not-offered', scope: 'mailbox', parameters: { schemes } });
    expect(server?.asked).toHaveLength(1);
  });

  it('wrong password where another way to sign in is offered too', async () => {
    const error = await probing((_request, response) =>
      response.writeHead(401, { 'www-authenticate': ['Negotiate', 'basic realm="a"'] }).end(),
    );
    expect(error).toMatchObject({ code: 'wrong-password', scope: 'mailbox' });
  });

  it('a page in HTML', async () => {
    const error = await probing((_request, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html><body>Hi'),
    );
    expect(error).toMatchObject({ name: 'Unavailable', code: 'not-caldav', effect: 'none' });
  });

  it('HTML that says 207', async () => {
    const error = await probing((_request, response) =>
      response.writeHead(207).end('<html><body>Hi</body></html>'),
    );
    expect(error).toMatchObject({ name: 'Unavailable', code: 'not-caldav' });
  });

  it('a path that leads nowhere', async () => {
    expect(await probing((_request, response) => response.writeHead(404).end())).toMatchObject({
      code: 'wrong-path',
    });
  });

  it('an account without calendars', async () => {
    const error = await probing((request, response) => {
      const home = resource('/home/', '<D:resourcetype><D:collection/></D:resourcetype>');
      const root = resource('/', '<C:calendar-home-set><D:href>/home/</D:href></C:calendar-home-set>');
      multistatus(response, request.url === '/home/' ? home : root);
    });
    expect(error).toMatchObject({ name: 'Unavailable', code: 'no-calendars' });
  });

  it('a server inside our own network, directly and by a redirect', async () => {
    const hidden = await startLoopback((_request, response) => response.writeHead(200).end('secret page'));
    const direct = await probing(() => undefined, { allowed: [] });
    expect(direct).toMatchObject({ name: 'Unavailable', code: 'address-not-allowed', effect: 'none' });
    expect(server?.asked).toEqual([]);
    await server?.close();
    const redirected = await probing((_request, response) =>
      response.writeHead(302, { location: hidden.url }).end(),
    );
    expect(redirected).toMatchObject({ code: 'redirect-to-other-host' });
    expect(hidden.asked).toEqual([]);
    await hidden.close();
  });

  it('a name that resolves to a private address', async () => {
    server = await startLoopback((_request, response) => response.writeHead(401).end());
    const mailbox = mailboxOn(`http://localhost:${String(server.port)}/`, { allowed: [] });
    expect(await failure(mailbox.probe(soon()))).toMatchObject({ code: 'address-not-allowed' });
    expect(server.asked).toEqual([]);
    await mailbox.close?.();
    const allowed = mailboxOn(`http://localhost:${String(server.port)}/`, {
      allowed: [`localhost:${String(server.port)}`],
    });
    expect(await failure(allowed.probe(soon()))).toMatchObject({ code: 'wrong-password' });
    await allowed.close?.();
  });

  it('a circle of redirects', async () => {
    const error = await probing((_request, response) =>
      response.writeHead(302, { location: '/again' }).end(),
    );
    expect(error).toMatchObject({ code: 'too-many-redirects' });
    expect((server?.asked ?? []).length).toBeLessThan(40);
  });

  it('a host that nobody knows, and a port where nobody listens', async () => {
    const unknown = mailboxOn('https://calendar.invalid/');
    expect(await failure(unknown.probe(soon()))).toMatchObject({
      code: 'host-unknown',
      parameters: { host: 'calendar.invalid' },
    });
    server = await startLoopback(() => undefined);
    const { url } = server;
    await server.close();
    server = null;
    const refused = mailboxOn(url);
    expect(await failure(refused.probe(soon()))).toMatchObject({
      code: 'connection-refused',
      effect: 'none',
    });
    await Promise.all([unknown.close?.(), refused.close?.()]);
  });

  it('certificates: self-signed, for another name, run out', async () => {
    const make = async (
      name: string,
      days: readonly [Date, Date],
    ): Promise<{ key: string; cert: string }> => {
      const pems = await generate([{ name: 'commonName', value: name }], {
        notBeforeDate: days[0],
        notAfterDate: days[1],
      });
      return { key: pems.private, cert: pems.cert };
    };
    const day = 86_400_000;
    const now = Date.now();
    const valid = await make('localhost', [new Date(now - day), new Date(now + day)]);
    expect(await probing(() => undefined, {}, valid)).toMatchObject({
      code: 'certificate-self-signed',
      effect: 'none',
    });
    await server?.close();
    const expired = await make('localhost', [new Date(now - 2 * day), new Date(now - day)]);
    expect(await probing(() => undefined, {}, expired)).toMatchObject({
      code: expect.stringMatching(/^certificate-(expired|self-signed)$/),
    });
  });

  it('TLS asked of a server that speaks none', async () => {
    server = await startLoopback(() => undefined);
    const mailbox = mailboxOn(server.url.replace('http:', 'https:'));
    expect(await failure(mailbox.probe(soon()))).toMatchObject({ code: 'tls-failed' });
    await mailbox.close?.();
  });

  it('an answer that is not HTTP', async () => {
    const error = await probing((_request, response) => {
      response.socket?.end('SSH-2.0-OpenSSH_9.2\r\n');
    });
    expect(error).toMatchObject({ name: 'Unavailable', code: 'answer-not-http' });
  });

  it.each(['', 'not a host', 'ftp://calendar.example/'])('an address that is none: %s', async (url) => {
    expect(await failure(mailboxOn(url).probe(soon()))).toMatchObject({
      name: 'Unavailable',
      code: 'url-invalid',
    });
  });
});

describe('An answer that is no good', () => {
  let server: Loopback | null = null;
  afterEach(async () => {
    await server?.close();
    server = null;
  });
  const listing = async (answer: RequestListener, deadline = soon()): Promise<unknown> => {
    server = await startLoopback(answer);
    const mailbox = mailboxOn(server.url, { discovered: discoveredAt(server.url) });
    const error = await failure(mailbox.changes('/home/cal/', null, deadline));
    await mailbox.close?.();
    return error;
  };
  const whole = `<?xml version="1.0"?><D:multistatus xmlns:D="DAV:">${resource('/home/cal/a.ics', '<D:getetag>"1"</D:getetag>')}<D:sync-token>t</D:sync-token></D:multistatus>`;

  it('is read when it is whole', async () => {
    expect(await listing((_request, response) => response.writeHead(207).end(whole))).toBe('no failure');
  });

  it.each([20, 90, 200, whole.length - 1])(
    'is never a listing when it is cut off after %i characters',
    async (length) => {
      const error = await listing((_request, response) =>
        response.writeHead(207).end(whole.slice(0, length)),
      );
      expect(error).toBeInstanceOf(Unavailable);
      expect(error).toMatchObject({
        code: expect.stringMatching(/^answer-(truncated|not-xml)$/),
        effect: 'none',
      });
    },
  );

  it('is cut by the connection', async () => {
    const error = await listing((_request, response) => {
      response.writeHead(207, { 'content-length': String(whole.length) });
      response.write(whole.slice(0, 100), () => response.destroy());
    });
    expect(error).toMatchObject({
      name: 'Unavailable',
      code: expect.stringMatching(/^(connection-cut|answer-truncated)$/),
    });
  });

  it('holds an entity bomb', async () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><b>&b;</b>`;
    const error = await listing((_request, response) => response.writeHead(207).end(bomb));
    expect(error).toMatchObject({ code: 'answer-with-entities' });
  });

  it('nests too deep', async () => {
    const error = await listing((_request, response) =>
      response.writeHead(207).end(`<D:multistatus xmlns:D="DAV:">${'<a>'.repeat(100_000)}`),
    );
    expect(error).toMatchObject({ code: 'answer-not-xml' });
  });

  it('comes too late', async () => {
    const error = await listing(() => undefined, soon(200));
    expect(error).toMatchObject({ name: 'Unavailable', code: 'server-too-slow', effect: 'none' });
  });

  it('never ends', async () => {
    const error = await listing((_request, response) => {
      response.writeHead(207);
      const piece = ' '.repeat(1_000_000);
      response.write(`<?xml version="1.0"?><D:multistatus xmlns:D="DAV:">`);
      const pour = (): void => {
        while (!response.destroyed && response.write(piece));
        if (!response.destroyed) response.once('drain', pour);
      };
      pour();
    });
    expect(error).toMatchObject({ name: 'Unavailable', code: 'answer-too-large' });
  });

  it('says to come back later', async () => {
    const error = await listing((_request, response) =>
      response.writeHead(429, { 'retry-after': '30' }).end(),
    );
    expect(error).toMatchObject({ name: 'Throttled', code: 'server-busy' });
    expect((error as { retryAt: number }).retryAt).toBeGreaterThan(Date.now() + 20_000);
  });
});

describe('One bad item', () => {
  it('of twenty megabytes, or that no parser takes, is set aside alone', async () => {
    const good =
      'BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20260101T000000Z\nSUMMARY:Fine\nEND:VEVENT\nEND:VCALENDAR';
    const texts: Readonly<Record<string, string>> = {
      good,
      huge: good.replace('Fine', 'x'.repeat(20_000_000)),
      junk: 'Just some words',
      unstarted: good.replace(/^DTSTART.*\n/m, ''),
    };
    const server = await startLoopback((_request, response) => {
      const data = (name: string): string =>
        `<D:getetag>"${name}"</D:getetag><C:calendar-data>${texts[name] ?? ''}</C:calendar-data>`;
      multistatus(
        response,
        Object.keys(texts)
          .map((name) => resource(`/home/cal/${name}.ics`, data(name)))
          .join(''),
      );
    });
    const mailbox = mailboxOn(server.url, { discovered: discoveredAt(server.url) });
    const refs = Object.keys(texts).map((name) => ({ collection: '/home/cal/', id: `${name}.ics` }));
    const readings = await mailbox.read(refs, soon());
    await mailbox.close?.();
    await server.close();
    const codes = readings.map((reading) =>
      reading.type === 'malformed' ? reading.error.code : reading.type,
    );
    expect(codes).toEqual(['found', 'event-too-large', 'not-icalendar', 'no-start']);
    for (const reading of readings)
      if (reading.type === 'malformed') expect(reading.error).toBeInstanceOf(Malformed);
    expect(readings[1]).toMatchObject({ version: '"huge"' });
    // Nobody has read it to its end, so nobody says how large it is.
    expect(readings[1]).toHaveProperty('error.parameters', { most: 4 });
  });
});

describe('A connection that the server closed while it was idle', () => {
  it('does not fail the next request, and a write is never done twice unnoticed', async () => {
    const sockets = new Set<unknown>();
    let puts = 0;
    const server = await startLoopback((request, response) => {
      const known = sockets.has(request.socket);
      sockets.add(request.socket);
      if (request.method === 'PUT') {
        puts += 1;
        return puts === 1 ? request.socket.destroy() : response.writeHead(412).end();
      }
      if (known && request.method === 'REPORT') return request.socket.destroy();
      multistatus(response, '<D:sync-token>t</D:sync-token>');
    });
    const mailbox = mailboxOn(server.url, { discovered: discoveredAt(server.url) });
    await mailbox.changes('/home/cal/', null, soon());
    await expect(mailbox.changes('/home/cal/', null, soon())).resolves.toMatchObject({ complete: true });
    const item = { '@type': 'Event', uid: 'u', start: '2026-01-01T00:00:00' };
    const intent = { id: '1', correlationKey: 'k', expectedVersion: null, mailPolicy: 'none' } as const;
    const [outcome] = await mailbox.create([{ collection: '/home/cal/', item, intent }], soon());
    expect(puts).toBe(2);
    expect(outcome).toMatchObject({ ok: false, error: { code: 'write-unclear', effect: 'unknown' } });
    await mailbox.close?.();
    await server.close();
  });
});
