import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSeal, loadOrCreateKeys, parseKeys, SealBroken } from '../../../src/server/storage/seal.ts';

describe('a seal', () => {
  const [oldKey, newKey] = [randomBytes(32), randomBytes(32)];

  it('opens what it sealed, in the same place only', () => {
    const seal = createSeal([oldKey]);
    const sealed = seal.seal('geheim, ключ', 'mailbox-1');
    expect(sealed).not.toContain('geheim');
    expect(seal.open(sealed, 'mailbox-1')).toBe('geheim, ключ');
    expect(() => seal.open(sealed, 'mailbox-2')).toThrow('seal-damaged');
    expect(seal.seal('geheim, ключ', 'mailbox-1')).not.toBe(sealed);
  });

  it('notices every changed character', () => {
    const seal = createSeal([oldKey]);
    const sealed = seal.seal('secret', 'a');
    for (let at = 0; at < sealed.length; at++) {
      const changed = `${sealed.slice(0, at)}${sealed[at] === 'A' ? 'Q' : 'A'}${sealed.slice(at + 1)}`;
      expect(() => seal.open(changed, 'a')).toThrow(SealBroken);
    }
    expect(() => seal.open(sealed.slice(0, 30), 'a')).toThrow(SealBroken);
    expect(() => seal.open('', 'a')).toThrow(SealBroken);
  });

  it('opens with an older key and knows that it is one', () => {
    const sealed = createSeal([oldKey]).seal('secret', 'a');
    const rotated = createSeal([newKey, oldKey]);
    expect(rotated.open(sealed, 'a')).toBe('secret');
    expect(rotated.isCurrent(sealed)).toBe(false);
    expect(rotated.isCurrent(rotated.seal('secret', 'a'))).toBe(true);
    expect(() => createSeal([newKey]).open(sealed, 'a')).toThrow('seal-key-unknown');
  });

  it('refuses short keys', () => {
    expect(() => createSeal([randomBytes(16)])).toThrow('32 bytes');
    expect(() => createSeal([])).toThrow('32 bytes');
    expect(parseKeys('too short')).toBeNull();
    expect(parseKeys('')).toBeNull();
  });

  it('keeps its key in a file for its owner alone', () => {
    const folder = mkdtempSync(join(tmpdir(), 'liaison-seal-'));
    try {
      const keys = loadOrCreateKeys(join(folder, 'data'));
      const file = join(folder, 'data', 'secret.key');
      expect(statSync(file).mode & 0o777).toBe(0o600);
      expect(loadOrCreateKeys(join(folder, 'data'))).toEqual(keys);
      writeFileSync(file, `${newKey.toString('base64')}\n${readFileSync(file, 'utf8')}`);
      expect(loadOrCreateKeys(join(folder, 'data'))).toEqual([newKey, ...keys]);
      writeFileSync(file, 'damaged');
      expect(() => loadOrCreateKeys(join(folder, 'data'))).toThrow('secret.key');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
