import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { generate } from 'selfsigned';
import { createServer as createTlsServer } from 'node:https';
import { locateEws } from '../../../../src/server/mailboxes/ews/autodiscover/locate.ts';
import { readPox } from '../../../../src/server/mailboxes/ews/autodiscover/pox.ts';
import { autodiscoverOrigins, readTyped } from '../../../../src/server/mailboxes/ews/autodiscover/typed.ts';
import { environment, messages, rejection, reply, soon, success } from './exchange.ts';

const ROOT = messages(
  'GetFolder',
  success('GetFolder', '<m:Folders><t:Folder><t:FolderId Id="r"/></t:Folder></m:Folders>'),
);

interface Site {
  readonly url: string;
  /** `POST /path`, with `+` behind when credentials came along. */
  readonly asked: string[];
  close(): Promise<void>;
}

type Serve = (path: string, response: ServerResponse, site: Site, isSigned: boolean) => void;

async function startSite(serve: Serve, tls?: { key: string; cert: string }): Promise<Site> {
  const asked: string[] = [];
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    const isSigned = request.headers.authorization !== undefined;
    const path = (request.url ?? '').toLowerCase();
    asked.push(`${request.method ?? ''} ${path}${isSigned ? ' +' : ''}`);
    request.resume().on('end', () => {
      serve(path, response, site, isSigned);
    });
  };
  const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const site = {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${String(port)}/`,
    asked,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return site;
}

const pox = (account: string): string =>
  `<?xml version="1.0"?><Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006"><Response xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a"><User><AutoDiscoverSMTPAddress>Alice@Example.ORG</AutoDiscoverSMTPAddress></User><Account><AccountType>email</AccountType>${account}</Account></Response></Autodiscover>`;
const protocol = (type: string, url: string): string =>
  `<Protocol><Type>${type}</Type><EwsUrl>${url}</EwsUrl></Protocol>`;
const settings = (...protocols: readonly string[]): string =>
  pox(`<Action>settings</Action>${protocols.join('')}`);

describe('Finding the server', () => {
  const sites: Site[] = [];
  afterEach(async () => {
    for (const site of sites.splice(0)) await site.close();
  });
  const site = async (serve: Serve, tls?: { key: string; cert: string }): Promise<Site> => {
    const started = await startSite(serve, tls);
    sites.push(started);
    return started;
  };
  const locate = (url: string, user = 'alice@example.invalid') =>
    locateEws({ url, user, password: 'secret' }, environment, soon(20_000));
  /** Answers EWS at one path, whoever signs in. */
  const ewsAtPath =
    (at: string, more: Serve = (_path, response) => response.writeHead(404).end()): Serve =>
    (path, response, own, isSigned) => {
      if (path !== at) more(path, response, own, isSigned);
      else if (isSigned) reply(response, ROOT);
      else response.writeHead(401, { 'www-authenticate': 'Basic realm=""' }).end();
    };

  it.each(['', 'owa/', 'EWS', 'ews/exchange.asmx'])(
    'from the address of the server with the path “%s”',
    async (path) => {
      const server = await site(ewsAtPath('/ews/exchange.asmx'));
      const found = await locate(`${server.url}${path}`, 'EXAMPLE\\alice');
      expect(found.url.pathname.toLowerCase()).toBe('/ews/exchange.asmx');
      expect(server.asked).toEqual(['POST /ews/exchange.asmx +']);
    },
  );

  it('after a redirect, for good', async () => {
    const server = await site(
      ewsAtPath('/moved/exchange.asmx', (_path, response) => {
        response.writeHead(307, { location: '/moved/Exchange.asmx' }).end();
      }),
    );
    expect((await locate(server.url)).url.pathname).toBe('/moved/Exchange.asmx');
  });

  it('by the JSON of Autodiscover, which gets no password', async () => {
    const server = await site(
      ewsAtPath('/there/e.asmx', (path, response, own) => {
        if (!path.includes('autodiscover.json?')) response.writeHead(404).end();
        else
          response
            .writeHead(200, { 'content-type': 'application/json' })
            .end(JSON.stringify({ Protocol: 'EWS', Url: `${own.url}there/e.asmx` }));
      }),
    );
    const found = await locate(server.url);
    expect(found).toMatchObject({ address: 'alice@example.invalid' });
    expect(found.url.pathname).toBe('/there/e.asmx');
    expect(server.asked).toEqual([
      'POST /ews/exchange.asmx +',
      'GET /autodiscover/autodiscover.json/v1.0/alice%40example.invalid?protocol=ews',
      'GET /autodiscover/autodiscover.json?email=alice%40example.invalid&protocol=ews',
      'POST /there/e.asmx +',
    ]);
  });

  const byPox = (answer: (own: Site, path: string) => string): Serve =>
    ewsAtPath('/there/e.asmx', (path, response, own, isSigned) => {
      if (!path.endsWith('.xml')) response.writeHead(404).end();
      else if (!isSigned) response.writeHead(401, { 'www-authenticate': 'Basic realm=""' }).end();
      else response.writeHead(200, { 'content-type': 'text/xml' }).end(answer(own, path));
    });

  it('by the XML of Autodiscover: the outer address first, the inner one if that does not answer', async () => {
    const server = await site(
      byPox((own) =>
        settings(protocol('EXCH', `${own.url}there/e.asmx`), protocol('EXPR', `${own.url}closed/e.asmx`)),
      ),
    );
    const found = await locate(server.url);
    expect(found).toMatchObject({ address: 'Alice@Example.ORG' });
    expect(found.url.pathname).toBe('/there/e.asmx');
    expect(server.asked.slice(-4)).toEqual([
      'POST /autodiscover/autodiscover.xml',
      'POST /autodiscover/autodiscover.xml +',
      'POST /closed/e.asmx +',
      'POST /there/e.asmx +',
    ]);
  });

  it('where Autodiscover sends us: to another address, to another place', async () => {
    const server = await site(
      byPox((own, path) => {
        if (path.startsWith('/autodiscover/autodiscover.xml'))
          return pox(`<Action>redirectUrl</Action><RedirectUrl>${own.url}other/second.xml</RedirectUrl>`);
        return settings(protocol('EXPR', `${own.url}there/e.asmx`));
      }),
    );
    expect((await locate(server.url)).url.pathname).toBe('/there/e.asmx');
    const asked: string[] = [];
    const second = await site((path, response, own, isSigned) => {
      if (path.endsWith('.xml')) asked.push(path);
      const first = asked.length <= 2;
      byPox(() =>
        first
          ? pox('<Action>redirectAddr</Action><RedirectAddr>alice@other.invalid</RedirectAddr>')
          : settings(protocol('WEB', `${own.url}there/e.asmx`)),
      )(path, response, own, isSigned);
    });
    expect((await locate(second.url)).url.pathname).toBe('/there/e.asmx');
    expect(second.asked.filter((line) => line.includes('other.invalid'))).toHaveLength(2);
  });

  it('never in circles', async () => {
    const around = await site(
      byPox((own) => pox(`<Action>redirectUrl</Action><RedirectUrl>${own.url}a.xml</RedirectUrl>`)),
    );
    expect(await rejection(locate(around.url))).toMatchObject({ name: 'Unavailable' });
    expect(around.asked.length).toBeLessThan(30);
    const again = await site(
      byPox(() => pox('<Action>redirectAddr</Action><RedirectAddr>ALICE@example.invalid</RedirectAddr>')),
    );
    expect(await rejection(locate(again.url))).toMatchObject({ name: 'Unavailable', code: 'wrong-path' });
  });

  it('gives the password to nobody without TLS, whoever names them', async () => {
    const thief = await site((_path, response) =>
      response.writeHead(401, { 'www-authenticate': 'Basic realm=""' }).end(),
    );
    const answers = [
      settings(protocol('EXPR', `${thief.url}ews.asmx`)),
      pox(`<Action>redirectUrl</Action><RedirectUrl>${thief.url}a.xml</RedirectUrl>`),
    ];
    for (const answer of answers) {
      const server = await site(byPox(() => answer));
      expect(await rejection(locate(server.url))).toMatchObject({
        name: 'Denied',
        code: 'redirect-to-other-host',
      });
    }
    const json = await site((path, response) => {
      if (!path.includes('json')) response.writeHead(404).end();
      else response.end(JSON.stringify({ Url: `${thief.url}ews.asmx` }));
    });
    expect(await rejection(locate(json.url))).toMatchObject({ code: 'redirect-to-other-host' });
    const moved = await site((_path, response) =>
      response.writeHead(307, { location: `${thief.url}ews.asmx` }).end(),
    );
    expect(await rejection(locate(moved.url))).toMatchObject({ code: 'redirect-to-other-host' });
    expect(thief.asked).toEqual([]);
  });
});

describe('What the Test button says', () => {
  const locate = (url: string, user = 'EXAMPLE\\alice') =>
    locateEws({ url, user, password: 'secret' }, environment, soon(20_000));

  it('a wrong password ends the search: it is not tried elsewhere', async () => {
    const site = await startSite((_path, response) => {
      response.writeHead(401, { 'www-authenticate': 'Negotiate, Basic realm="x"' }).end();
    });
    expect(await rejection(locate(site.url, 'alice@example.invalid'))).toMatchObject({
      name: 'Denied',
      code: 'sign-in-refused',
      parameters: { schemes: 'Negotiate, Basic' },
    });
    expect(site.asked).toHaveLength(1);
    await site.close();
  });

  it('a server that is something else, a path that leads nowhere', async () => {
    const html = await startSite((_path, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
    );
    expect(await rejection(locate(html.url))).toMatchObject({ code: 'not-exchange' });
    await html.close();
    const nothing = await startSite((_path, response) => response.writeHead(404).end());
    expect(await rejection(locate(nothing.url))).toMatchObject({ code: 'wrong-path' });
    await nothing.close();
  });

  it('a certificate that nobody trusts, a name that nobody knows, an address that is none', async () => {
    const pair = await generate([{ name: 'commonName', value: '127.0.0.1' }]);
    const site = await startSite(() => undefined, { key: pair.private, cert: pair.cert });
    expect(await rejection(locate(site.url))).toMatchObject({ code: 'certificate-self-signed' });
    expect(site.asked).toEqual([]);
    await site.close();
    expect(await rejection(locate('exchange.invalid'))).toMatchObject({
      code: 'host-unknown',
      parameters: { host: 'exchange.invalid' },
    });
    expect(await rejection(locate('alice@nobody.invalid'))).toMatchObject({
      code: 'autodiscover-failed',
      parameters: { domain: 'nobody.invalid' },
    });
    for (const text of ['', 'ftp://example.org/', 'two words'])
      expect(await rejection(locate(text))).toMatchObject({ code: 'url-invalid' });
  });

  it('a server inside our own network', async () => {
    const site = await startSite(() => undefined);
    const closed = { ...environment, allowedPrivateHosts: [] };
    const asking = locateEws(
      { url: site.url, user: 'alice@example.invalid', password: 'secret' },
      closed,
      soon(),
    );
    expect(await rejection(asking)).toMatchObject({ code: 'address-not-allowed' });
    expect(site.asked).toEqual([]);
    await site.close();
  });
});

describe('What was typed', () => {
  it.each([
    ['mail.example.org', 'EX\\alice', ['https://mail.example.org/EWS/Exchange.asmx'], null],
    [
      'https://me:pw@mail.example.org/owa/#x',
      'alice@example.org',
      ['https://mail.example.org/EWS/Exchange.asmx'],
      'alice@example.org',
    ],
    [
      'https://mail.example.org/ews/',
      'a',
      ['https://mail.example.org/ews/Exchange.asmx', 'https://mail.example.org/EWS/Exchange.asmx'],
      null,
    ],
    [
      'http://mail.example.org/EWS/Exchange.asmx',
      'alice@example.org',
      ['http://mail.example.org/EWS/Exchange.asmx'],
      null,
    ],
    ['alice@example.org', 'EX\\alice', [], 'alice@example.org'],
  ])('%s', (text, user, endpoints, address) => {
    const typed = readTyped(text, user);
    expect([typed.endpoints.map(({ href }) => href), typed.address]).toEqual([endpoints, address]);
  });

  it('Autodiscover is asked over TLS alone', () => {
    expect(autodiscoverOrigins('alice@example.org').map(({ href }) => href)).toEqual([
      'https://autodiscover.example.org/',
      'https://example.org/',
    ]);
  });
});

describe('An answer of Autodiscover', () => {
  const read = (text: string) => {
    const body = (async function* () {
      yield await Promise.resolve(Buffer.from(text));
    })();
    return readPox({ body, url: new URL('https://mail.example.org/autodiscover/autodiscover.xml') });
  };

  it.each([
    [
      'an error',
      '<Autodiscover><Response><Error><ErrorCode>500</ErrorCode></Error></Response></Autodiscover>',
    ],
    ['nothing', '<Autodiscover/>'],
    ['a redirect without target', pox('<Action>redirectAddr</Action>')],
    ['settings without EWS', settings('<Protocol><Type>EXCH</Type></Protocol>')],
  ])('%s says that nothing is known', async (_name, text) => {
    expect(await read(text)).toEqual({ type: 'unknown' });
  });

  it('older servers call it ASUrl', async () => {
    const answer = await read(
      settings('<Protocol><Type>EXCH</Type><ASUrl>https://mail.example.org/e.asmx</ASUrl></Protocol>'),
    );
    expect(answer).toMatchObject({ type: 'settings', urls: [new URL('https://mail.example.org/e.asmx')] });
  });
});
