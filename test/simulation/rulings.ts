import type { Rule } from '../../src/sync/policy/rule.ts';

/** Every third keyword that anybody gives to anything. */
const THIRD = Array.from({ length: 60 }, (_, index) => `k${String(3 * index)}`);
/** The addresses of all guests from outside are of this domain. */
const ELSEWHERE = 'else.example';

/** Rules that an administrator may have made. They narrow what users chose, and say nothing of privacy. */
export const RULINGS: readonly Rule[] = [
  { id: 'third', name: 'Left alone', when: { categories: THIRD }, then: { direction: 'none' } },
  { id: 'third-in', name: 'To the CRM', when: { categories: THIRD }, then: { direction: 'to-crm' } },
  { id: 'guests', name: 'Guests', when: { domains: [ELSEWHERE] }, then: { direction: 'none' } },
  { id: 'hosts', name: 'Own meetings', when: { parts: ['organizer'] }, then: { direction: 'to-crm' } },
  { id: 'invited', name: 'Invitations', when: { parts: ['attendee'] }, then: { direction: 'none' } },
  { id: 'sole', name: 'Alone', when: { parts: ['sole'] }, then: { direction: 'to-mailbox' } },
];
