import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { Agent, request } from 'undici';
import { sandboxPolicy } from '../../../src/sandbox/outlook-web/content-security-policy.ts';
import { withLocalOfficeJs } from '../../../src/sandbox/outlook-web/office-files.ts';
import { startSandbox } from '../../../src/sandbox/main.ts';
import type { Sandbox } from '../../../src/sandbox/main.ts';
import { ownTls } from '../../../src/server/tls.ts';
import { temporaryFolder } from '../../support/program.ts';

const ROOT = resolve(import.meta.dirname, '..', '..', '..');
const PAGE =
  '<!doctype html><script src="https://appsforoffice.microsoft.com/lib/1/hosted/office.js"></script><script src="/main.js"></script>';
const POLICY =
  "script-src 'self' https://appsforoffice.microsoft.com; frame-ancestors 'self' https://outlook.office.com";

type Handler = (incoming: IncomingMessage, outgoing: ServerResponse) => void;

describe('the origin of the add-in', () => {
  let sandbox: Sandbox;
  let server: Server;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let handler: Handler;
  let agent: Agent;
  let addIn: string;
  let serverOrigin: string;

  beforeAll(async () => {
    folder = await temporaryFolder();
    const tls = await ownTls(folder.path, new Date());
    server = createServer(tls, (incoming, outgoing) => {
      handler(incoming, outgoing);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    serverOrigin = `https://localhost:${String((server.address() as AddressInfo).port)}`;
    const manifest = readFileSync(resolve(ROOT, 'manifest.xml'), 'utf8');
    sandbox = await startSandbox({
      users: [],
      outlookWeb: { tls, manifest, server: serverOrigin, serverCa: tls.cert, page: folder.path },
    });
    addIn = sandbox.outlookWeb!.addInUrl;
    agent = new Agent({ connect: { ca: tls.cert } });
  });
  afterAll(async () => {
    await agent.close();
    await sandbox.stop();
    server.closeAllConnections();
    server.close();
    await folder.remove();
  });

  const ask = (path: string, options: Parameters<typeof request>[1] = {}): ReturnType<typeof request> =>
    request(addIn + path, { dispatcher: agent, ...options });

  it('passes on methods, bodies, statuses and cookies, as if its own origin asked', async () => {
    const seen: unknown[] = [];
    handler = (incoming, outgoing) => {
      void text(incoming).then((body) => {
        const { host, origin, cookie, connection } = incoming.headers;
        seen.push({
          method: incoming.method,
          url: incoming.url,
          host,
          origin,
          cookie,
          body,
          hop: connection,
        });
        outgoing.setHeader('set-cookie', [
          'one=1; Secure; HttpOnly',
          'two=2; SameSite=None; Secure; Partitioned',
        ]);
        outgoing.writeHead(418, {
          'content-type': 'application/json',
          location: `${serverOrigin}/there?x=1`,
        });
        outgoing.end('{"a":1}');
      });
    };
    const answer = await ask('/api/items?x=%2F', {
      method: 'PUT',
      body: 'hello',
      headers: { origin: addIn, cookie: 'a=b', 'x-other': '1' },
    });
    expect([answer.statusCode, await answer.body.text()]).toEqual([418, '{"a":1}']);
    expect(answer.headers['set-cookie']).toEqual([
      'one=1; Secure; HttpOnly',
      'two=2; SameSite=None; Secure; Partitioned',
    ]);
    expect(answer.headers['location']).toBe(`${addIn}/there?x=1`);
    expect(seen).toMatchObject([
      {
        method: 'PUT',
        url: '/api/items?x=%2F',
        host: new URL(serverOrigin).host,
        origin: serverOrigin,
        cookie: 'a=b',
        body: 'hello',
      },
    ]);
  });

  it("does not lend its server's origin to others", async () => {
    let origin: string | undefined;
    handler = (incoming, outgoing) => {
      origin = incoming.headers.origin;
      outgoing.end();
    };
    await (await ask('/api', { headers: { origin: 'https://evil.example' } })).body.dump();
    expect(origin).toBe('https://evil.example');
  });

  it('streams events as they come, and ends the stream with its reader', async () => {
    const ended = new Promise<void>((done) => {
      handler = (_incoming, outgoing) => {
        outgoing.writeHead(200, { 'content-type': 'text/event-stream' });
        outgoing.write('data: one\n\n');
        outgoing.on('close', done);
      };
    });
    const { body } = await ask('/api/events');
    const [first] = (await once(body, 'data')) as [Buffer];
    expect(first.toString()).toBe('data: one\n\n');
    body.destroy();
    body.on('error', () => undefined);
    await ended;
  });

  it('points pages at office.js from npm, and lets its Outlook frame them', async () => {
    let encoding: string | undefined;
    handler = (incoming, outgoing) => {
      encoding = incoming.headers['accept-encoding'];
      outgoing.writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': POLICY,
      });
      outgoing.end(PAGE);
    };
    const answer = await ask('/taskpane.html', { headers: { 'accept-encoding': 'br, gzip' } });
    const page = await answer.body.text();
    expect(page).toBe(
      '<!doctype html><script src="/office-js/microsoft-ajax.js"></script><script src="/office-js/office.js"></script><script src="/main.js"></script>',
    );
    expect(Number(answer.headers['content-length'])).toBe(page.length);
    expect(encoding).toBe('identity');
    expect(answer.headers['content-security-policy']).toBe(
      `script-src 'self'; frame-ancestors 'self' https://outlook.office.com ${sandbox.outlookWeb!.url}`,
    );
  });

  it('serves office.js as it was installed, and the script that it asks for', async () => {
    const file = readFileSync(resolve(ROOT, 'node_modules/@microsoft/office-js/dist/office.js'), 'utf8');
    const answer = await ask('/office-js/office.js');
    expect(await answer.body.text()).toBe(file);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'access-control-allow-origin': '*',
    });
    const ajax = await ask('/office-js/microsoft-ajax.js');
    expect(await ajax.body.text()).toContain('JavaScriptSerializer');
  });

  it.each([
    '/office-js/../package.json',
    '/office-js/..%2fpackage.json',
    '/office-js/%2e%2e/%2e%2e/office-js/package.json',
    '/office-js/..%5c..%5cpackage.json',
    '/office-js/%00office.js',
    '/office-js/%zz.js',
    '/office-js/',
    '/office-js/missing.js',
  ])('serves nothing but files of office.js: %s', async (path) => {
    handler = (_incoming, outgoing) => {
      outgoing.writeHead(404).end();
    };
    const answer = await ask(path);
    expect(answer.statusCode).toBe(404);
    await answer.body.dump();
  });

  it('says when its server is away', async () => {
    handler = (incoming) => {
      incoming.socket.destroy();
    };
    const answer = await ask('/api/items');
    expect([answer.statusCode, await answer.body.text()]).toEqual([
      502,
      `The server at ${serverOrigin} does not answer.\n`,
    ]);
  });

  it('tells Outlook which add-in stands there', async () => {
    const answer = await request(`${sandbox.outlookWeb!.url}/add-in.json`, { dispatcher: agent });
    const installed = (await answer.body.json()) as { functionFile: { text: string } };
    expect(installed.functionFile.text).toBe(`${addIn}/commands.html`);
  });

  it('tells that the pages of Outlook are not built', async () => {
    const answer = await request(`${sandbox.outlookWeb!.url}/mail/inbox`, { dispatcher: agent });
    expect([answer.statusCode, await answer.body.text()]).toEqual([
      503,
      expect.stringContaining('not built'),
    ]);
  });
});

describe('a page in the sandbox', () => {
  it('keeps everything but the address of office.js', () => {
    const other = '<script src="https://example.org/office.js"></script>';
    expect(withLocalOfficeJs(other)).toBe(other);
    const debug =
      '<script defer src="https://appsforoffice.microsoft.com/lib/beta/hosted/office.js" type="text/javascript"></script>';
    expect(withLocalOfficeJs(debug)).toContain(
      '<script defer src="/office-js/office.js" type="text/javascript">',
    );
  });

  it('is framed by the sandbox only where Outlook may frame it', () => {
    const outlook = 'https://localhost:1';
    expect(sandboxPolicy("frame-ancestors 'none'", outlook)).toBe("frame-ancestors 'none'");
    expect(sandboxPolicy("frame-ancestors 'self'", outlook)).toBe("frame-ancestors 'self'");
    expect(sandboxPolicy('frame-ancestors https://*.office365.com', outlook)).toBe(
      'frame-ancestors https://*.office365.com https://localhost:1',
    );
    expect(
      sandboxPolicy("default-src 'none';script-src https://appsforoffice.microsoft.com/lib/", outlook),
    ).toBe("default-src 'none'; script-src 'self'");
  });
});
