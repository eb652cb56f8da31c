import type { ItemInView } from '../../contract/index.ts';
import type { Candidate } from '../storage/messages/candidates.ts';

/** `unknown`: only the mail itself, from the user's own mailbox, can say. */
export type Choice =
  { readonly type: 'none' | 'unknown' } | { readonly type: 'copy' | 'left'; readonly recordId: string };

/**
 * Which stored mail an item in view is, without asking a mailbox: one that the user has a copy of already, if no other can
 * be meant. Message-IDs are reused and forged, so sender and subject have to fit, and fit that one alone.
 */
export function whichCandidate(candidates: readonly Candidate[], item: ItemInView): Choice {
  if (candidates.length === 0) return { type: 'none' };
  const same = candidates.find(({ sameItem }) => sameItem);
  if (same !== undefined) return choice(same);
  const fitting = candidates.filter((candidate) => fits(candidate, item));
  const [only] = fitting;
  return only !== undefined && fitting.length === 1 ? choice(only) : { type: 'unknown' };
}

function choice({ own, recordId }: Candidate): Choice {
  return own === 'none' ? { type: 'unknown' } : { type: own, recordId };
}

function fits(candidate: Candidate, { subject, participants }: ItemInView): boolean {
  const from = participants.filter(({ role }) => role === 'from').map(({ address }) => address.toLowerCase());
  const sameSender = from.length === 0 || from.some((address) => candidate.from.includes(address));
  return sameSender && plain(candidate.subject) === plain(subject);
}

function plain(subject: string): string {
  return subject.normalize('NFC').replace(/\s+/g, ' ').trim();
}
