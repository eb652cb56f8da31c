import type { Sandbox } from '../../../src/sandbox/main.ts';
import { ask, askXml, propfind, put, eventText, testSandbox, USERS, WORK } from '../support.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await testSandbox({
    users: [
      ...USERS,
      {
        name: 'dora',
        displayName: 'Dora <"&\'> Ö',
        address: 'Dora@Example.org',
        password: 'pass:wörd',
        calendars: [
          { slug: 'work', name: 'Work & <more>', color: '#abcdef' },
          { slug: 'holidays', name: 'Holidays', readOnly: true },
        ],
      },
    ],
  });
});
afterAll(() => sandbox.stop());

const DORA = { user: 'dora', password: 'pass:wörd' };

describe('discovery', () => {
  it('leads from .well-known over the principal and the home set to the calendars', async () => {
    const wellKnown = await ask(sandbox, 'PROPFIND', '/.well-known/caldav', { user: null });
    expect([wellKnown.status, wellKnown.headers.get('location')]).toEqual([301, '/caldav/']);
    const root = await propfind(sandbox, '/caldav/', '0', ['D:current-user-principal'], DORA);
    expect(root.text).toContain('<D:href>/caldav/principals/dora/</D:href>');
    const names = ['C:calendar-home-set', 'C:calendar-user-address-set', 'D:displayname'];
    const principal = await propfind(sandbox, '/caldav/principals/dora/', '0', names, DORA);
    expect(principal.text).toContain('<D:href>/caldav/calendars/dora/</D:href>');
    expect(principal.text).toContain('<D:href>mailto:dora@example.org</D:href>');
    expect(principal.text).toContain("Dora &lt;&quot;&amp;'&gt; Ö");
    const wanted = ['D:resourcetype', 'D:displayname', 'A:calendar-color', 'D:current-user-privilege-set'];
    const home = await propfind(sandbox, '/caldav/calendars/dora/', '1', wanted, DORA);
    expect(home.text.match(/<C:calendar\/>/g)).toHaveLength(2);
    expect(home.text).toContain('Work &amp; &lt;more&gt;');
    expect(home.text).toContain('#abcdef');
    const [, holidays = ''] = home.text.split('/dora/holidays/');
    expect(holidays).not.toContain('<D:write/>');
    expect(home.text.split('/dora/holidays/')[0]).toContain('<D:write/>');
  });

  it('works from the root of the server too', async () => {
    const root = await propfind(sandbox, '/', '0', ['D:current-user-principal']);
    expect(root.text).toContain('/caldav/principals/alice/');
  });

  it.each([
    ['nobody', null, ''],
    ['a wrong password', 'alice', 'wrong'],
    ['an unknown name', 'mallory', 'secret'],
  ])('turns %s away with a challenge', async (_name, user, password) => {
    const answer = await propfind(sandbox, '/caldav/', '0', ['D:displayname'], { user, password });
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([
      401,
      expect.stringMatching(/^Basic /),
    ]);
  });

  it('lets people sign in with their address', async () => {
    const answer = await propfind(sandbox, '/caldav/', '0', ['D:displayname'], {
      user: 'alice@example.org',
      password: 'alice:secret',
    });
    expect(answer.status).toBe(207);
  });

  it.each(['/caldav/calendars/bob/', '/caldav/calendars/bob/work/', '/caldav/calendars/bob/work/x.ics'])(
    'keeps %s from others',
    async (path) => {
      expect((await propfind(sandbox, path, '0', ['D:getetag'])).status).toBe(403);
      expect((await ask(sandbox, 'GET', path)).status).toBe(403);
      expect((await put(sandbox, path, eventText())).status).toBe(403);
      expect((await ask(sandbox, 'DELETE', path)).status).toBe(403);
    },
  );

  it('says in the DAV header whether it schedules', async () => {
    const off = await ask(sandbox, 'OPTIONS', '/caldav/', { user: null });
    expect(off.headers.get('dav')).toMatch(/calendar-access/);
    expect(off.headers.get('dav')).not.toMatch(/calendar-auto-schedule/);
    const other = await testSandbox({ caldav: { scheduling: 'implicit' } });
    try {
      const on = await ask(other, 'OPTIONS', '/caldav/');
      expect(on.headers.get('dav')).toMatch(/calendar-auto-schedule/);
      const home = await propfind(other, '/caldav/calendars/alice/', '1', ['D:resourcetype']);
      expect(home.text.match(/<C:calendar\/>/g)).toHaveLength(1);
      expect(home.text).toMatch(/inbox\/<\/D:href>.*<C:schedule-inbox\/>/);
    } finally {
      await other.stop();
    }
  });
});

describe('PROPFIND', () => {
  it('lists what is missing with 404, and leaves it out when asked for the minimum', async () => {
    const names = ['D:displayname', 'D:nonsense'];
    const full = await propfind(sandbox, WORK, '0', names);
    expect(full.text).toMatch(/<D:nonsense\/><\/D:prop><D:status>HTTP\/1.1 404 Not Found/);
    const minimal = await propfind(sandbox, WORK, '0', names, { headers: { prefer: 'return=minimal' } });
    expect(minimal.text).not.toMatch(/nonsense|404/);
  });

  it.each([
    ['Depth infinity', 'infinity', 403, 'propfind-finite-depth'],
    ['no Depth, which means infinity', '', 403, 'propfind-finite-depth'],
    ['another Depth', '2', 400, 'Depth'],
  ])('refuses %s', async (_name, depth, status, reason) => {
    const body = '<D:propfind NS><D:allprop/></D:propfind>';
    const answer = await askXml(sandbox, 'PROPFIND', WORK, body, depth === '' ? {} : { depth });
    expect([answer.status, answer.text]).toEqual([status, expect.stringContaining(reason)]);
  });

  it('answers allprop and propname, and an empty body like allprop', async () => {
    const all = await askXml(sandbox, 'PROPFIND', WORK, '<D:propfind NS><D:allprop/></D:propfind>', {
      depth: '0',
    });
    expect(all.text).toContain('<D:displayname>Work</D:displayname>');
    expect(all.text).not.toContain('supported-report-set');
    const names = await askXml(sandbox, 'PROPFIND', WORK, '<D:propfind NS><D:propname/></D:propfind>', {
      depth: '0',
    });
    expect(names.text).toContain('<D:sync-token/>');
    expect((await ask(sandbox, 'PROPFIND', WORK, { headers: { depth: '0' } })).text).toBe(all.text);
  });

  it.each<[string, string, number]>([
    ['broken XML', '<D:propfind xmlns:D="DAV:"><D:prop>', 400],
    ['another root', '<D:other xmlns:D="DAV:"/>', 422],
    ['an undeclared prefix', '<D:propfind><D:prop/></D:propfind>', 400],
    [
      'a document type',
      '<!DOCTYPE x [<!ENTITY a "aaaa">]><D:propfind xmlns:D="DAV:"><D:prop/></D:propfind>',
      400,
    ],
    ['an unknown entity', '<D:propfind xmlns:D="DAV:"><D:prop>&bomb;</D:prop></D:propfind>', 400],
    ['endless nesting', `${'<a>'.repeat(100)}${'</a>'.repeat(100)}`, 400],
    ['nothing to find', '<D:propfind xmlns:D="DAV:"/>', 400],
  ])('refuses %s', async (_name, body, status) => {
    expect((await askXml(sandbox, 'PROPFIND', WORK, body, { depth: '0' })).status).toBe(status);
  });

  it.each([
    '/caldav/nowhere/',
    '/caldav/calendars/alice/none/',
    `${WORK}none.ics`,
    '/elsewhere',
    '/caldav/principals/bob/',
  ])('finds nothing at %s', async (path) => {
    expect((await propfind(sandbox, path, '0', ['D:displayname'])).status).toBe(404);
  });

  it.each(['/caldav/%zz/', '/caldav/calendars/alice/a%2Fb/', '/caldav/calendars/alice/%2e%2e/'])(
    'refuses the path %s',
    async (path) => {
      // fetch would tidy the path up, so it goes out by hand.
      const { request } = await import('node:http');
      const status = await new Promise((resolve, reject) => {
        const auth = 'alice:alice:secret';
        const { hostname, port } = new URL(sandbox.url);
        request({ hostname, port, path, method: 'PROPFIND', auth, headers: { depth: '0' } }, (response) => {
          response.resume();
          resolve(response.statusCode);
        })
          .on('error', reject)
          .end();
      });
      expect(status).toBe(400);
    },
  );
});

describe('calendars', () => {
  const path = '/caldav/calendars/cleo/new/';
  const CLEO = { user: 'cleo' };
  const XML = { 'content-type': 'application/xml' };

  it('are made with name and colour, once', async () => {
    const body =
      '<C:mkcalendar xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:A="http://apple.com/ns/ical/"><D:set><D:prop><D:displayname>Neu &amp; schön</D:displayname><A:calendar-color>#00FF00FF</A:calendar-color></D:prop></D:set></C:mkcalendar>';
    const make = () => ask(sandbox, 'MKCALENDAR', path, { ...CLEO, body, headers: XML });
    expect((await make()).status).toBe(201);
    expect((await make()).status).toBe(405);
    const made = await propfind(sandbox, path, '0', ['D:displayname', 'A:calendar-color'], CLEO);
    expect(made.text).toContain('Neu &amp; schön');
    expect(made.text).toContain('#00FF00FF');
  });

  it('are made by extended MKCOL, and nothing else is', async () => {
    const mkcol = (type: string) =>
      `<D:mkcol xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set><D:prop><D:resourcetype><D:collection/>${type}</D:resourcetype></D:prop></D:set></D:mkcol>`;
    const make = (slug: string, body: string) =>
      ask(sandbox, 'MKCOL', `/caldav/calendars/cleo/${slug}/`, { ...CLEO, body, headers: XML });
    expect((await make('by-mkcol', mkcol('<C:calendar/>'))).status).toBe(201);
    expect((await make('plain', mkcol(''))).status).toBe(403);
  });

  it('take names, colours and foreign properties, all or none', async () => {
    const patch = (set: string) =>
      askXml(
        sandbox,
        'PROPPATCH',
        WORK,
        `<D:propertyupdate NS><D:set><D:prop>${set}</D:prop></D:set></D:propertyupdate>`,
      );
    const foreign = '<X:order xmlns:X="http://x.test/">7</X:order>';
    expect((await patch(`<A:calendar-color>#123456</A:calendar-color>${foreign}`)).text).toContain('200 OK');
    const refused = await patch('<D:displayname>No</D:displayname><D:getetag>1</D:getetag>');
    expect(refused.text).toMatch(/<D:getetag\/><\/D:prop><D:status>HTTP\/1.1 403/);
    expect(refused.text).toMatch(/<D:displayname\/><\/D:prop><D:status>HTTP\/1.1 424/);
    expect((await patch('<A:calendar-color>red</A:calendar-color>')).text).toContain('403');
    const body = `<D:propfind NS><D:prop><D:displayname/><A:calendar-color/><order xmlns="http://x.test/"/></D:prop></D:propfind>`;
    const now = await askXml(sandbox, 'PROPFIND', WORK, body, { depth: '0' });
    expect(now.text).toContain('<D:displayname>Work</D:displayname>');
    expect(now.text).toContain('#123456');
    expect(now.text).toContain('<order xmlns="http://x.test/">7</order>');
  });

  it('go with everything in them', async () => {
    const doomed = '/caldav/calendars/cleo/doomed/';
    await ask(sandbox, 'MKCALENDAR', doomed, CLEO);
    await put(sandbox, `${doomed}a.ics`, eventText(), CLEO);
    expect((await ask(sandbox, 'DELETE', doomed, CLEO)).status).toBe(204);
    expect((await ask(sandbox, 'GET', `${doomed}a.ics`, CLEO)).status).toBe(404);
    expect((await put(sandbox, `${doomed}a.ics`, eventText(), CLEO)).status).toBe(409);
  });

  it('that are read-only take nothing', async () => {
    const holidays = '/caldav/calendars/dora/holidays/';
    const answer = await put(sandbox, `${holidays}a.ics`, eventText(), DORA);
    expect([answer.status, answer.text]).toEqual([403, expect.stringContaining('need-privileges')]);
    expect((await ask(sandbox, 'DELETE', holidays, DORA)).status).toBe(403);
  });

  it.each(['PATCH', 'LOCK', 'COPY'])('do not know %s', async (method) => {
    const answer = await ask(sandbox, method, WORK);
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, expect.stringContaining('REPORT')]);
  });
});
