import { createTransport } from 'nodemailer';
import type { SendMailOptions } from 'nodemailer';
import { identityOfMessage } from '../../../src/server/messages/identity.ts';
import type { MessageIdentity } from '../../../src/server/messages/message.ts';
import { parseMessage } from '../../../src/server/messages/parse.ts';
import { mail } from './mail.ts';

const KEY = Buffer.alloc(32, 1);

async function identity(original: Uint8Array, key = KEY): Promise<MessageIdentity> {
  return identityOfMessage(await parseMessage(original), key);
}

async function built(options: SendMailOptions): Promise<Buffer> {
  const { message } = await createTransport({ streamTransport: true, buffer: true }).sendMail(options);
  return message as Buffer;
}

const BODY =
  'Dear Anna,\n\nthe offer of last week, which we sent you by post as well, is valid until the end of this month.\n\n> What do you think of it?\nFrom my side: everything is fine.\n\n-- \nOlga Übelacker';

const COMMON: SendMailOptions = {
  messageId: '<offer@example.org>',
  from: '"Olga Ü." <olga@example.org>',
  to: 'anna@example.com',
  subject: 'Offer für Anna: a subject that is long enough to be folded once or even more often than that',
  date: new Date('2026-02-05T09:20:30Z'),
};

describe('The identity of a mail', () => {
  it('is that of all its copies, whatever the ways and servers made of them', async () => {
    const html = `<html><body><p>${BODY.replaceAll('\n\n', '</p>\n<p>').replace('> What', '&gt; What')}</p></body></html>`;
    const sent = await built({ ...COMMON, text: BODY, html, bcc: 'hidden@example.com' });
    const first = await identity(sent);
    expect(first).toEqual({
      messageId: '<offer@example.org>',
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });

    const received = Buffer.concat([
      Buffer.from('Received: from a by b;\r\n Thu, 5 Feb 2026 09:20:31 +0000\r\nDKIM-Signature: v=1\r\n'),
      sent,
    ]);
    expect(await identity(received)).toEqual(first);
    const again = { ...COMMON, html, from: 'Olga <OLGA@example.org>', headers: { 'X-List': 'yes' } };
    // As a server writes it that keeps the HTML, and makes the text anew.
    const rewritten = await built({ ...again, text: 'Dear Anna,\n\n* the offer …', textEncoding: 'base64' });
    expect(await identity(rewritten)).toEqual(first);
    expect(await identity(await built({ ...again, textEncoding: 'quoted-printable' }))).toEqual(first);
  });

  it('does not depend on how a text is wrapped', async () => {
    const fields = [
      'Message-ID: <t@example.org>',
      'From: olga@example.org',
      'Subject: Wrapped',
      'Date: 5 Feb 2026 09:20:30 +0000',
    ];
    const plain = await identity(mail(fields, BODY));
    const wrapped = BODY.replace(/(.{30,50}) /g, '$1\r\n').replace('\nFrom my', '\n>From my');
    expect(await identity(mail(fields, `${wrapped}   \r\n\r\n`))).toEqual(plain);
    const flowed = BODY.replace(/(.{30,50}) /g, '$1 \r\n').replace('\nFrom my', '\n From my');
    const moved = fields.map((field) => field.replace('09:20:30 +0000', '10:20:30 +0100'));
    expect(
      await identity(mail([...moved, 'Content-Type: text/plain; format=flowed; charset=utf-8'], flowed)),
    ).toEqual(plain);
  });

  it.each<[string, SendMailOptions]>([
    ['text', { text: `${BODY} P.S.` }],
    ['subject', { subject: 'Re: Offer' }],
    ['author', { from: 'mallory@example.org' }],
    ['date', { date: new Date('2026-02-05T09:20:31Z') }],
  ])('is another one when the %s is another, also under the same Message-ID', async (_what, change) => {
    const first = await identity(await built({ ...COMMON, text: BODY }));
    const second = await identity(await built({ ...COMMON, text: BODY, ...change }));
    expect(second.messageId).toBe(first.messageId);
    expect(second.digest).not.toBe(first.digest);
  });

  it('is of no use to who lacks the key, and is there without a Message-ID and a date', async () => {
    const original = mail(['From: olga@example.org'], 'x');
    const first = await identity(original);
    expect(first.messageId).toBeNull();
    expect((await identity(original, Buffer.alloc(32, 2))).digest).not.toBe(first.digest);
    expect(
      (await identity(mail(['From: olga@example.org', 'Date: 1 Jan 1970 00:00:00 +0000'], 'x'))).digest,
    ).not.toBe(first.digest);
  });
});
