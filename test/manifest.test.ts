import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { DEFAULT_ORIGIN, manifestFor } from '../src/server/http/manifest.ts';
import { readConfig } from '../src/server/config.ts';
import { describeWith, REFERENCE, referenceFiles } from './requirements.ts';
import { sizeOfPng } from './support/png.ts';

const ROOT = resolve(import.meta.dirname, '..');
const manifest = readFileSync(join(ROOT, 'manifest.xml'), 'utf8');
const run = promisify(execFile);

/** Values of an attribute of elements, whatever their prefix. */
function values(element: string, attribute: string): readonly string[] {
  const pattern = new RegExp(`<(?:bt:)?${element}\\s[^>]*?\\b${attribute}="([^"]*)"`, 'g');
  return [...manifest.matchAll(pattern)].map(([, value = '']) => value);
}

/** Text of elements. */
function texts(element: string): readonly string[] {
  return [...manifest.matchAll(new RegExp(`<${element}>([^<]*)</${element}>`, 'g'))].map(
    ([, text = '']) => text,
  );
}

/** A block of the manifest: VersionOverrides 1.0 without what it contains of 1.1, or 1.1. */
function version(name: '1_0' | '1_1'): string {
  const [before = '', inner = ''] = manifest.split(/(?=<VersionOverrides xmlns="[^"]*\/1\.1")/);
  const own = before.slice(before.indexOf('<VersionOverrides'));
  return name === '1_0' ? own : inner.slice(0, inner.indexOf('</VersionOverrides>'));
}

describeWith(['xmllint', 'reference-data'], "manifest.xml by Microsoft's schemas", () => {
  const valid = async (file: string, schemas: string) => {
    const schema = join(REFERENCE, 'manifest', schemas, 'OfficeAppManifestV1_1.xsd');
    return run('xmllint', ['--noout', '--nonet', '--schema', schema, file]).then(
      () => true,
      () => false,
    );
  };
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'liaison-manifest-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(['xsd', 'xsd-events'])('is valid, as it is kept and as it is deployed (%s)', async (schemas) => {
    expect(await valid(join(ROOT, 'manifest.xml'), schemas)).toBe(true);
    const deployed = join(folder, `${schemas}.xml`);
    writeFileSync(deployed, manifestFor(manifest, 'https://crm.example.com:8443') ?? '');
    expect(await valid(deployed, schemas)).toBe(true);
  });

  it('is checked by what takes valid manifests and refuses others', async () => {
    const samples = [
      ...referenceFiles('manifest/samples', '.xml'),
      ...referenceFiles('manifest/samples-events', '.xml'),
    ];
    const invalid = referenceFiles('manifest/samples-invalid', '.xml');
    expect([samples.length, invalid.length].every((count) => count >= 3)).toBe(true);
    for (const file of samples) expect([file, await valid(file, 'xsd-events')]).toEqual([file, true]);
    for (const file of invalid) expect([file, await valid(file, 'xsd-events')]).toEqual([file, false]);
    const broken = join(folder, 'broken.xml');
    writeFileSync(broken, manifest.replace('<Permissions>ReadWriteItem', '<Permissions>Everything'));
    expect(await valid(broken, 'xsd-events')).toBe(false);
  });
});

describe('manifest.xml', () => {
  it("names the server's own default address and no other", () => {
    expect(DEFAULT_ORIGIN).toBe(readConfig({}).publicUrl);
    const addresses = [...manifest.matchAll(/"(https?:[^"]*)"|>(https?:[^<]*)</g)]
      .map(([, quoted, text]) => quoted ?? text ?? '')
      .filter((address) => !/^http:\/\/(schemas\.microsoft\.com|www\.w3\.org)\//.test(address));
    expect(addresses.length).toBeGreaterThan(20);
    expect(addresses.filter((address) => new URL(address).origin !== DEFAULT_ORIGIN)).toEqual([]);
  });

  it('asks for Mailbox 1.5 and the permission to save an item, no more', () => {
    expect(texts('Permissions')).toEqual(['ReadWriteItem']);
    expect(values('Set', 'MinVersion')).toEqual(['1.5']);
    expect(values('Sets', 'DefaultMinVersion')).toEqual(['1.5', '1.5']);
  });

  it.each(['1_0', '1_1'] as const)(
    'has a pane and two functions on every surface (VersionOverrides %s)',
    (name) => {
      const points = version(name).split('<ExtensionPoint ').slice(1);
      expect(points.map((point) => /xsi:type="(\w+)"/.exec(point)?.[1])).toEqual([
        'MessageReadCommandSurface',
        'AppointmentOrganizerCommandSurface',
        'AppointmentAttendeeCommandSurface',
      ]);
      for (const point of points) {
        const actions = [...point.matchAll(/<Action xsi:type="(\w+)">|<FunctionName>(\w+)</g)];
        expect(actions.map(([, type, called]) => type ?? called)).toEqual(
          'ShowTaskpane ExecuteFunction linkAsLastTime ExecuteFunction synchroniseItem'.split(' '),
        );
      }
      const pinned = points.map((point) => point.includes('<SupportsPinning>true<'));
      expect(pinned).toEqual([name === '1_1', false, false]);
    },
  );

  it.each(['1_0', '1_1'] as const)(
    'defines every resource once and uses it (VersionOverrides %s)',
    (name) => {
      const [used = '', defined = ''] = version(name).split('<Resources>');
      const references = [...used.matchAll(/\bresid="([^"]*)"/g)].map(([, id = '']) => id);
      const ids = [...defined.matchAll(/\bid="([^"]*)"/g)].map(([, id = '']) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect([...new Set(references)].sort()).toEqual([...ids].sort());
      expect(ids.filter((id) => id.length > 32)).toEqual([]);
      const controls = [...used.matchAll(/<(?:Control|Group)[^>]* id="([^"]*)"/g)].map(([, id = '']) => id);
      expect(new Set(controls).size).toBe(controls.length);
    },
  );

  it('is complete in German, and no text is too long', () => {
    const long = [...manifest.matchAll(/<bt:LongStrings>[\s\S]*?<\/bt:LongStrings>/g)].join('');
    const lengths = [...manifest.matchAll(/(?:DefaultValue|Value)="([^"]*)"/g)].map(([, text = '']) => text);
    for (const text of lengths) {
      const most =
        long.includes(`"${text}"`) || manifest.includes(`<Description DefaultValue="${text}"`) ? 250 : 125;
      expect([text, text.length <= most]).toEqual([text, true]);
    }
    for (const label of values('String', 'DefaultValue').filter((text) => !long.includes(`"${text}"`)))
      expect([label, label.length <= 32]).toEqual([label, true]);
    // What is the same in both languages is the product's name.
    const untranslated = [
      ...manifest.matchAll(/<(?:bt:String|DisplayName|Description) [^>]*DefaultValue="([^"]*)"\/>/g),
    ];
    expect(new Set(untranslated.map(([, text]) => text))).toEqual(new Set(['Liaison']));
    for (const element of ['DisplayName', 'Description', 'bt:String']) {
      for (const [, content = ''] of manifest.matchAll(
        new RegExp(`<${element} [^>]*[^/]>([\\s\\S]*?)</${element}>`, 'g'),
      )) {
        expect([...content.matchAll(/Locale="([^"]*)"/g)].map(([, locale]) => locale)).toEqual([
          'de-DE',
          'de-AT',
          'de-CH',
        ]);
        expect(new Set([...content.matchAll(/Value="([^"]*)"/g)].map(([, text]) => text)).size).toBe(1);
      }
    }
  });

  it('has icons of the size that it says', () => {
    const images = [
      ...manifest.matchAll(/<bt:Image id="[A-Za-z]+\.(\d+)" DefaultValue="[^"]*\/assets\/([^"]+)"/g),
    ];
    expect(images).toHaveLength(18);
    const own = {
      64: values('IconUrl', 'DefaultValue'),
      128: values('HighResolutionIconUrl', 'DefaultValue'),
    };
    const named = [
      ...images.map(([, size, file = '']) => [Number(size), file] as const),
      ...Object.entries(own).map(
        ([size, [url = '']]) => [Number(size), url.split('/').at(-1) ?? ''] as const,
      ),
    ];
    for (const [size, file] of named) {
      const drawn = sizeOfPng(readFileSync(join(ROOT, 'assets', file)));
      expect([file, drawn]).toEqual([file, { width: size, height: size }]);
    }
    for (const icons of manifest.matchAll(/<Icon>([\s\S]*?)<\/Icon>/g)) {
      const sizes = [...(icons[1] ?? '').matchAll(/size="(\d+)" resid="\w+\.(\d+)"/g)].map(([, size, of]) => [
        size,
        of,
      ]);
      expect(sizes).toEqual(['16', '32', '80'].map((size) => [size, size]));
    }
  });
});

describe('docs/deploy.md', () => {
  const page = readFileSync(join(ROOT, 'docs', 'deploy.md'), 'utf8');

  it("names the add-in's id and its permission", () => {
    const [id = ''] = texts('Id');
    expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    expect(page.match(/\b[\da-f]{8}-[\da-f-]{27}\b/g)).toEqual([id]);
    expect(page).toContain(`(\`${texts('Permissions')[0] ?? ''}\`)`);
  });
});

describe('the manifest of a deployment', () => {
  it('names its origin in every place', () => {
    const deployed = manifestFor(manifest, 'https://CRM.example.com:443/') ?? '';
    expect(deployed).not.toContain('localhost');
    expect(deployed.split('https://crm.example.com').length).toBe(manifest.split(DEFAULT_ORIGIN).length);
    expect(deployed.replaceAll('https://crm.example.com', DEFAULT_ORIGIN)).toBe(manifest);
    expect(manifestFor(manifest, 'https://[fd00::1]:8443')).toContain(
      '"https://[fd00::1]:8443/taskpane.html"',
    );
    expect(manifestFor(manifest, 'https://büro.example')).toContain(
      '"https://xn--bro-hoa.example/taskpane.html"',
    );
  });

  it.each([
    'http://crm.example.com',
    'crm.example.com',
    'https://crm.example.com/liaison',
    'https://crm.example.com/?x',
    'https://crm.example.com/#x',
    'https://user:secret@crm.example.com',
    'https://a"b.example',
    "https://a&b'.example",
    '',
  ])('is not made for %s', (address) => {
    expect(manifestFor(manifest, address)).toBeNull();
  });

  it('is written by the command, which says what is wrong with an origin', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'liaison-manifest-'));
    const out = join(folder, 'new', 'manifest.xml');
    const hooks = join(ROOT, 'test', 'support', 'register-typescript.js');
    const command = (...args: string[]) =>
      run(process.execPath, ['--import', hooks, join(ROOT, 'tools', 'manifest.mjs'), ...args, '--out', out]);
    try {
      for (const args of [
        [],
        ['--origin', 'http://crm.example.com'],
        ['--orgin', 'https://crm.example.com'],
      ]) {
        const refused = await command(...args).catch(
          (error: unknown) => error as { code: number; stderr: string },
        );
        expect(refused).toMatchObject({
          code: 1,
          stderr: expect.stringMatching(/ori?gin[\s\S]*Usage: npm run manifest/),
        });
      }
      expect(existsSync(out)).toBe(false);
      await command('--origin', 'https://crm.example.com');
      expect(readFileSync(out, 'utf8')).toBe(manifestFor(manifest, 'https://crm.example.com'));
    } finally {
      rmSync(folder, { recursive: true });
    }
  }, 60_000);
});
