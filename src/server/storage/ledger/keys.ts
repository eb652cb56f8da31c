import { createHash } from 'node:crypto';
import type { Ref } from '../../../sync/ports.ts';

/**
 * What texts of any length and any characters are looked up by: the first 16 bytes of their SHA-256. Two texts that
 * share them are not to be expected, and can't be made.
 */
export function textKey(...parts: readonly string[]): Buffer {
  // Lengths keep ('ab', 'c') and ('a', 'bc') apart.
  const text = parts.length === 1 ? (parts[0] ?? '') : parts.map((part) => `${part.length}:${part}`).join('');
  return createHash('sha256').update(text).digest().subarray(0, 16);
}

/** The key of an item or a record. */
export function refKey(ref: Ref): Buffer {
  return textKey(ref.collection, ref.id);
}

/** The key of a reference that may be missing. */
export function refKeyOrNull(ref: Ref | null): Buffer | null {
  return ref === null ? null : refKey(ref);
}
