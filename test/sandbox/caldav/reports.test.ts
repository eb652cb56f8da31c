import type { Sandbox } from '../../../src/sandbox/main.ts';
import {
  ask,
  askXml,
  eventNames,
  eventText,
  put,
  sync,
  testSandbox,
  tokenIn,
  vevent,
  WORK,
} from '../support.ts';
import type { Answered } from '../support.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await testSandbox();
});
afterEach(() => sandbox.stop());

/** Puts events named a.ics, b.ics, ... with these lines. */
async function fill(...events: readonly (readonly string[])[]): Promise<void> {
  for (const [index, lines] of events.entries()) {
    const name = String.fromCharCode(97 + index);
    const answer = await put(sandbox, `${WORK}${name}.ics`, eventText({ uid: `${name}@test`, lines }));
    expect([answer.status, answer.text]).toEqual([201, '']);
  }
}

function query(filter: string, data = '', depth = '1'): Promise<Answered> {
  const body = `<C:calendar-query NS><D:prop><D:getetag/>${data}</D:prop><C:filter>${filter}</C:filter></C:calendar-query>`;
  return askXml(sandbox, 'REPORT', WORK, body, { depth });
}

function inEvent(conditions: string): string {
  return `<C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">${conditions}</C:comp-filter></C:comp-filter>`;
}

const PLAIN = ['DTSTART:20260310T100000Z', 'DTEND:20260310T110000Z'];
const DAILY = ['DTSTART:20260310T100000Z', 'DTEND:20260310T110000Z', 'RRULE:FREQ=DAILY;COUNT=3'];

describe('calendar-query', () => {
  it.each<[string, string, readonly string[]]>([
    ['everything', inEvent(''), ['a.ics', 'b.ics', 'c.ics']],
    ['a day', inEvent('<C:time-range start="20260312T000000Z" end="20260313T000000Z"/>'), ['b.ics']],
    ['from a time on', inEvent('<C:time-range start="20260311T000000Z"/>'), ['b.ics', 'c.ics']],
    ['until a time', inEvent('<C:time-range end="20260310T103000Z"/>'), ['a.ics', 'b.ics']],
    ['nothing', inEvent('<C:time-range start="20250101T000000Z" end="20250102T000000Z"/>'), []],
    [
      'a UID',
      inEvent(
        '<C:prop-filter name="UID"><C:text-match collation="i;octet">b@test</C:text-match></C:prop-filter>',
      ),
      ['b.ics'],
    ],
    [
      'letters in any case',
      inEvent('<C:prop-filter name="SUMMARY"><C:text-match>LUNCH</C:text-match></C:prop-filter>'),
      ['c.ics'],
    ],
    [
      'umlauts in any case',
      inEvent(
        '<C:prop-filter name="LOCATION"><C:text-match collation="i;unicode-casemap">ZÜRICH</C:text-match></C:prop-filter>',
      ),
      ['c.ics'],
    ],
    [
      'by octets',
      inEvent(
        '<C:prop-filter name="SUMMARY"><C:text-match collation="i;octet">LUNCH</C:text-match></C:prop-filter>',
      ),
      [],
    ],
    [
      'not',
      inEvent(
        '<C:prop-filter name="UID"><C:text-match negate-condition="yes">b@</C:text-match></C:prop-filter>',
      ),
      ['a.ics', 'c.ics'],
    ],
    ['a property that is there', inEvent('<C:prop-filter name="RRULE"/>'), ['b.ics']],
    [
      'a property that is not',
      inEvent('<C:prop-filter name="RRULE"><C:is-not-defined/></C:prop-filter>'),
      ['a.ics', 'c.ics'],
    ],
    [
      'a parameter',
      inEvent(
        '<C:prop-filter name="ATTENDEE"><C:param-filter name="PARTSTAT"><C:text-match>accepted</C:text-match></C:param-filter></C:prop-filter>',
      ),
      ['c.ics'],
    ],
    ['events with alarms', inEvent('<C:comp-filter name="VALARM"/>'), ['a.ics']],
    [
      'events without alarms',
      inEvent('<C:comp-filter name="VALARM"><C:is-not-defined/></C:comp-filter>'),
      ['b.ics', 'c.ics'],
    ],
    ['tasks', '<C:comp-filter name="VCALENDAR"><C:comp-filter name="VTODO"/></C:comp-filter>', []],
  ])('finds %s', async (_name, filter, names) => {
    await fill(
      [...PLAIN, 'BEGIN:VALARM', 'ACTION:DISPLAY', 'DESCRIPTION:R', 'TRIGGER:-PT5M', 'END:VALARM'],
      DAILY,
      [
        'DTSTART:20260320T100000Z',
        'SUMMARY:Lunch',
        'LOCATION:Zürich',
        'ATTENDEE;PARTSTAT=ACCEPTED:mailto:x@y.test',
      ],
    );
    expect(eventNames(await query(filter))).toEqual(names);
  });

  it.each<[string, string, string]>([
    ['no component', '', 'valid-filter'],
    ['the wrong root', '<C:comp-filter name="VEVENT"/>', 'valid-filter'],
    ['a local time', inEvent('<C:time-range start="20260310T000000"/>'), 'valid-filter'],
    ['a day that is not', inEvent('<C:time-range start="20260340T000000Z"/>'), 'valid-filter'],
    ['no bounds', inEvent('<C:time-range/>'), 'valid-filter'],
    [
      'a backward range',
      inEvent('<C:time-range start="20260311T000000Z" end="20260310T000000Z"/>'),
      'valid-filter',
    ],
    [
      'an unknown collation',
      inEvent('<C:prop-filter name="UID"><C:text-match collation="i;x">a</C:text-match></C:prop-filter>'),
      'supported-collation',
    ],
    ['an unknown condition', inEvent('<C:other/>'), 'supported-filter'],
  ])('refuses %s', async (_name, filter, condition) => {
    const answer = await query(filter);
    expect([answer.status, answer.text]).toEqual([403, expect.stringContaining(`<C:${condition}/>`)]);
  });

  it('looks at nothing inside with Depth 0', async () => {
    await fill(PLAIN);
    expect(eventNames(await query(inEvent(''), '', '0'))).toEqual([]);
  });

  it('gives the data back byte for byte, through XML', async () => {
    await fill([...PLAIN, 'SUMMARY:a < b & "c" ]]> d']);
    const answer = await query(inEvent(''), '<C:calendar-data/>');
    // What an XML parser does first (XML 1.0, 2.11).
    const read = answer.text.replaceAll(/\r\n?/g, '\n');
    const data = /<C:calendar-data>([^<]*)</.exec(read)?.[1] ?? '';
    const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', '#13': '\r' };
    const text = data.replaceAll(/&([^;]+);/g, (_all, name: string) => entities[name] ?? '?');
    expect(text).toBe((await ask(sandbox, 'GET', `${WORK}a.ics`)).text);
  });

  it('expands series into occurrences in UTC', async () => {
    const lines = ['DTSTART;TZID=Europe/Zurich:20260327T100000', 'DURATION:PT1H', 'RRULE:FREQ=DAILY;COUNT=4'];
    const moved = vevent('a@test', [
      'RECURRENCE-ID;TZID=Europe/Zurich:20260328T100000',
      'DTSTART;TZID=Europe/Zurich:20260328T160000',
      'DURATION:PT1H',
    ]);
    await put(sandbox, `${WORK}a.ics`, eventText({ uid: 'a@test', lines, more: moved }));
    const expand =
      '<C:calendar-data><C:expand start="20260327T000000Z" end="20260330T000000Z"/></C:calendar-data>';
    const { text } = await query(inEvent(''), expand);
    expect([...text.matchAll(/DTSTART:(\w+)/g)].map(([, at]) => at)).toEqual([
      '20260327T090000Z',
      '20260328T150000Z',
      '20260329T080000Z',
    ]);
    expect([...text.matchAll(/RECURRENCE-ID:(\w+)/g)].map(([, at]) => at)).toEqual([
      '20260327T090000Z',
      '20260328T090000Z',
      '20260329T080000Z',
    ]);
    expect(text).not.toContain('RRULE');
  });

  it('counts a rule with millions of occurrences as everywhere, and does not expand it', async () => {
    await fill(['DTSTART:20200101T000000Z', 'RRULE:FREQ=SECONDLY']);
    const year = 'start="20260101T000000Z" end="20270101T000000Z"';
    expect(eventNames(await query(inEvent(`<C:time-range ${year}/>`)))).toEqual(['a.ics']);
    const expanded = await query(inEvent(''), `<C:calendar-data><C:expand ${year}/></C:calendar-data>`);
    expect([expanded.status, expanded.text]).toEqual([403, expect.stringContaining('max-instances')]);
  });
});

describe('calendar-multiget', () => {
  it('answers for each event in order, with 404 for what is not there', async () => {
    await fill(PLAIN, DAILY);
    const hrefs = ['b.ics', 'none.ics', 'a.ics'].map((name) => `<D:href>${WORK}${name}</D:href>`);
    const others = `<D:href>/caldav/calendars/bob/work/a.ics</D:href><D:href>${sandbox.url}${WORK}a.ics</D:href>`;
    const body = `<C:calendar-multiget NS><D:prop><D:getetag/><C:calendar-data/></D:prop>${hrefs.join('')}${others}</C:calendar-multiget>`;
    const answer = await askXml(sandbox, 'REPORT', WORK, body);
    expect(eventNames(answer)).toEqual(['b.ics', '-none.ics', 'a.ics', '-a.ics', 'a.ics']);
    expect(answer.text.match(/BEGIN:VCALENDAR/g)).toHaveLength(3);
  });

  it('wants to be told what', async () => {
    const body = '<C:calendar-multiget NS><D:prop/></C:calendar-multiget>';
    expect((await askXml(sandbox, 'REPORT', WORK, body)).status).toBe(400);
  });
});

describe('sync-collection', () => {
  it('lists everything, then what changed, then nothing', async () => {
    await fill(PLAIN, DAILY);
    const first = await sync(sandbox, '');
    expect(eventNames(first)).toEqual(['a.ics', 'b.ics']);
    await ask(sandbox, 'DELETE', `${WORK}a.ics`);
    await put(sandbox, `${WORK}c.ics`, eventText({ uid: 'c@test' }));
    const second = await sync(sandbox, tokenIn(first));
    expect(eventNames(second)).toEqual(['-a.ics', 'c.ics']);
    const third = await sync(sandbox, tokenIn(second));
    expect([eventNames(third), tokenIn(third)]).toEqual([[], tokenIn(second)]);
  });

  it('is cut at the limit with a 507, and goes on from its token', async () => {
    await fill(PLAIN, PLAIN, PLAIN);
    const names: string[] = [];
    let token = '';
    let cuts = 0;
    for (let round = 0; round < 5; round += 1) {
      const page = await sync(sandbox, token, 1);
      names.push(...eventNames(page));
      token = tokenIn(page);
      if (!page.text.includes('507')) break;
      cuts += 1;
      expect(page.text).toContain('number-of-matches-within-limits');
    }
    expect([names, cuts]).toEqual([['a.ics', 'b.ics', 'c.ics'], 2]);
  });

  it.each(['http://example.org/bogus', 'urn:liaison:sandbox:sync:1-9999', 'urn:liaison:sandbox:sync:'])(
    'refuses the token %s',
    async (token) => {
      const answer = await sync(sandbox, token);
      expect([answer.status, answer.text]).toEqual([403, expect.stringContaining('<D:valid-sync-token/>')]);
    },
  );

  it.each<[string, string, Readonly<Record<string, string>>]>([
    ['Depth 1', '<D:sync-token/><D:sync-level>1</D:sync-level>', { depth: '1' }],
    ['no sync-level', '<D:sync-token/>', {}],
    ['no sync-token', '<D:sync-level>1</D:sync-level>', {}],
    [
      'no sensible limit',
      '<D:sync-token/><D:sync-level>1</D:sync-level><D:limit><D:nresults>0</D:nresults></D:limit>',
      {},
    ],
  ])('refuses %s', async (_name, parts, headers) => {
    const body = `<D:sync-collection NS>${parts}<D:prop><D:getetag/></D:prop></D:sync-collection>`;
    expect((await askXml(sandbox, 'REPORT', WORK, body, headers)).status).toBe(400);
  });
});

describe('free-busy-query', () => {
  it('merges what touches and leaves out what does not count', async () => {
    await fill(
      PLAIN,
      ['DTSTART:20260310T103000Z', 'DTEND:20260310T120000Z'],
      ['DTSTART:20260310T140000Z', 'DTEND:20260310T150000Z', 'TRANSP:TRANSPARENT'],
      ['DTSTART:20260310T160000Z', 'DTEND:20260310T170000Z', 'STATUS:CANCELLED'],
      ['DTSTART:20260310T180000Z', 'DTEND:20260310T190000Z', 'STATUS:TENTATIVE'],
      ['DTSTART:20260309T230000Z', 'DTEND:20260310T010000Z'],
      [
        'DTSTART:20260310T200000Z',
        'DTEND:20260310T210000Z',
        'ORGANIZER:mailto:bob@example.org',
        'ATTENDEE;PARTSTAT=DECLINED:mailto:alice@example.org',
      ],
    );
    const body =
      '<C:free-busy-query NS><C:time-range start="20260310T000000Z" end="20260311T000000Z"/></C:free-busy-query>';
    const answer = await askXml(sandbox, 'REPORT', WORK, body);
    expect(answer.headers.get('content-type')).toMatch(/^text\/calendar/);
    expect(answer.text.split('\r\n').filter((line) => line.startsWith('FREEBUSY'))).toEqual([
      'FREEBUSY;FBTYPE=BUSY:20260310T000000Z/20260310T010000Z',
      'FREEBUSY;FBTYPE=BUSY:20260310T100000Z/20260310T120000Z',
      'FREEBUSY;FBTYPE=BUSY-TENTATIVE:20260310T180000Z/20260310T190000Z',
    ]);
  });
});

describe('REPORT', () => {
  it.each([WORK, '/caldav/calendars/alice/'])('knows its reports only, at %s', async (path) => {
    const answer = await askXml(sandbox, 'REPORT', path, '<D:expand-property NS/>');
    expect([answer.status, answer.text]).toEqual([403, expect.stringContaining('supported-report')]);
  });
});
