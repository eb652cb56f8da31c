import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Keeps secrets unreadable for whoever has the database but not the key. */
export interface Seal {
  /**
   * Seals a secret with AES-256-GCM. `context` (a mailbox's id) is authenticated with it, so that it can be opened in
   * the same place only.
   */
  seal(clear: string, context: string): string;
  /** Opens it; throws SealBroken when the key is not there, the text was changed, or the context is another. */
  open(sealed: string, context: string): string;
  /** Whether it was sealed with the newest key; an older one should be sealed anew. */
  isCurrent(sealed: string): boolean;
}

/** A sealed secret that can't be opened. Says nothing of its content. */
export class SealBroken extends Error {
  readonly code: 'seal-key-unknown' | 'seal-damaged';
  constructor(code: 'seal-key-unknown' | 'seal-damaged', cause?: unknown) {
    super(code, { cause });
    this.name = 'SealBroken';
    this.code = code;
  }
}

const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const FORMAT = 'v1';

/** Seals with the first key and opens with any of them: to rotate, put a new key in front and keep the old one. */
export function createSeal(keys: readonly Buffer[]): Seal {
  const [current] = keys;
  if (current === undefined || keys.some((key) => key.length !== KEY_BYTES)) {
    throw new Error(`Keys to seal with must have ${KEY_BYTES} bytes`);
  }
  const byId = new Map(keys.map((key) => [keyId(key), key]));
  return {
    seal(clear, context) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', current, iv).setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(clear, 'utf8'), cipher.final()]);
      const packed = Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url');
      return `${FORMAT}.${keyId(current)}.${packed}`;
    },
    open(sealed, context) {
      const [format, id, packed] = sealed.split('.');
      if (format !== FORMAT || id === undefined || packed === undefined) throw new SealBroken('seal-damaged');
      const key = byId.get(id);
      if (key === undefined) throw new SealBroken('seal-key-unknown');
      return decrypt(key, Buffer.from(packed, 'base64url'), context);
    },
    isCurrent: (sealed) => sealed.startsWith(`${FORMAT}.${keyId(current)}.`),
  };
}

function decrypt(key: Buffer, packed: Buffer, context: string): string {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, packed.subarray(0, IV_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(Buffer.from(context)).setAuthTag(packed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    return decipher.update(packed.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
  } catch (error) {
    throw new SealBroken('seal-damaged', error);
  }
}

/** Tells keys apart without saying anything of them. */
function keyId(key: Buffer): string {
  return createHash('sha256').update('liaison key id').update(key).digest('hex').slice(0, 12);
}

/**
 * The keys in `secret.key` below the data folder, one base64 text a line, newest first. The file is created with a
 * fresh key, readable by its owner alone, unless it is there. Without it stored passwords are lost: back it up.
 */
export function loadOrCreateKeys(dataDir: string): readonly Buffer[] {
  const file = join(dataDir, 'secret.key');
  mkdirSync(dirname(file), { recursive: true });
  try {
    writeFileSync(file, `${randomBytes(KEY_BYTES).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const keys = parseKeys(readFileSync(file, 'utf8'));
  if (keys === null) throw new Error(`${file} must hold a key of ${KEY_BYTES} bytes in base64 on each line`);
  return keys;
}

/** Keys in base64, separated by commas or white space; null unless each has 32 bytes and there is one at least. */
export function parseKeys(text: string): readonly Buffer[] | null {
  const words = text.split(/[\s,]+/).filter((word) => word !== '');
  const keys = words.map((word) => Buffer.from(word, 'base64'));
  return keys.length > 0 && keys.every((key) => key.length === KEY_BYTES) ? keys : null;
}
