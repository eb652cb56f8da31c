import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { settableClock } from '../../../src/sandbox/main.ts';
import type { Sandbox } from '../../../src/sandbox/main.ts';
import { describeWith, REQUIREMENTS, which } from '../../requirements.ts';
import { startDavmail } from '../../support/davmail.ts';
import type { Davmail } from '../../support/davmail.ts';
import { ask, eventText, SERIES, START, unfolded } from '../support.ts';
import type { Answered, Asking } from '../support.ts';
import { schemaWatch } from './support.ts';

const run = promisify(execFile);
const CALENDAR = '/users/alice@example.org/calendar/';

describeWith(['davmail'], 'DavMail, which nobody here wrote,', () => {
  const watch = schemaWatch();
  let sandbox: Sandbox;
  const clock = settableClock(START);
  let davmail: Davmail;
  beforeAll(async () => {
    sandbox = await watch.sandbox({ clock });
    davmail = await startDavmail(sandbox.ewsUrl);
  }, 60_000);
  afterAll(async () => {
    await davmail.end();
    await sandbox.stop();
    if (REQUIREMENTS.xmllint() && REQUIREMENTS['reference-data']()) await watch.validate();
  });

  function call(method: string, path: string, asking: Asking = {}): Promise<Answered> {
    return ask(davmail, method, path, { user: 'alice@example.org', password: 'alice:secret', ...asking });
  }
  const put = (
    name: string,
    text: string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answered> =>
    call('PUT', CALENDAR + name, {
      body: text,
      headers: { 'content-type': 'text/calendar; charset=utf-8', ...headers },
    });
  const stored = (uid: string): string =>
    unfolded(sandbox.groupware.events.byUid('alice', uid)[0]?.object.text ?? '');
  const tag = async (): Promise<string> => {
    const body =
      '<propfind xmlns="DAV:"><prop><getctag xmlns="http://calendarserver.org/ns/"/></prop></propfind>';
    const { text } = await call('PROPFIND', CALENDAR, {
      body,
      headers: { depth: '0', 'content-type': 'text/xml' },
    });
    return /getctag[^>]*>([^<]*)</.exec(text)?.[1] ?? '';
  };
  const listed = async (): Promise<ReadonlyMap<string, string>> => {
    const body = '<propfind xmlns="DAV:"><prop><getetag/></prop></propfind>';
    const { text } = await call('PROPFIND', CALENDAR, {
      body,
      headers: { depth: '1', 'content-type': 'text/xml' },
    });
    const found = text.matchAll(/<D:href>([^<]*\.(?:EML|ics))<\/D:href>.*?<D:getetag>([^<]*)</gi);
    return new Map([...found].map(([, href, etag]) => [href ?? '', etag ?? '']));
  };
  /** Path and ETag of what a PUT made. */
  const made = (answer: Answered): readonly [path: string, etag: string] => [
    answer.headers.get('location') ?? '',
    answer.headers.get('etag') ?? '',
  ];

  it('signs in and finds the calendar', async () => {
    const { status, text } = await call('PROPFIND', CALENDAR, {
      body: '<propfind xmlns="DAV:"><prop><resourcetype/><displayname/></prop></propfind>',
      headers: { depth: '0', 'content-type': 'text/xml' },
    });
    expect(status).toBe(207);
    expect(text).toMatch(/<C:calendar\/>.*<D:displayname>Work</);
    expect((await call('PROPFIND', CALENDAR, { password: 'wrong' })).status).toBe(401);
  });

  it('creates a single event and reads it back', async () => {
    const before = await tag();
    const lines = [
      'DTSTART;TZID=Europe/Zurich:20260310T100000',
      'DTEND;TZID=Europe/Zurich:20260310T113000',
      'SUMMARY:Größe & <b>',
      'LOCATION:Room 1',
      'DESCRIPTION:One\\nTwo',
    ];
    const answer = await put('single.ics', eventText({ uid: 'single@test', lines }), {
      'if-none-match': '*',
    });
    expect(answer.status).toBe(201);
    const [path] = made(answer);
    const { text } = await call('GET', path);
    expect(unfolded(text)).toMatch(/SUMMARY:Größe & <b>\r?\n/);
    expect(unfolded(text)).toMatch(/DTSTART;TZID=[^:]*:20260310T100000/);
    expect(stored('single@test')).toContain('LOCATION:Room 1');
    expect(await tag()).not.toBe(before);
    expect([...(await listed()).keys()]).toHaveLength(1);
  });

  it('creates all-day events and series with exceptions', async () => {
    const allDay = ['DTSTART;VALUE=DATE:20260312', 'DTEND;VALUE=DATE:20260314', 'SUMMARY:Fair'];
    expect((await put('fair.ics', eventText({ uid: 'fair@test', lines: allDay }))).status).toBe(201);
    expect((await put('series.ics', eventText({ uid: 'series@test', ...SERIES }))).status).toBe(201);
    expect(stored('fair@test')).toMatch(/DTSTART;VALUE=DATE:20260312/);
    expect(stored('series@test')).toMatch(/RRULE:.*FREQ=WEEKLY/);
    expect(sandbox.groupware.events.in('alice/work')).toHaveLength(3);
    expect((await listed()).size).toBe(3);
  });

  it('changes an event under its ETag', async () => {
    const [path = ''] = [...(await listed()).keys()].slice(-1);
    const events = await Promise.all(
      [...(await listed()).keys()].map(async (one) => [one, (await call('GET', one)).text] as const),
    );
    const [single, text] = events.find(([, content]) => content.includes('single@test')) ?? [path, ''];
    const etag = (await listed()).get(single) ?? '';
    const moved = unfolded(text)
      .replaceAll('20260310T100000', '20260311T140000')
      .replaceAll('20260310T113000', '20260311T150000')
      .replace(/SUMMARY:.*/, 'SUMMARY:Moved');
    // Its ETag is the time of the last change, to the second.
    clock.advance(1000);
    const answer = await call('PUT', single, {
      body: moved,
      headers: { 'content-type': 'text/calendar', 'if-match': etag },
    });
    expect(answer.status).toBe(200);
    expect(stored('single@test')).toMatch(/SUMMARY:Moved/);
    expect(unfolded((await call('GET', single)).text)).toMatch(/DTSTART;TZID=[^:]*:20260311T140000/);
    expect((await listed()).get(single)).not.toBe(etag);
  });

  it('sees what others change, and deletes', async () => {
    const text = eventText({
      uid: 'theirs@test',
      lines: ['DTSTART:20260401T080000Z', 'DTEND:20260401T090000Z', 'SUMMARY:Theirs'],
    });
    sandbox.groupware.events.save({ calendarId: 'alice/work', name: 'theirs.ics', text, schedule: false });
    const all = await listed();
    expect(all.size).toBe(4);
    const [path = ''] = [...all.keys()];
    const { text: first } = await call('GET', path);
    const uid = /UID:(.*?)\r?\n/.exec(unfolded(first))?.[1] ?? '';
    expect((await call('DELETE', path)).status).toBe(200);
    expect(stored(uid)).toBe('');
    expect((await listed()).size).toBe(3);
  });

  it('invites, and nobody hears of anything else', async () => {
    const lines = [
      'DTSTART:20260316T090000Z',
      'DTEND:20260316T100000Z',
      'SUMMARY:Review',
      // DavMail takes what doesn't say so for free.
      'TRANSP:OPAQUE',
      'ORGANIZER:mailto:alice@example.org',
      'ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@example.org',
    ];
    expect(sandbox.groupware.outbox.mails()).toEqual([]);
    expect((await put('review.ics', eventText({ uid: 'review@test', lines }))).status).toBe(201);
    expect(sandbox.groupware.outbox.mails()).toMatchObject([
      { kind: 'REQUEST', to: 'bob@example.org', uid: 'review@test' },
    ]);
    expect(sandbox.groupware.events.byUid('bob', 'review@test')).toHaveLength(1);
  });

  it('knows when somebody is busy', async () => {
    const lines = [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'METHOD:REQUEST',
      'PRODID:x',
      'BEGIN:VFREEBUSY',
      'UID:fb',
      'DTSTAMP:20250101T000000Z',
      'DTSTART:20260316T000000Z',
      'DTEND:20260317T000000Z',
      'ORGANIZER:mailto:alice@example.org',
      'ATTENDEE:mailto:bob@example.org',
      'END:VFREEBUSY',
      'END:VCALENDAR',
      '',
    ];
    const { status, text } = await call('POST', '/users/alice@example.org/outbox', {
      body: lines.join('\r\n'),
      headers: { 'content-type': 'text/calendar' },
    });
    expect(status).toBe(200);
    expect(text).toContain('20260316T090000Z/20260316T100000Z');
  });

  if (REQUIREMENTS.vdirsyncer()) {
    it('shows the same events to vdirsyncer', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'liaison-davmail-'));
      try {
        mkdirSync(join(folder, 'events'));
        writeFileSync(join(folder, 'config'), vdirsyncerConfig(folder, davmail.url));
        const env = { ...process.env, VDIRSYNCER_CONFIG: join(folder, 'config') };
        const program = which('vdirsyncer') ?? 'vdirsyncer';
        await run(program, ['discover', 'sandbox'], { env });
        await run(program, ['sync', 'sandbox'], { env });
        const files = readdirSync(join(folder, 'events')).map((name) =>
          readFileSync(join(folder, 'events', name), 'utf8'),
        );
        const uids = files.map((text) => /^UID:(.*?)\r?$/m.exec(unfolded(text))?.[1] ?? '');
        const here = sandbox.groupware.events.in('alice/work').map(({ object }) => object.uid);
        expect(uids.sort()).toEqual([...here].sort());
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    }, 60_000);
  }
});

function vdirsyncerConfig(folder: string, url: string): string {
  return `[general]
status_path = "${folder}/status/"
[pair sandbox]
a = "files"
b = "server"
collections = null
[storage files]
type = "filesystem"
path = "${folder}/events"
fileext = ".ics"
[storage server]
type = "caldav"
url = "${url}${CALENDAR}"
username = "alice@example.org"
password = "alice:secret"
`;
}
