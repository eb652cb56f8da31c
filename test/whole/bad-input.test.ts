import type { MailboxTestResult, PageOf, QuarantineEntry } from '../../src/contract/index.ts';
import { sentence } from '../../src/contract/words.ts';
import { startSandbox, type Fault } from '../../src/sandbox/main.ts';
import { until } from '../support/until.ts';
import { eventText, startLiveWorld, type LiveWorld } from './live-world.ts';
import { startRewritingProxy, type RewritingProxy } from './rewriting-proxy.ts';

/** What stands for content that no sandbox would keep, what the proxy puts in its place, and what becomes of it. */
const ODD: Readonly<Record<string, { readonly text: string; readonly code: string | null }>> = {
  unbalanced: { text: 'Odd\r\nBEGIN:VALARM', code: 'not-icalendar' },
  huge: { text: 'x'.repeat(20_000_000), code: 'event-too-large' },
  nonsense: { text: 'Odd\r\nRRULE:FREQ=SOMETIMES;UNTIL=never', code: 'bad-rule' },
  timeless: { text: 'Odd\r\nEXDATE:tomorrow', code: 'bad-time' },
  // XML can't even carry these; the rest of the event is as good as any.
  control: { text: 'Odd \u0001\u0002\u001b text', code: null },
};

/** Sound, but not for those who would count the occurrences. */
const RULES: Readonly<Record<string, string>> = {
  endless: 'RRULE:FREQ=SECONDLY',
  millions: 'RRULE:FREQ=SECONDLY;COUNT=50000000',
  never: 'RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
};

function withOdd(body: string): string {
  const entries = Object.entries(ODD);
  return entries.reduce(
    (whole, [name, { text }]) => whole.replaceAll(`SUMMARY:@@${name}@@`, `SUMMARY:${text}`),
    body,
  );
}

describe('Bad input on the whole path', () => {
  let proxy: RewritingProxy;
  let world: LiveWorld;
  beforeAll(async () => {
    const sandbox = await startSandbox({ users: [] });
    proxy = await startRewritingProxy(sandbox.url);
    world = await startLiveWorld({ sandbox, address: proxy.url });
  });
  afterEach(() => {
    proxy.rewrite = (body) => body;
    world.sandbox.faults.clear();
  });
  afterAll(async () => {
    await world.stop();
    await proxy.stop();
  });

  it('sets aside what nobody can read, each with its reason, and synchronises the rest', async () => {
    const ada = await world.person('ada');
    for (const name of Object.keys(ODD)) ada.calendar.put(`${name}.ics`, eventText(name, `@@${name}@@`));
    for (const [name, rule] of Object.entries(RULES))
      ada.calendar.put(`${name}.ics`, eventText(name, name, [rule]));
    ada.calendar.put('sound.ics', eventText('sound', 'Sound'));
    proxy.rewrite = withOdd;
    const mailboxId = await ada.connect();
    const aside = async () =>
      (await ada.call<PageOf<QuarantineEntry>>('GET', `/api/mailboxes/${mailboxId}/quarantine`)).items;
    const titles = async () => new Map((await ada.appointments()).map(({ uid, title }) => [uid, title]));

    const expected = Object.values(ODD).flatMap(({ code }) => code ?? []);
    const reasons = (await aside()).map(({ reason }) => reason);
    expect(reasons.map((reason) => reason?.parameters['code']).sort()).toEqual(expected.sort());
    const words = reasons.map((reason) => sentence('en', reason?.code ?? '', reason?.parameters));
    expect(new Set(words).size).toBe(expected.length);
    for (const said of words) expect(said).toMatch(/^[A-Z].* .*\.$/);
    const sound = ['control', 'sound', ...Object.keys(RULES)];
    expect([...(await titles()).keys()].sort()).toEqual(sound.sort());
    expect(await ada.mailbox()).toMatchObject({
      state: 'waiting',
      lastError: null,
      counts: { linked: sound.length, quarantined: expected.length, pending: 0 },
    });

    // A list of days is asked for days, whatever the rules say.
    const range = 'from=2026-03-10T00:00:00Z&to=2026-03-11T00:00:00Z';
    const day = await ada.call<PageOf<{ id: string }>>('GET', `/api/appointments?${range}`);
    expect(day.items.length).toBeGreaterThan(0);

    // What was sound stays in step beside what was not.
    const { id, version } = await ada.appointment(({ uid }) => uid === 'sound');
    await ada.call('PATCH', `/api/appointments/${id}`, { title: 'Sounder' }, version);
    await until(() => ada.calendar.text('sound.ics')?.includes('SUMMARY:Sounder') === true);

    // One is mended at the server without a new version, another one by its owner.
    const before = ada.calendar.names();
    proxy.rewrite = (body) => body;
    ada.calendar.put('timeless.ics', eventText('timeless', 'Mended'));
    await ada.synchronise();
    expect(await aside()).toHaveLength(expected.length - 1);
    expect((await titles()).get('timeless')).toBe('Mended');
    for (const { linkId } of await aside())
      await ada.call('POST', `/api/mailboxes/${mailboxId}/quarantine/${linkId}/retry`);
    await ada.appointment(({ uid }) => uid === 'huge');
    await ada.appointment(({ uid }) => uid === 'unbalanced');
    await ada.appointment(({ uid }) => uid === 'nonsense');
    expect(await aside()).toEqual([]);
    expect(ada.calendar.names()).toEqual(before);
  }, 60_000);

  it.each([
    [
      'a page in HTML',
      answer(200, 'text/html', '<html><body>Sign in to this hotel</body></html>'),
      'not-caldav',
    ],
    [
      'half a document',
      answer(207, 'application/xml', '<?xml version="1.0"?><D:multistatus xmlns:D="DAV:"><D:resp'),
      null,
    ],
    [
      'an entity bomb',
      answer(
        207,
        'application/xml',
        '<!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><D:multistatus xmlns:D="DAV:">&b;</D:multistatus>',
      ),
      'answer-with-entities',
    ],
    ['a failure', answer(500, 'text/plain', 'Oops'), null],
    [
      'a redirect into our own network',
      answer(302, 'text/plain', '', { location: 'http://127.0.0.1:1/' }),
      'redirect-to-other-host',
    ],
  ])('loses nothing when a server answers %s', async (what, fault, code) => {
    const name = `b${String(what.length)}-${what.replace(/\W/g, '')}`.toLowerCase();
    const bea = await world.person(name);
    for (const uid of ['one', 'two']) bea.calendar.put(`${uid}.ics`, eventText(`${name}-${uid}`, uid));
    const mailboxId = await bea.connect();
    const before = await bea.appointments();
    expect(before).toHaveLength(2);
    world.sandbox.faults.add({ fault, times: 1000 });
    await bea.call('POST', `/api/mailboxes/${mailboxId}/synchronise`);
    await until(async () => (await bea.mailbox()).lastError !== null);
    const { state, lastError } = await bea.mailbox();
    expect(['delayed', 'stopped']).toContain(state);
    if (code !== null) expect(lastError?.code).toBe(code);
    const said = sentence('en', lastError?.code ?? '', lastError?.parameters);
    expect(said).not.toBe(sentence('en', 'unknown-code', { code: lastError?.code }));
    expect(await bea.appointments()).toEqual(before);

    world.sandbox.faults.clear();
    await bea.call('POST', `/api/mailboxes/${mailboxId}/synchronise`);
    await until(async () => (await bea.mailbox()).lastError === null);
    expect(await bea.appointments()).toEqual(before);
    expect(bea.calendar.names()).toEqual(['one.ics', 'two.ics']);
  });

  it('refuses an account with a sentence about what is wrong, and never goes where it may not', async () => {
    const carl = await world.person('carl');
    const account = { kind: 'caldav', url: proxy.url, user: 'carl', password: 'carl-calendar-0815' };
    const tested = (change: object) =>
      carl.call<MailboxTestResult>('POST', '/api/mailboxes/test', { ...account, ...change });
    expect(await tested({})).toMatchObject({ ok: true, addresses: ['mailto:carl@example.org'] });
    const wrong = [
      [{ password: 'a wrong one' }, 'wrong-password'],
      [{ url: 'https://calendar.invalid' }, 'host-unknown'],
      [{ url: proxy.url.replace('http:', 'https:') }, null],
      // The sandbox itself, without the proxy, is inside our network, and nobody has allowed it.
      [{ url: world.sandbox.url }, 'address-not-allowed'],
      [{ url: 'http://169.254.169.254/latest/meta-data' }, 'address-not-allowed'],
      [{ url: 'http://[::1]:8443/' }, 'address-not-allowed'],
      [{ url: 'file:///etc/passwd' }, 'url-invalid'],
    ] as const;
    const details = new Set<string>();
    for (const [change, code] of wrong) {
      world.sandbox.forgetRequests();
      const result = await tested(change);
      expect({ change, result }).toMatchObject({
        result: { ok: false, detail: expect.stringMatching(/\w+ \w+/) },
      });
      if (code !== null) expect({ change, code: result.error?.code }).toEqual({ change, code });
      if (code === 'address-not-allowed') expect(world.sandbox.requests()).toEqual([]);
      details.add(result.error?.code ?? '');
      const refused = await carl.refused('POST', '/api/mailboxes', { ...account, ...change });
      expect({ change, ...refused }).toMatchObject({ status: 422, body: { detail: result.detail } });
    }
    expect(details.size).toBeGreaterThanOrEqual(5);
    expect(world.log()).not.toContain('a wrong one');
  });
});

function answer(
  status: number,
  type: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Fault {
  return { kind: 'answer', status, headers: { 'content-type': type, ...headers }, body };
}
