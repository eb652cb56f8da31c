import { authenticated } from '../../../../src/server/mailboxes/net/authenticated.ts';
import type { HttpRequest, Transport } from '../../../../src/server/mailboxes/net/http.ts';

describe('Signing in with Basic', () => {
  const sent: HttpRequest[] = [];
  const transport: Transport = {
    send(request) {
      sent.push(request);
      return Promise.reject(new Error('Not sent'));
    },
    close: () => Promise.resolve(),
  };
  const credentials = { origin: new URL('https://mail.example.org/'), user: 'olga', password: 'gehe:im ä' };
  const header = async (url: string): Promise<string | undefined> => {
    await authenticated(transport, credentials)
      .send({ method: 'POST', url: new URL(url), deadline: 0, headers: { accept: 'text/xml' } })
      .catch(() => undefined);
    expect(sent.at(-1)?.headers?.['accept']).toBe('text/xml');
    return sent.at(-1)?.headers?.['authorization'];
  };

  it('is in UTF-8, with a colon in the password', async () => {
    const value = await header('https://mail.example.org/EWS/Exchange.asmx');
    expect(Buffer.from(value?.replace('Basic ', '') ?? '', 'base64').toString('utf8')).toBe('olga:gehe:im ä');
  });

  it.each(['http://mail.example.org/', 'https://mail.example.com/', 'https://example.org.evil.net/'])(
    'is kept from %s',
    async (url) => {
      expect(await header(url)).toBeUndefined();
    },
  );
});
