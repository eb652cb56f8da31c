import { createHash, createHmac, randomBytes } from 'node:crypto';

/** A new secret of a session: 256 random bits, in letters that cookies and headers can hold. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What the database keeps of one. It has 256 random bits, so a plain hash can't be searched for it. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** The secret that follows another: always the same one under the same salt, and unknown to who has only one of the two. */
export function successorOf(secret: string, salt: Buffer): string {
  return createHmac('sha256', salt).update(secret).digest('base64url');
}
