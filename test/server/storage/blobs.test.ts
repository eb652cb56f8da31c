import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { folderBlobs } from '../../../src/server/storage/blobs.ts';

describe('Blobs in a folder', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'blobs-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const files = (): readonly string[] =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      statSync(join(folder, name)).isFile(),
    );

  it('come back as they were, by the hash of their content', async () => {
    const blobs = folderBlobs(folder);
    const bytes = randomBytes(300_000);
    const hash = await blobs.put(bytes);
    expect(hash).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(await blobs.read(hash)).toEqual(bytes);
    const stream = await folderBlobs(folder).get(hash);
    expect(stream && (await buffer(stream))).toEqual(bytes);
    expect(await blobs.read(await blobs.put(new Uint8Array()))).toEqual(Buffer.alloc(0));
  });

  it('are one file however often the same is put, for its owner alone', async () => {
    const blobs = folderBlobs(join(folder, 'new', 'folder'));
    const hashes = await Promise.all(Array.from({ length: 20 }, () => blobs.put(Buffer.from('the same'))));
    expect(new Set(hashes).size).toBe(1);
    const [file = '', ...others] = files();
    expect(others).toEqual([]);
    const [hash = ''] = hashes;
    expect(file).toBe(join('new', 'folder', hash.slice(0, 2), hash.slice(2, 4), hash));
    expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
  });

  it('are gone when removed, and what was never there is null', async () => {
    const blobs = folderBlobs(folder);
    const hash = await blobs.put(Buffer.from('a'));
    await blobs.remove(hash);
    await blobs.remove(hash);
    expect(await blobs.read(hash)).toBeNull();
    expect(await blobs.get(hash)).toBeNull();
    expect(files()).toEqual([]);
  });

  it('are named by hashes, never by a way to another file', async () => {
    writeFileSync(join(folder, 'secret'), 'x');
    const blobs = folderBlobs(join(folder, 'blobs'));
    for (const hash of ['../secret', '', 'A'.repeat(64), `${'a'.repeat(63)}/`]) {
      expect(await blobs.read(hash)).toBeNull();
      expect(await blobs.get(hash)).toBeNull();
      await blobs.remove(hash);
    }
    expect(files()).toEqual(['secret']);
  });

  it('leave nothing behind when they can not be kept', async () => {
    writeFileSync(join(folder, 'file'), '');
    await expect(folderBlobs(join(folder, 'file', 'blobs')).put(Buffer.from('a'))).rejects.toThrow();
    expect(files()).toEqual(['file']);
  });
});
