import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { trust, type DeveloperCertificates } from '../../src/demo/trust.ts';
import { ownTls } from '../../src/server/tls.ts';

describe('a certificate that this machine trusts', () => {
  let folder: string;
  let dataDir: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'liaison-trust-'));
    dataDir = join(folder, 'data');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  /** What the tool would leave there, without touching what this machine trusts. */
  const certificates = (change: Partial<DeveloperCertificates> = {}): DeveloperCertificates => ({
    authority: join(folder, 'ca.crt'),
    certificate: join(folder, 'localhost.crt'),
    key: join(folder, 'localhost.key'),
    trusted: () => true,
    async install(days) {
      const notAfterDate = new Date(Date.now() + days * 86_400_000);
      const options = { keyType: 'ec', curve: 'P-256', algorithm: 'sha256', notAfterDate } as const;
      const authority = await generate([{ name: 'commonName', value: 'An authority' }], options);
      const ca = { key: authority.private, cert: authority.cert };
      const made = await generate([{ name: 'commonName', value: 'localhost' }], { ...options, ca });
      writeFileSync(join(folder, 'localhost.crt'), made.cert);
      writeFileSync(join(folder, 'localhost.key'), made.private, { mode: 0o644 });
    },
    ...change,
  });

  it('is what the server takes from then on, instead of its own', async () => {
    const own = await ownTls(dataDir, new Date());
    expect(await trust(certificates(), dataDir)).toContain(join(dataDir, 'tls', 'cert.pem'));
    const taken = await ownTls(dataDir, new Date());
    expect(taken.cert).not.toBe(own.cert);
    expect(taken.cert).toBe(readFileSync(join(folder, 'localhost.crt'), 'utf8'));
    expect(taken.key).toBe(readFileSync(join(folder, 'localhost.key'), 'utf8'));
    expect(statSync(join(dataDir, 'tls', 'key.pem')).mode & 0o777).toBe(0o600);
    const inElevenMonths = new Date(Date.now() + 330 * 86_400_000);
    expect(await ownTls(dataDir, inElevenMonths)).toEqual(taken);
  });

  it('is not there when it could not be installed: the reason is said, the server keeps its own', async () => {
    const own = await ownTls(dataDir, new Date());
    const refused = certificates({
      install: () => Promise.reject(new Error('Unable to install the CA certificate. sudo: not found\n')),
    });
    await expect(trust(refused, dataDir)).rejects.toThrow(
      /^Unable to install the CA certificate\. sudo: not found\nInstalling an authority needs .*\. Until then /,
    );
    expect(await ownTls(dataDir, new Date())).toEqual(own);
  });

  it('is not believed in when the system does not trust it after all', async () => {
    const unknown = certificates({ trusted: () => false });
    await expect(trust(unknown, dataDir)).rejects.toThrow(`Install ${join(folder, 'ca.crt')} yourself.`);
    expect(existsSync(join(dataDir, 'tls'))).toBe(false);
  });
});
