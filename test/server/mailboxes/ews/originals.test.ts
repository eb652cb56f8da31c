import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { ewsContent } from '../../../../src/server/mailboxes/ews/content.ts';
import { base64Bytes, divertElement } from '../../../../src/server/mailboxes/ews/soap/divert.ts';
import { ewsAt, failure, messages, rejection, reply, soon, startExchange, success } from './exchange.ts';

const MEGABYTE = 1_000_000;

describe('An original in an answer', () => {
  const answer = (content: string): string =>
    messages(
      'GetItem',
      success(
        'GetItem',
        `<m:Items><t:Message><t:MimeContent CharacterSet="UTF-8">${content}</t:MimeContent><t:ItemId Id="A" ChangeKey="1"/><t:IsDraft>false</t:IsDraft><t:DateTimeReceived>2026-02-05T09:20:30Z</t:DateTimeReceived></t:Message></m:Items>`,
      ),
    );
  const read = async (content: string): Promise<unknown> => {
    const server = await startExchange((_asked, response) => {
      reply(response, answer(content));
    });
    const ews = ewsAt(server.url);
    const work = ewsContent(() => Promise.resolve(ews)).message(
      { itemId: 'A', messageId: null },
      soon(60_000),
    );
    const settled = await work.catch((error: unknown) => error);
    await Promise.all([ews.close(), server.close()]);
    return settled;
  };

  it('may be long, and folded into lines', async () => {
    const original = randomBytes(12 * MEGABYTE);
    const lines = original.toString('base64').replace(/.{76}/g, '$&&#xD;\n');
    const message = (await read(lines)) as { readonly original: Uint8Array };
    expect(message).toMatchObject({ itemId: 'A', draft: false, receivedAt: Date.UTC(2026, 1, 5, 9, 20, 30) });
    expect(Buffer.from(message.original).equals(original)).toBe(true);
  });

  it('is refused where it is too long to be kept, and read no further', async () => {
    expect(await read(Buffer.alloc(51 * MEGABYTE).toString('base64'))).toMatchObject({
      name: 'Malformed',
      code: 'mail-too-large',
      parameters: { megabytes: 50 },
    });
  });

  it('that is empty is none', async () => {
    expect(await read('')).toMatchObject({ name: 'Malformed', code: 'item-unreadable' });
  });

  it.each([
    ['ErrorServerBusy', 'Throttled'],
    ['ErrorMailboxStoreUnavailable', 'Unavailable'],
    ['ErrorAccountDisabled', 'Denied'],
  ])('that is refused with %s is %s', async (code, name) => {
    const server = await startExchange(({ operation }, response) => {
      reply(response, messages(operation, failure(operation, code)));
    });
    const ews = ewsAt(server.url);
    const content = ewsContent(() => Promise.resolve(ews));
    const ref = { itemId: 'A', messageId: '<a@example.org>' };
    expect(await rejection(content.message(ref, soon()))).toMatchObject({ name });
    expect(await rejection(content.meeting('A', soon()))).toMatchObject({ name });
    expect(server.asked).toHaveLength(2);
    await Promise.all([ews.close(), server.close()]);
  });
});

describe('What is diverted', () => {
  const BYTES = Buffer.from('every byte of it, whatever the pieces');
  const DOCUMENT = `<a><t:MimeContentType>x</t:MimeContentType><t:MimeContent CharacterSet="UTF-8">${BYTES.toString('base64')}</t:MimeContent><b c="&lt;"/><MimeContent/><m:MimeContent >AAAA</m:MimeContent></a>`;
  const REST = DOCUMENT.replace(/(?<=<t:MimeContent [^>]*>)[^<]*/, '').replace('AAAA', '');

  it('does not depend on how the document is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 60 }), (lengths) => {
        const content = base64Bytes(1000);
        const divert = divertElement('MimeContent', (piece) => {
          content.write(piece);
        });
        let [rest, at] = ['', 0];
        for (const length of [...lengths, DOCUMENT.length]) {
          rest += divert.rest(DOCUMENT.slice(at, at + length));
          at += length;
        }
        expect(rest).toBe(REST);
        expect(Buffer.from(content.bytes()).subarray(0, BYTES.length).toString()).toBe(BYTES.toString());
      }),
    );
  });

  it('is refused as soon as it is too much', () => {
    const content = base64Bytes(1_000_000);
    const piece = Buffer.alloc(300_000).toString('base64');
    for (let times = 0; times < 3; times += 1) content.write(piece);
    expect(() => {
      content.write(piece);
    }).toThrow('mail-too-large');
  });
});
