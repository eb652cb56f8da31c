import { connectionError } from '../../../../src/server/mailboxes/net/connection-error.ts';
import {
  createEgressGuard,
  EgressRefused,
  isPublicAddress,
} from '../../../../src/server/mailboxes/net/egress.ts';
import { mayFollow } from '../../../../src/server/mailboxes/net/trust.ts';

describe('Addresses inside the own network', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    'fe80::1%eth0',
    'fd00:ec2::254',
    '::ffff:127.0.0.1',
    '::ffff:a9fe:a9fe',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    'not an address',
  ])('%s is one', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(['93.184.216.34', '2606:2800:220:1::1', '::ffff:93.184.216.34'])('%s is none', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://[::1]/',
    'http://[::ffff:7f00:1]:81/',
  ])('%s is refused by its own text', (url) => {
    const guard = createEgressGuard([]);
    expect(() => {
      guard.check(new URL(url));
    }).toThrow(EgressRefused);
  });

  it('are open where the administrator allowed the host, or the host and port', () => {
    const guard = createEgressGuard(['127.0.0.1:8443', '[::1]']);
    const allowed = (url: string) => () => {
      guard.check(new URL(url));
    };
    expect(allowed('https://127.0.0.1:8443/')).not.toThrow();
    expect(allowed('https://127.0.0.1/')).toThrow(EgressRefused);
    expect(allowed('https://[::1]/')).not.toThrow();
  });

  it('are not handed out when a name resolves to them', async () => {
    const resolve = (allowed: readonly string[]): Promise<unknown> =>
      new Promise((done) => {
        createEgressGuard(allowed).lookupFor('localhost', '80')(
          'localhost',
          { all: true },
          (error, addresses) => {
            done(error ?? addresses);
          },
        );
      });
    expect(await resolve([])).toBeInstanceOf(EgressRefused);
    expect(await resolve(['localhost'])).toEqual(
      expect.arrayContaining([expect.objectContaining({ family: expect.any(Number) })]),
    );
  });
});

describe('Credentials', () => {
  it.each([
    ['https://dav.example.org/', 'https://dav.example.org/x', true],
    ['http://dav.example.org/', 'https://dav.example.org/', true],
    ['https://caldav.icloud.com/', 'https://p42-caldav.icloud.com/', true],
    ['https://example.org/', 'https://dav.example.org/', true],
    ['https://dav.example.org/', 'http://dav.example.org/', false],
    ['https://dav.example.org/', 'https://evil.org/', false],
    ['https://shop.co.uk/', 'https://evil.co.uk/', false],
    ['https://dav.example.org/', 'https://dav.example.org.evil.org/', false],
    ['https://10.0.0.1/', 'https://10.0.0.2/', false],
    ['http://127.0.0.1:5232/', 'http://127.0.0.1:9999/', false],
  ])('given to %s go to %s: %s', (origin, target, expected) => {
    expect(mayFollow(new URL(origin), new URL(target))).toBe(expected);
  });
});

describe('A failed connection', () => {
  it.each([
    ['ENOTFOUND', 'host-unknown', 'none'],
    ['ECONNREFUSED', 'connection-refused', 'none'],
    ['UND_ERR_CONNECT_TIMEOUT', 'connect-timeout', 'none'],
    ['CERT_HAS_EXPIRED', 'certificate-expired', 'none'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate-name-mismatch', 'none'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate-issuer-unknown', 'none'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls-failed', 'none'],
    ['UND_ERR_SOCKET', 'connection-cut', 'unknown'],
    ['HPE_INVALID_CONSTANT', 'answer-not-http', 'unknown'],
    ['EWHATEVER', 'connection-failed', 'unknown'],
  ])('with %s is %s, and a write had the effect %s', (code, expected, effect) => {
    const error = connectionError(
      Object.assign(new Error('PUT secret'), { code }),
      'dav.example.org',
      'unknown',
    );
    expect(error).toMatchObject({ code: expected, effect, parameters: { host: 'dav.example.org' } });
    expect(JSON.stringify([error.message, error.cause])).not.toContain('secret');
  });

  it('is understood through causes and several attempts', () => {
    const refused = Object.assign(new Error('x'), { code: 'ECONNREFUSED' });
    expect(connectionError(new AggregateError([refused]), 'h', 'none')).toMatchObject({
      code: 'connection-refused',
    });
    const inside = new Error('x', { cause: new EgressRefused('h') });
    expect(connectionError(inside, 'h', 'unknown')).toMatchObject({
      code: 'address-not-allowed',
      effect: 'none',
    });
  });
});
