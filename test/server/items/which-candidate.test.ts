import type { ItemInView } from '../../../src/contract/index.ts';
import { whichCandidate } from '../../../src/server/items/which-candidate.ts';
import type { Candidate } from '../../../src/server/storage/messages/candidates.ts';

const item: ItemInView = {
  kind: 'message',
  itemId: 'AAA=',
  messageId: '<1@example.org>',
  conversationId: null,
  seriesId: null,
  subject: 'The  offer',
  start: null,
  end: null,
  participants: [{ role: 'from', name: 'Grace', address: 'Grace@acme.example' }],
};

const candidate = (recordId: string, more: Partial<Candidate> = {}): Candidate => ({
  recordId,
  subject: 'The offer',
  from: ['grace@acme.example'],
  own: 'copy',
  sameItem: false,
  ...more,
});

const UNKNOWN = { type: 'unknown' } as const;
const CASES: readonly (readonly [string, readonly Candidate[], object])[] = [
  ['none is stored', [], { type: 'none' }],
  ['the one that fits is witnessed', [candidate('a')], { type: 'copy', recordId: 'a' }],
  ['it was taken out', [candidate('a', { own: 'left' })], { type: 'left', recordId: 'a' }],
  ['it is not witnessed', [candidate('a', { own: 'none' })], UNKNOWN],
  ['another subject', [candidate('a', { subject: 'Another' })], UNKNOWN],
  ['another sender', [candidate('a', { from: ['mallory@example.net'] })], UNKNOWN],
  ['the same item, whatever its subject', [candidate('a', { subject: '', sameItem: true })], { type: 'copy', recordId: 'a' }],
  ['two fit', [candidate('a'), candidate('b', { own: 'none' })], UNKNOWN],
  ['two fit, one is the same item', [candidate('a'), candidate('b', { sameItem: true })], { type: 'copy', recordId: 'b' }],
  ['a forged one does not fit', [candidate('a', { own: 'none', subject: 'Forged' }), candidate('b')], { type: 'copy', recordId: 'b' }],
  ['a witnessed one does not fit, another does', [candidate('a', { subject: 'Mine' }), candidate('b', { own: 'none' })], UNKNOWN],
]; // prettier-ignore

describe('Which stored mail an item in view is, without asking its mailbox:', () => {
  it.each(CASES)('%s', (_name, candidates, choice) => {
    expect(whichCandidate(candidates, item)).toEqual(choice);
  });
});
