import type { Sandbox } from '../../../src/sandbox/main.ts';
import { ask, eventText, propfind, put, testSandbox, WORK } from '../support.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await testSandbox({ caldav: { maxResourceSize: 20_000 } });
});
afterEach(() => sandbox.stop());

const ONE = `${WORK}one.ics`;

async function etag(path = ONE): Promise<string> {
  return (await ask(sandbox, 'GET', path)).headers.get('etag') ?? '';
}

describe('an event', () => {
  it('comes back byte for byte, however odd it is', async () => {
    const text = eventText().replace(
      'SUMMARY:Meeting',
      'SUMMARY:Sehr lange Überschrift über den Wolk\r\n en & <b>\\, "x"\r\nX-ODD;X-P="a:b;c":]]>;,\\n\r\nx-Lower:1',
    );
    const stored = await put(sandbox, ONE, text);
    expect(stored.status).toBe(201);
    const got = await ask(sandbox, 'GET', ONE);
    expect(got.text).toBe(text);
    expect(got.headers.get('etag')).toBe(stored.headers.get('etag'));
    expect(got.headers.get('content-type')).toMatch(/^text\/calendar; charset=utf-8/);
    const head = await ask(sandbox, 'HEAD', ONE);
    expect([head.text, head.headers.get('content-length')]).toEqual(['', String(Buffer.byteLength(text))]);
    const again = await ask(sandbox, 'GET', ONE, { headers: { 'if-none-match': await etag() } });
    expect(again.status).toBe(304);
  });

  it('keeps bare line feeds too', async () => {
    const text = eventText().replaceAll('\r\n', '\n');
    await put(sandbox, ONE, text);
    expect((await ask(sandbox, 'GET', ONE)).text).toBe(text);
  });

  it('has names that need encoding', async () => {
    const path = `${WORK}${encodeURIComponent('Ä b%c@d.ics')}`;
    expect((await put(sandbox, path, eventText())).status).toBe(201);
    const listed = await propfind(sandbox, WORK, '1', ['D:getetag']);
    const href = /<D:href>([^<]*\.ics)</.exec(listed.text)?.[1] ?? '';
    expect((await ask(sandbox, 'GET', href)).text).toBe(eventText());
  });

  it.each<[string, Readonly<Record<string, string>>, boolean, number]>([
    ['nothing asked, nothing there', {}, false, 201],
    ['nothing asked, something there', {}, true, 204],
    ['If-None-Match: *, nothing there', { 'if-none-match': '*' }, false, 201],
    ['If-None-Match: *, something there', { 'if-none-match': '*' }, true, 412],
    ['If-Match that matches', { 'if-match': 'CURRENT' }, true, 204],
    ['If-Match with one of several', { 'if-match': '"x", CURRENT' }, true, 204],
    ['If-Match that does not match', { 'if-match': '"x"' }, true, 412],
    ['If-Match weakly', { 'if-match': 'W/CURRENT' }, true, 412],
    ['If-Match, nothing there', { 'if-match': '"x"' }, false, 412],
    ['If-Match: *, something there', { 'if-match': '*' }, true, 204],
    ['If-Match: *, nothing there', { 'if-match': '*' }, false, 412],
  ])('is put with %s', async (_name, headers, exists, status) => {
    if (exists) await put(sandbox, ONE, eventText());
    const current = exists ? await etag() : '';
    const sent = Object.fromEntries(
      Object.entries(headers).map(([k, v]) => [k, v.replace('CURRENT', current)]),
    );
    const text = eventText({ lines: ['DTSTART:20260310T100000Z', 'SUMMARY:Second'] });
    const answer = await put(sandbox, ONE, text, { headers: sent });
    expect(answer.status).toBe(status);
    if (status === 412) expect((await ask(sandbox, 'GET', ONE)).text).not.toBe(text);
    else expect((await ask(sandbox, 'GET', ONE)).text).toBe(text);
  });

  it.each<[string, Readonly<Record<string, string>>, number]>([
    ['without condition', {}, 204],
    ['with If-Match', { 'if-match': 'CURRENT' }, 204],
    ['with an old If-Match', { 'if-match': '"old"' }, 412],
  ])('is deleted %s', async (_name, headers, status) => {
    await put(sandbox, ONE, eventText());
    const current = await etag();
    const sent = Object.fromEntries(
      Object.entries(headers).map(([k, v]) => [k, v.replace('CURRENT', current)]),
    );
    expect((await ask(sandbox, 'DELETE', ONE, { headers: sent })).status).toBe(status);
    expect((await ask(sandbox, 'GET', ONE)).status).toBe(status === 204 ? 404 : 200);
    if (status === 204) expect((await ask(sandbox, 'DELETE', ONE)).status).toBe(404);
  });

  it('gets another ETag when it comes back after deletion', async () => {
    await put(sandbox, ONE, eventText());
    const first = await etag();
    await ask(sandbox, 'DELETE', ONE);
    await put(sandbox, ONE, eventText());
    expect(await etag()).not.toBe(first);
  });

  it('is refused under a UID that another has, and with another UID under its name', async () => {
    await put(sandbox, ONE, eventText());
    const twin = await put(sandbox, `${WORK}two.ics`, eventText());
    expect([twin.status, twin.text]).toEqual([409, expect.stringContaining('no-uid-conflict')]);
    expect(twin.text).toContain(`<D:href>${ONE}</D:href>`);
    const changed = await put(sandbox, ONE, eventText({ uid: 'other@test' }));
    expect([changed.status, changed.text]).toEqual([409, expect.stringContaining('no-uid-conflict')]);
  });

  it.each<[string, string | Uint8Array<ArrayBuffer>, string, string]>([
    ['junk', 'hello', 'text/calendar', 'valid-calendar-data'],
    [
      'a METHOD',
      eventText().replace('VERSION', 'METHOD:REQUEST\r\nVERSION'),
      'text/calendar',
      'valid-calendar-object-resource',
    ],
    ['bytes that are not UTF-8', new Uint8Array([0x42, 0xff, 0xfe]), 'text/calendar', 'valid-calendar-data'],
    ['another type', eventText(), 'text/plain', 'supported-calendar-data'],
    [
      'more than allowed',
      eventText({ lines: [`SUMMARY:${'x'.repeat(25_000)}`] }),
      'text/calendar',
      'max-resource-size',
    ],
    ['far more than allowed', 'x'.repeat(1_500_000), 'text/calendar', 'max-resource-size'],
  ])('is refused as %s', async (_name, body, type, condition) => {
    const answer = await ask(sandbox, 'PUT', ONE, { body, headers: { 'content-type': type } });
    expect([answer.status, answer.text]).toEqual([403, expect.stringContaining(`<C:${condition}/>`)]);
    expect((await ask(sandbox, 'GET', ONE)).status).toBe(404);
  });
});

describe('scheduling over CalDAV', () => {
  const invitation = eventText({
    lines: [
      'DTSTART:20260310T100000Z',
      'SUMMARY:Plans',
      'ORGANIZER:mailto:alice@example.org',
      'ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:bob@example.org',
    ],
  });

  it('is off by default: nobody is mailed and nothing is added', async () => {
    const stored = await put(sandbox, ONE, invitation);
    expect(stored.headers.get('etag')).not.toBeNull();
    expect((await ask(sandbox, 'GET', ONE)).text).toBe(invitation);
    await ask(sandbox, 'DELETE', ONE);
    expect(sandbox.groupware.outbox.mails()).toEqual([]);
    expect(sandbox.groupware.events.byUid('bob', 'one@test')).toEqual([]);
  });

  it('invites when it is on, with a Schedule-Tag instead of an ETag', async () => {
    const other = await testSandbox({ caldav: { scheduling: 'implicit' } });
    try {
      const stored = await put(other, ONE, invitation);
      expect(stored.headers.get('etag')).toBeNull();
      const tag = stored.headers.get('schedule-tag') ?? '';
      expect(tag).toMatch(/^"/);
      other.groupware.events.respond({ user: 'bob', uid: 'one@test', status: 'ACCEPTED' });
      const now = await ask(other, 'GET', ONE);
      expect(now.headers.get('schedule-tag')).toBe(tag);
      expect(now.text).toContain('PARTSTAT=ACCEPTED');
      const changed = now.text.replace('SUMMARY:Plans', 'SUMMARY:Other plans');
      const wrong = await put(other, ONE, changed, { headers: { 'if-schedule-tag-match': '"no"' } });
      expect(wrong.status).toBe(412);
      const right = await put(other, ONE, changed, { headers: { 'if-schedule-tag-match': tag } });
      expect(right.status).toBe(204);
      const kinds = other.groupware.outbox.mails().map(({ kind, to }) => `${kind} ${to}`);
      expect(kinds).toEqual([
        'REQUEST bob@example.org',
        'REPLY alice@example.org',
        'REQUEST bob@example.org',
      ]);
    } finally {
      await other.stop();
    }
  });

  it('lets an attendee leave quietly, and refuses what is not theirs to change', async () => {
    const other = await testSandbox({ caldav: { scheduling: 'implicit' } });
    try {
      await put(other, ONE, invitation);
      const name = other.groupware.events.byUid('bob', 'one@test')[0]?.name ?? '';
      const path = `/caldav/calendars/bob/work/${name}`;
      const mine = await ask(other, 'GET', path, { user: 'bob' });
      const moved = await put(other, path, mine.text.replace('T100000Z', 'T110000Z'), { user: 'bob' });
      expect([moved.status, moved.text]).toEqual([
        403,
        expect.stringContaining('allowed-attendee-scheduling-object-change'),
      ]);
      await ask(other, 'DELETE', path, { user: 'bob', headers: { 'schedule-reply': 'F' } });
      expect(other.groupware.outbox.mails().map(({ kind }) => kind)).toEqual(['REQUEST']);
    } finally {
      await other.stop();
    }
  });
});

describe('the scheduling outbox', () => {
  const question = (organizer: string): string =>
    [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//test//EN',
      'METHOD:REQUEST',
      'BEGIN:VFREEBUSY',
      'UID:question',
      'DTSTAMP:20260101T000000Z',
      'DTSTART:20260310T000000Z',
      'DTEND:20260311T000000Z',
      `ORGANIZER:mailto:${organizer}@example.org`,
      'ATTENDEE:mailto:bob@example.org',
      'ATTENDEE:mailto:stranger@example.org',
      'END:VFREEBUSY',
      'END:VCALENDAR',
      '',
    ].join('\r\n');
  const headers = { 'content-type': 'text/calendar' };
  const outbox = '/caldav/calendars/alice/outbox/';

  it('tells when colleagues are busy, to whom asks in their own name', async () => {
    const other = await testSandbox({ caldav: { scheduling: 'implicit' } });
    try {
      await put(other, '/caldav/calendars/bob/work/a.ics', eventText(), { user: 'bob' });
      const answer = await ask(other, 'POST', outbox, { body: question('alice'), headers });
      expect(answer.status).toBe(200);
      expect(answer.text).toContain('FREEBUSY;FBTYPE=BUSY:20260310T090000Z/20260310T100000Z');
      expect(answer.text).toMatch(/stranger@example.org.*3\.7;/s);
      expect((await ask(other, 'POST', outbox, { body: question('bob'), headers })).status).toBe(403);
      expect((await ask(other, 'POST', outbox, { body: 'junk', headers })).status).toBe(403);
      expect((await ask(other, 'POST', WORK, { body: question('alice'), headers })).status).toBe(405);
    } finally {
      await other.stop();
    }
  });

  it('is not there without scheduling', async () => {
    expect((await ask(sandbox, 'POST', outbox, { body: question('alice'), headers })).status).toBe(405);
  });
});

describe('the outbox page', () => {
  it('shows every mail and can do nothing else', async () => {
    const mail = {
      kind: 'REQUEST' as const,
      from: 'a@example.org',
      to: 'b@example.org',
      uid: 'u',
      sequence: 1,
      subject: 'S',
      at: 5,
      delivered: false,
    };
    sandbox.groupware.outbox.send(mail);
    const answer = await ask(sandbox, 'GET', '/sandbox/outbox', { user: null });
    expect(JSON.parse(answer.text)).toEqual({ mails: [mail] });
    expect((await ask(sandbox, 'DELETE', '/sandbox/outbox')).status).toBe(405);
    expect((await ask(sandbox, 'GET', '/sandbox/else')).status).toBe(404);
    expect(sandbox.groupware.outbox.mails()).toHaveLength(1);
  });
});
