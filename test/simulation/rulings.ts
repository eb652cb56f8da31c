import type { Rule } from '../../src/sync/policy/rule.ts';

/** Every third keyword that anybody gives to anything. */
const THIRD = Array.from({ length: 60 }, (_, index) => `k${String(3 * index)}`);
/** The addresses of all guests from outside are of this domain. */
const ELSEWHERE = 'else.example';

/** Rules that an administrator may have made. They narrow what users chose. */
export const RULINGS: readonly Rule[] = [
  { id: 'third', name: 'Left alone', when: { categories: THIRD }, then: { direction: 'none' } },
  { id: 'third-in', name: 'To the CRM', when: { categories: THIRD }, then: { direction: 'to-crm' } },
  { id: 'guests', name: 'Guests', when: { domains: [ELSEWHERE] }, then: { direction: 'none' } },
  { id: 'hosts', name: 'Own meetings', when: { parts: ['organizer'] }, then: { direction: 'to-crm' } },
  { id: 'invited', name: 'Invitations', when: { parts: ['attendee'] }, then: { direction: 'none' } },
  { id: 'sole', name: 'Alone', when: { parts: ['sole'] }, then: { direction: 'to-mailbox' } },
];

/** Others, about who takes part at all and about what may be seen. They come after those in the numbering. */
const PRIVACY_RULINGS: readonly Rule[] = [
  { id: 'some', name: 'Some users', when: { users: ['user-0', 'user-2'] }, then: { direction: 'none' } },
  { id: 'third-busy', name: 'When, not what', when: { categories: THIRD }, then: { privacy: 'busy' } },
  { id: 'third-out', name: 'Not at all', when: { categories: THIRD }, then: { privacy: 'out' } },
  { id: 'guests-busy', name: 'Guests', when: { domains: [ELSEWHERE] }, then: { privacy: 'busy' } },
  { id: 'private-busy', name: 'Private', when: { private: true }, then: { privacy: 'busy' } },
  { id: 'private-out', name: 'Private', when: { private: true }, then: { privacy: 'out' } },
];

export const ALL_RULINGS: readonly Rule[] = [...RULINGS, ...PRIVACY_RULINGS];

/** Whether a rule may withhold what nobody marked private. */
export function withholdsOthers({ when, then }: Rule): boolean {
  return then.privacy !== undefined && when.private !== true;
}
