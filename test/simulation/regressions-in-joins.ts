import { PLAIN_CRM, PLAIN_MAILBOX } from './plain-servers.ts';
import { among, at, meeting, pump, story } from './regressions.ts';
import type { Scenario, Step } from './scenario.ts';

const ONE_LINE = { ...PLAIN_CRM, mangling: { ...PLAIN_CRM.mangling, oneLine: true } };

function guest(place: string, edit: number, invited: boolean): Step {
  return { type: 'guest', ...at(place), edit, invited };
}

/** The organiser's copy reaches those invited. */
function deliver(user: number): Step {
  return { type: 'deliver', ...at(`mailbox ${String(user)}`) };
}

/** Stories that once ended badly because of what was taken for agreed when a copy met its record, by what must be true in them. */
export const REGRESSIONS_IN_JOINS: Readonly<Record<string, Scenario>> = {
  "a text that the CRM spells in one line is the older invitation's that told it, and no edit": story(
    among(3, { crm: ONE_LINE }),
    { ...meeting(0, [1, 2]), edit: 5 } as Step,
    pump(1, { stop: { after: 13, how: 'pause' } }),
    pump(2, { stop: { after: 23, how: 'pause' } }),
    { type: 'edit', ...at('mailbox 0'), edit: 37, fields: ['description'] },
    deliver(0),
    pump(1),
    pump(2),
  ),
  'a guest whom the CRM takes off stays off, though an older invitation never had them': story(
    among(4),
    meeting(1, [0, 2, 3], 'series'),
    guest('mailbox 1', 30, true),
    pump(3),
    pump(2),
    deliver(1),
    pump(3),
    guest('crm', 30, false),
  ),
  'whose invitation agreed last is known whatever the clocks of the workers say': story(
    among(3),
    meeting(0, [1, 2]),
    pump(2),
    pump(1, { skew: 600_000 }),
    guest('mailbox 0', 33, true),
    deliver(0),
    pump(2),
    guest('crm', 33, false),
  ),
  'a guest is taken off while nobody knows whether they were written, and then nobody can read it: that is shown':
    story(
      among(3),
      meeting(1, [0, 2], 'series'),
      pump(2),
      guest('mailbox 1', 6, true),
      deliver(1),
      pump(2),
      guest('crm', 6, false),
      { type: 'garble', ...at('crm') },
    ),
  'a guest is taken off, and a date changed, while nobody knows whether they were written: that is shown':
    story(
      among(3),
      meeting(0, [1, 2], 'series'),
      pump(2),
      guest('mailbox 0', 26, true),
      pump(0),
      { type: 'occurrence', ...at('crm'), edit: 32, index: 1, exclude: false },
      guest('crm', 26, false),
    ),
  'a rule that nobody knows to be written is written again over the one that it was to replace': story(
    among(3),
    meeting(1, [0, 2], 'series'),
    { type: 'repeat', ...at('mailbox 1'), edit: 8, rule: true },
    pump(1),
    { type: 'repeat', ...at('crm'), edit: 34, rule: true },
    pump(1),
    { type: 'touch', ...at('mailbox 1') },
  ),
  'an answer that a direction kept from the record is told once it may be': story(
    among(2),
    { type: 'invited', ...at('outside'), edit: 9, shape: 'single', attendees: [0, 1] },
    pump(1, { stop: { after: 16, how: 'crash' } }),
    pump(0),
    { type: 'answer', ...at('mailbox 1'), user: 1, status: 'tentative', delivered: false },
    { type: 'rules', user: 1, direction: 'to-mailbox', fromDay: null },
    pump(1),
  ),
  "a date that the organiser changed after their record was made again is told, whatever an invitee's copy shows":
    story(
      among(2),
      meeting(1, [0], 'series'),
      pump(1),
      { type: 'occurrence', ...at('mailbox 1'), edit: 12, index: 5, exclude: false },
      { type: 'delete', ...at('crm') },
      pump(0),
      pump(1, { stop: { after: 36, how: 'crash' } }),
      { type: 'occurrence', ...at('mailbox 1'), edit: 44, index: 1, exclude: false },
      { type: 'move', ...at('crm'), edit: 54, index: 0 },
      deliver(1),
    ),
  'a guest whom an invitation brought is taken off by the organiser, who was about to make the record': story(
    among(3),
    meeting(0, [1, 2], 'series'),
    pump(0, { stop: { after: 22, how: 'pause' } }),
    guest('mailbox 0', 44, true),
    deliver(0),
    pump(1),
    guest('mailbox 0', 44, false),
  ),
  'a date that the organiser calls off is no conflict with what an invitation that only waits shows': story(
    among(3),
    meeting(2, [0, 1], 'series'),
    { type: 'move', ...at('mailbox 2'), edit: 55, index: 1 },
    pump(1),
    deliver(2),
    { type: 'occurrence', ...at('mailbox 2'), edit: 64, index: 1, exclude: true },
  ),
  'an invitation that waits for its organiser has agreed on nothing new of what it waits for': story(
    among(3),
    meeting(1, [0, 2]),
    { type: 'edit', ...at('mailbox 1'), edit: 8, fields: ['title'] },
    guest('mailbox 1', 10, true),
    pump(2),
    pump(0),
    deliver(1),
    pump(2),
    guest('crm', 10, false),
  ),
  'an answer beside an invitation that speaks is told once its direction lets it': story(
    among(2),
    { type: 'invited', ...at('outside'), edit: 9, shape: 'single', attendees: [0, 1] },
    { type: 'rules', user: 1, direction: 'to-mailbox', fromDay: null },
    pump(0),
    { type: 'delete', ...at('mailbox 0') },
    { type: 'answer', ...at('mailbox 1'), user: 1, status: 'declined', delivered: true },
    pump(1),
  ),
  'what shows as busy tells when it is by itself, an edit of such a date in the CRM is on record': story(
    among(3, {
      secret: true,
      mailboxes: [PLAIN_MAILBOX, PLAIN_MAILBOX, { ...PLAIN_MAILBOX, privacy: 'busy' }],
    }),
    { type: 'create', ...at('mailbox 2'), edit: 1, shape: 'series', users: [2] },
    pump(2),
    { type: 'occurrence', ...at('mailbox 2'), edit: 32, index: 4, exclude: true },
    { type: 'move', ...at('crm'), edit: 59, index: 4 },
    { type: 'privacy', ...at('mailbox 2'), privacy: 'private', index: 0, edit: 61 },
  ),
};
