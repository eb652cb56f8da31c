import type { ProbeResult } from '../../../../src/sync/ports.ts';
import { describeWith } from '../../../requirements.ts';
import type { Requirement } from '../../../requirements.ts';
import { makeCalendar } from '../../../support/caldav-server.ts';
import type { CaldavServer } from '../../../support/caldav-server.ts';
import { startCyrus } from '../../../support/cyrus.ts';
import { startRadicale } from '../../../support/radicale.ts';
import { startXandikos } from '../../../support/xandikos.ts';
import { mailboxOn, multistatus, resource, startLoopback } from './loopback.ts';

const soon = (): { deadline: number } => ({ deadline: Date.now() + 20_000 });

async function probeAt(
  url: string,
): Promise<{ result: ProbeResult; calendars: readonly string[]; silent: string }> {
  const mailbox = mailboxOn(url);
  const result = await mailbox.probe(soon());
  const calendars = (await mailbox.collections(soon())).map((calendar) => calendar.id);
  const { silentScheduling } = mailbox.traits;
  await mailbox.close?.();
  return { result, calendars, silent: silentScheduling };
}

const SERVERS: readonly (readonly [Requirement, () => Promise<CaldavServer>, string])[] = [
  ['radicale', startRadicale, 'yes'],
  ['xandikos', startXandikos, 'yes'],
  ['cyrus', startCyrus, 'no'],
];

for (const [program, start, silent] of SERVERS) {
  describeWith([program], `Discovery on ${program}`, () => {
    let server: CaldavServer;
    let calendar: string;
    beforeAll(async () => {
      server = await start();
      calendar = await makeCalendar(server);
    });
    afterAll(() => server.end());

    it('finds the calendars from the root, the home and the calendar itself', async () => {
      const id = new URL(calendar).pathname;
      for (const url of [
        server.url,
        server.home,
        calendar,
        calendar.replace(/\/$/, ''),
        `${server.url}nothing/here`,
      ]) {
        const found = await probeAt(url);
        expect(found.calendars).toContain(id);
        expect(found.result.discovered).toMatchObject({ homes: server.home });
      }
    });

    it('knows whether the server mails attendees by itself, and lets no secret into its facts', async () => {
      const { result, silent: found } = await probeAt(server.url);
      expect(found).toBe(silent);
      expect(JSON.stringify(result)).not.toContain(server.password);
      expect(result.discovered['syncCollection']).toBe('true');
    });
  });
}

describe('Discovery', () => {
  it('goes by .well-known, reads addresses, colours and privileges, and leaves out what is no calendar for events', async () => {
    const calendar = (name: string, more: string): string =>
      resource(`/dav/cal/${name}/`, `<D:resourcetype><D:collection/><C:calendar/></D:resourcetype>${more}`);
    const only = (component: string): string =>
      `<C:supported-calendar-component-set><C:comp name="${component}"/></C:supported-calendar-component-set>`;
    const privilege = (name: string): string =>
      `<D:current-user-privilege-set><D:privilege><D:${name}/></D:privilege></D:current-user-privilege-set>`;
    const color = '<A:calendar-color xmlns:A="http://apple.com/ns/ical/">#FF8800CC</A:calendar-color>';
    const home = [
      resource('/dav/cal/', '<D:resourcetype><D:collection/></D:resourcetype>'),
      calendar(
        'work',
        `<D:displayname>Work &amp; more</D:displayname>${color}${only('VEVENT')}${privilege('write')}`,
      ),
      calendar('team%40x', `<D:displayname/>${privilege('read')}`),
      calendar('tasks', only('VTODO')),
      resource('/dav/cal/inbox/', '<D:resourcetype><D:collection/><C:schedule-inbox/></D:resourcetype>'),
    ].join('');
    const addresses = '<D:href>MAILTO:Me@Example.org</D:href><D:href>/principals/me/</D:href>';
    const principal = `<C:calendar-home-set><D:href>/dav/cal/</D:href></C:calendar-home-set><C:calendar-user-address-set>${addresses}</C:calendar-user-address-set>`;
    const root = '<D:current-user-principal><D:href>/me/</D:href></D:current-user-principal>';
    const server = await startLoopback((request, response) => {
      if (request.url === '/.well-known/caldav')
        return void response.writeHead(301, { location: '/dav/' }).end();
      if (request.method === 'OPTIONS')
        return void response.writeHead(200, { dav: '1, calendar-auto-schedule' }).end();
      const known: Readonly<Record<string, string>> = {
        '/dav/cal/': home,
        '/me/': resource('/me/', principal),
        '/dav/': resource('/dav/', root),
      };
      const body = known[request.url ?? ''];
      if (body === undefined) response.writeHead(404).end();
      else multistatus(response, body);
    });
    const mailbox = mailboxOn(server.url);
    const result = await mailbox.probe(soon());
    expect(result.addresses).toEqual(['mailto:me@example.org']);
    expect(mailbox.traits.silentScheduling).toBe('no');
    expect(await mailbox.collections(soon())).toEqual([
      { id: '/dav/cal/work/', name: 'Work & more', kinds: ['Event'], color: '#ff8800', writable: true },
      { id: '/dav/cal/team%40x/', name: 'team@x', kinds: ['Event'], color: null, writable: false },
    ]);
    await mailbox.close?.();
    const again = mailboxOn(server.url, { discovered: result.discovered });
    server.asked.length = 0;
    await again.collections(soon());
    expect(server.asked).toEqual(['PROPFIND /dav/cal/']);
    await again.close?.();
    await server.close();
  });
});
