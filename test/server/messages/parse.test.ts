import fc from 'fast-check';
import { identityOfMessage } from '../../../src/server/messages/identity.ts';
import { parseMessage } from '../../../src/server/messages/parse.ts';
import { previewOf } from '../../../src/server/messages/text.ts';
import { withoutBcc } from '../../../src/server/messages/without-bcc.ts';
import { mail } from './mail.ts';

const KEY = Buffer.alloc(32, 7);

describe('Reading a mail', () => {
  it('tells header, text, HTML and attachments', async () => {
    const message = await parseMessage(
      mail(
        [
          'Message-ID:\r\n <one@example.org>',
          'In-Reply-To: <zero@example.org>',
          'References: <first@example.org>\r\n <zero@example.org>',
          'Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\n =?utf-8?q?_aus?= Wien',
          'From: "Olga B." <Olga@Example.org>',
          'Sender: secretary@example.org',
          'To: Team: anna@example.com, "Berg, Bo" <bo@example.com>;',
          'Cc: cc@example.com',
          'Bcc: hidden@example.com',
          'Date: Thu, 5 Feb 2026 10:20:30 +0100',
          'Content-Type: multipart/mixed; boundary=b',
        ],
        [
          '--b\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nGr=FC=DFe\r\n',
          '--b\r\nContent-Type: application/pdf; name="../../offer.pdf"\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERg==\r\n',
          '--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: Inner/one\r\n\r\ninside\r\n',
          '--b--\r\n',
        ].join(''),
      ),
    );
    expect(message).toMatchObject({
      messageId: '<one@example.org>',
      inReplyTo: '<zero@example.org>',
      references: ['<first@example.org>', '<zero@example.org>'],
      subject: 'Grüße aus Wien',
      from: [{ name: 'Olga B.', address: 'Olga@Example.org' }],
      sender: [{ name: '', address: 'secretary@example.org' }],
      to: [
        { name: '', address: 'anna@example.com' },
        { name: 'Berg, Bo', address: 'bo@example.com' },
      ],
      cc: [{ name: '', address: 'cc@example.com' }],
      bcc: [{ name: '', address: 'hidden@example.com' }],
      sentAt: new Date('2026-02-05T09:20:30Z'),
      text: 'Grüße\n',
      html: '',
      attachments: [
        { name: 'offer.pdf', mediaType: 'application/pdf', inline: false, contentId: null },
        { name: 'Inner-one.eml', mediaType: 'message/rfc822', inline: false, contentId: null },
      ],
    });
    expect(message.attachments.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual([
      '%PDF',
      'Subject: Inner/one\n\ninside\n',
    ]);
  });

  it('makes the text from HTML where there is none, and knows which images belong to the HTML', async () => {
    const message = await parseMessage(
      mail(
        ['Content-Type: multipart/related; boundary=b'],
        [
          '--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<h1>Offer</h1><p>See <a href="https://example.org/x">this</a></p><img src="cid:a%40b">\r\n',
          '--b\r\nContent-Type: image/png\r\nContent-ID: <a@b>\r\n\r\nx\r\n',
          '--b\r\nContent-Type: image/gif\r\nContent-ID: <other@b>\r\n\r\nx\r\n',
          '--b--\r\n',
        ].join(''),
      ),
    );
    expect(message.text).toBe('Offer\n\nSee this');
    expect(message.attachments).toMatchObject([
      { name: 'attachment.png', inline: true, contentId: 'a@b' },
      { name: 'attachment.gif', inline: false, contentId: 'other@b' },
    ]);
  });

  it.each([
    ['5 Feb 2026 10:20:30', '2026-02-05T10:20:30.000Z'],
    ['Thu, 05 Feb 2026 10:20:30 GMT', '2026-02-05T10:20:30.000Z'],
    ['Thu, 5 Feb 2026 10:20:30 -0500 (EST)', '2026-02-05T15:20:30.000Z'],
    ['Thu, 5 Feb 2026 10:20:30 EST', '2026-02-05T15:20:30.000Z'],
    ['Thu, 5 Feb 2026 10:20:30 +0100 CET', '2026-02-05T09:20:30.000Z'],
    ['5 Feb 2026 at ten', null],
    ['Mon, 1 Jan 1600 00:00:00 +0000', null],
    ['', null],
  ])('reads the date %p wherever it runs', async (date, instant) => {
    const { sentAt } = await parseMessage(mail([`Date: ${date}`], 'x'));
    expect(sentAt?.toISOString() ?? null).toBe(instant);
  });

  it.each([
    ['Message-ID: one@example.org', '<one@example.org>'],
    ['Message-ID: <one@example.org> (comment)', '<one@example.org>'],
    ['Message-ID: what is this', '<whatisthis>'],
    ['Message-ID:', null],
    ['Subject: none', null],
  ])('takes %p for the Message-ID that it is', async (field, messageId) => {
    expect((await parseMessage(mail([field], 'x'))).messageId).toBe(messageId);
  });

  it('loses no words where the parts are nowhere, too deep, or without a header', async () => {
    const nowhere = mail(['Subject: a', 'Content-Type: multipart/mixed; boundary=gone'], 'The words');
    expect((await parseMessage(nowhere)).text).toBe('The words');
    const deep = Array.from(
      { length: 400 },
      (_, at) => `--b${at}\r\nContent-Type: multipart/mixed; boundary=b${at + 1}\r\n\r\n`,
    );
    const nested = mail(
      ['Subject: deep', 'Content-Type: multipart/mixed; boundary=b0'],
      deep.join('') + 'words',
    );
    expect(await parseMessage(nested)).toMatchObject({
      subject: 'deep',
      text: expect.stringContaining('words'),
    });
    const headless = await parseMessage(Buffer.from('No header at all,\r\nwords only.\r\n'));
    expect(headless.text).toBe('No header at all,\nwords only.\n');
    const marked = await parseMessage(Buffer.from('\u{FEFF}From: a@example.org\r\n\r\nwords'));
    expect(marked.from).toEqual([{ name: '', address: 'a@example.org' }]);
  });

  it('names files so that they are files everywhere', async () => {
    const names = ['C:\\temp\\a.txt', '..', 'rep\u{202E}fdp.exe', `${'x'.repeat(400)}.docx`, 'a:b?.txt'];
    const parts = names.map(
      (name) =>
        `--b\r\nContent-Type: text/csv\r\nContent-Disposition: attachment; filename*=utf-8''${encodeURIComponent(name)}\r\n\r\n1\r\n`,
    );
    const { attachments } = await parseMessage(
      mail(['Content-Type: multipart/mixed; boundary=b'], `${parts.join('')}--b--`),
    );
    expect(attachments.map(({ name }) => name)).toEqual([
      'a.txt',
      'attachment.csv',
      'repfdp.exe',
      `${'x'.repeat(195)}.docx`,
      'a-b-.txt',
    ]);
  });

  it('reads whatever bytes there are', async () => {
    const lines = fc.constantFrom(
      ...[
        'Content-Type: multipart/mixed; boundary=b',
        '--b',
        '--b--',
        '',
        'Content-Type: text/html',
        '<p>a</p>',
      ],
      ...[
        'Content-Transfer-Encoding: base64',
        'Bcc: x@example.org',
        ' folded',
        'Date: 31 Feb 2026',
        '=?utf-8?q?=00?=',
      ],
      ...[
        'Content-Type: message/rfc822',
        'Subject: \0',
        'Content-Type: text/plain; charset=none',
        'From: <',
        '&#0;<',
      ],
    );
    const structured = fc
      .array(lines, { maxLength: 40 })
      .map((all) => Buffer.from(['Subject: a', ...all].join('\r\n')));
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 400 }), structured), async (bytes) => {
        const message = await parseMessage(bytes);
        // A database takes no NUL, and no half of a pair.
        expect(JSON.stringify({ ...message, attachments: [] })).not.toMatch(/\\u0000|\\ud[89a-f]/i);
        expect(identityOfMessage(message, KEY).digest).toMatch(/^[0-9a-f]{64}$/);
        for (const { name } of message.attachments) expect(name).toMatch(/^[^/\\\0]+$/);
        const open = await parseMessage(withoutBcc(bytes));
        expect(open.bcc).toEqual([]);
        expect({ ...open, bcc: [] }).toEqual({ ...message, bcc: [] });
      }),
    );
  });
});

describe('The preview of a text', () => {
  it('is its beginning on one line', () => {
    expect(previewOf('Dear  Anna,\r\n\r\n\tthanks')).toBe('Dear Anna, thanks');
    expect(previewOf('')).toBe('');
    const long = previewOf('ab '.repeat(200));
    expect(long).toHaveLength(200);
    expect(long.endsWith('…')).toBe(true);
    expect(previewOf(`${'x'.repeat(198)}😀😀`)).toBe(`${'x'.repeat(198)}…`);
  });
});
