import { isObject } from './json.ts';
import type { JsonObject } from './json.ts';

/** Whether one of these addresses took part before, and none does now (items, or the properties that a write changes). */
export function isTakenOff(before: JsonObject, now: JsonObject, addresses: readonly string[]): boolean {
  return takesPart(before, addresses) && !takesPart(now, addresses);
}

/** Whether one of these addresses takes part. */
export function takesPart({ participants }: JsonObject, addresses: readonly string[]): boolean {
  return isObject(participants) && addresses.some((address) => participants[address] !== undefined);
}
