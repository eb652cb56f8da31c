import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** scrypt (RFC 7914) with 32 MB and three passes: one of OWASP's recommended settings. */
const COST = { logN: 15, r: 8, p: 3 } as const;
const KEY_LENGTH = 32;
const SALT_LENGTH = 16;
/** So many hashes at once; more wait, so that a flood of sign-ins can't use up the memory. */
const AT_ONCE = 3;

/** Hashes a password; the text holds algorithm, parameters and salt (PHC string format). */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_LENGTH);
  const key = await derive(password, salt, COST);
  return `$scrypt$ln=${String(COST.logN)},r=${String(COST.r)},p=${String(COST.p)}$${base64(salt)}$${base64(key)}`;
}

/**
 * Whether the password belongs to the hash. Without a hash (no such user, or none that may use a password) it is
 * false after the same work, so that the time taken doesn't tell which users exist.
 */
export async function verifyPassword(password: string, hash: string | null): Promise<boolean> {
  const stored = hash === null ? null : parse(hash);
  if (stored === null) {
    await derive(password, Buffer.alloc(SALT_LENGTH), COST);
    return false;
  }
  const key = await derive(password, stored.salt, stored.cost);
  return key.length === stored.key.length && timingSafeEqual(key, stored.key);
}

interface Cost {
  readonly logN: number;
  readonly r: number;
  readonly p: number;
}

function parse(hash: string): { cost: Cost; salt: Buffer; key: Buffer } | null {
  const match = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([\w+/]+)\$([\w+/]+)$/.exec(hash);
  if (match === null) return null;
  const [, logN, r, p, salt = '', key = ''] = match;
  const cost = { logN: Number(logN), r: Number(r), p: Number(p) };
  return { cost, salt: Buffer.from(salt, 'base64'), key: Buffer.from(key, 'base64') };
}

let running = 0;
const waiting: (() => void)[] = [];

async function derive(password: string, salt: Buffer, cost: Cost): Promise<Buffer> {
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else running++;
  try {
    return await new Promise<Buffer>((resolve, reject) => {
      const options = { N: 2 ** cost.logN, r: cost.r, p: cost.p, maxmem: 256 * 2 ** cost.logN * cost.r };
      // The same text typed on another keyboard may be composed differently (RFC 8265).
      scrypt(password.normalize('NFC'), salt, KEY_LENGTH, options, (error, key) => {
        if (error === null) resolve(key);
        else reject(error);
      });
    });
  } finally {
    const next = waiting.shift();
    if (next === undefined) running--;
    else next();
  }
}

/** Base64 without padding, as the PHC string format wants it. */
function base64(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
