import type { JsonObject } from './json.ts';

/** Why something is as it is: a code with values. The words live in catalogues, per language. */
export interface Reason {
  readonly code: ReasonCode;
  readonly parameters: JsonObject;
}

/** Every reason that the engine gives. */
export const REASON_CODES = [
  'private-kept-out',
  'private-busy-only',
  'outside-window',
  'existed-before-start',
  'looks-like-several',
  'adopted-by-likeness',
  'chair-keeps-out',
  'direction-to-crm-only',
  'direction-to-mailbox-only',
  'direction-none',
  'unmarked',
  'not-marked',
  'not-assigned',
  'attendee-copy',
  'awaiting-organizer',
  'not-sent',
  'deletion-held',
  'deleted-in-mailbox',
  'deleted-in-crm',
  'deleted-on-both-sides',
  'part-of-series',
  'deletion-restored',
  'edit-wins-over-deletion',
  'copy-of-another-item',
  'another-chance',
  'edited',
  'item-malformed',
  'item-rejected',
  'item-denied',
  'item-unsupported',
  'collection-read-only',
  'collection-not-synchronized',
  'hidden-from-view',
  'conflict-kept',
  'first-pairing-difference',
] as const;

export type ReasonCode = (typeof REASON_CODES)[number];

/** Makes a reason. */
export function reason(code: ReasonCode, parameters: JsonObject = {}): Reason {
  return { code, parameters };
}
