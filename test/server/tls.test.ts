import { X509Certificate } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, get, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { ownTls, readTls } from '../../src/server/tls.ts';

const DAY = 86_400_000;

describe("the server's own certificate", () => {
  let dataDir: string;
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'liaison-tls-'));
  });
  afterEach(() => {
    rmSync(dataDir, { recursive: true });
  });

  it('is made once, for this machine only, and its key is for the owner’s eyes only', async () => {
    const now = new Date();
    const first = await ownTls(dataDir, now);
    expect(await ownTls(dataDir, new Date(now.getTime() + 300 * DAY))).toEqual(first);
    const certificate = new X509Certificate(first.cert);
    expect(certificate.subjectAltName?.split(', ').sort()).toEqual([
      'DNS:localhost',
      'IP Address:0:0:0:0:0:0:0:1',
      'IP Address:127.0.0.1',
    ]);
    expect(certificate.ca).toBe(false);
    expect(statSync(join(dataDir, 'tls', 'key.pem')).mode & 0o777).toBe(0o600);
    expect((Date.parse(certificate.validTo) - Date.parse(certificate.validFrom)) / DAY).toBeLessThanOrEqual(
      398,
    );
  });

  it('is replaced before it expires, and when it is broken', async () => {
    const now = new Date();
    const first = await ownTls(dataDir, now);
    const second = await ownTls(dataDir, new Date(now.getTime() + 370 * DAY));
    expect(second.cert).not.toBe(first.cert);
    writeFileSync(join(dataDir, 'tls', 'cert.pem'), 'nonsense');
    const third = await ownTls(dataDir, now);
    expect(third.cert).toBe(readFileSync(join(dataDir, 'tls', 'cert.pem'), 'utf8'));
    expect(new X509Certificate(third.cert).checkHost('localhost')).toBe('localhost');
  });

  it('leaves one that somebody else made alone until it has expired', async () => {
    const now = new Date();
    const days = (count: number) => new Date(now.getTime() + count * DAY);
    const options = { keyType: 'ec', curve: 'P-256', algorithm: 'sha256', notAfterDate: days(20) } as const;
    const authority = await generate([{ name: 'commonName', value: 'An authority' }], options);
    const ca = { key: authority.private, cert: authority.cert };
    const theirs = await generate([{ name: 'commonName', value: 'localhost' }], { ...options, ca });
    mkdirSync(join(dataDir, 'tls'));
    writeFileSync(join(dataDir, 'tls', 'cert.pem'), theirs.cert);
    writeFileSync(join(dataDir, 'tls', 'key.pem'), theirs.private);
    expect((await ownTls(dataDir, days(19))).cert).toBe(theirs.cert);
    expect((await ownTls(dataDir, days(21))).cert).not.toBe(theirs.cert);
  });

  it('is taken by a client that trusts it', async () => {
    const tls = await ownTls(dataDir, new Date());
    const server: Server = createServer(tls, (_request, response) => response.end('hello'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const text = await new Promise<string>((resolve, reject) => {
      get({ host: '127.0.0.1', port, ca: tls.cert, agent: false }, (answer) => {
        answer.setEncoding('utf8').on('data', resolve);
      }).on('error', reject);
    });
    server.close();
    expect(text).toBe('hello');
  });

  it('may be another one, named by its files', () => {
    expect(() => readTls(join(dataDir, 'none.pem'), join(dataDir, 'none.key'))).toThrow(
      /certificate .*none\.pem cannot be read/,
    );
  });
});
