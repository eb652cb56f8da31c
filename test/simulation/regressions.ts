import { PLAIN_CRM, PLAIN_MAILBOX } from './plain-servers.ts';
import { ALL_RULINGS } from './rulings.ts';
import type { Scenario, Setup, Step } from './scenario.ts';

/** People with good servers. */
export function among(people: number, changes: Partial<Setup> = {}): Setup {
  const mailboxes = Array.from({ length: people }, () => PLAIN_MAILBOX);
  return { mailboxes, crm: PLAIN_CRM, guardFew: 10, answer: 'approve', ...changes };
}

/** A pass of a worker. */
export function pump(user: number, more: Partial<Extract<Step, { type: 'pump' }>> = {}): Step {
  return { type: 'pump', user, seed: 1, faults: 0, stop: null, ...more };
}

/** Where, and what. */
export const at = (place: string, thing = 1) => ({ place, thing });

/** A user invites others. */
export function meeting(
  user: number,
  attendees: readonly number[],
  shape: 'single' | 'series' = 'single',
): Step {
  return { type: 'meet', ...at(`mailbox ${String(user)}`), user, attendees, edit: 1, shape };
}

/** What happens, one after the other. */
export function story(setup: Setup, ...steps: readonly Step[]): Scenario {
  return { seed: 1, setup, steps };
}

/** The number of the rule that leaves users 0 and 2 out. */
const RULE_ABOUT_USERS = ALL_RULINGS.findIndex(({ id }) => id === 'some');

const TWINS = { ...PLAIN_MAILBOX, twins: true as const };

/** It mails everybody about everything, so nothing that concerns others is written. */
const NEVER_SILENT = { ...PLAIN_MAILBOX, inline: false, silentScheduling: 'no' as const };

/** Of three people the mailbox of one is never silent; they have left out of it what would be mailed. */
function leaving(user: number): Setup {
  const mailboxes = [0, 1, 2].map((one) => (one === user ? NEVER_SILENT : PLAIN_MAILBOX));
  return among(3, { mailboxes, discards: true });
}

const DROPS = { ...PLAIN_MAILBOX, mangling: { ...PLAIN_MAILBOX.mangling, drops: true } };

/** Stories that once ended badly, by what must be true in them. Written out, as generators change. */
export const REGRESSIONS: Readonly<Record<string, Scenario>> = {
  "a place that an attendee's mailbox drops reaches the record from its organiser's": story(
    among(3, { mailboxes: [PLAIN_MAILBOX, PLAIN_MAILBOX, DROPS] }),
    { ...meeting(0, [2]), edit: 2 } as Step,
    { type: 'touch', ...at('mailbox 0') },
    pump(2),
    pump(0, { stop: { after: 6, how: 'crash' } }),
  ),
  'an edit after a create of unknown outcome is an edit, whatever a colleague answered meanwhile': story(
    among(3),
    meeting(2, [1], 'series'),
    pump(2, { seed: 500_092_313, faults: 0.25 }),
    { type: 'edit', ...at('mailbox 2'), edit: 2, fields: ['locations'] },
    { type: 'answer', ...at('mailbox 1'), user: 1, status: 'declined', delivered: false },
    { type: 'deliver', ...at('mailbox 2') },
  ),
  'a record made again after a deletion that nobody reports is no copy of the first one': story(
    among(3, { crm: { ...PLAIN_CRM, tombstones: false } }),
    meeting(2, [0, 1]),
    pump(2),
    { type: 'edit', ...at('mailbox 2'), edit: 11, fields: ['title'] },
    { type: 'delete', ...at('crm') },
  ),
  'two edits of one date, before the organiser met the record, are both kept': story(
    among(3),
    meeting(0, [2], 'series'),
    { type: 'occurrence', ...at('mailbox 0'), edit: 4, index: 4, exclude: false },
    pump(2),
    { type: 'occurrence', ...at('crm'), edit: 19, index: 4, exclude: false },
    pump(0, { stop: { after: 26, how: 'pause' } }),
    pump(0),
  ),
  "an answer to a meeting whose record can't be read for a while is on the record in the end": story(
    among(2),
    meeting(0, [1]),
    pump(0),
    { type: 'answer', ...at('mailbox 1'), user: 1, status: 'tentative', delivered: false },
    { type: 'garble', ...at('crm') },
  ),
  'a title written in the CRM is on record when a colleague brings the newer one of the organiser': story(
    among(4),
    meeting(0, [1, 2, 3]),
    pump(2),
    { type: 'answer', ...at('mailbox 2'), user: 2, status: 'declined', delivered: true },
    pump(3),
    { type: 'edit', ...at('crm'), edit: 38, fields: ['title'] },
    pump(2),
    { type: 'edit', ...at('mailbox 0'), edit: 51, fields: ['title'] },
    { type: 'deliver', ...at('mailbox 0') },
    pump(2),
  ),
  'a private copy of a private item tells nobody anything': story(
    among(1, { mailboxes: [{ ...PLAIN_MAILBOX, privacy: 'busy' }], secret: true }),
    { type: 'create', ...at('mailbox 0'), edit: 2, shape: 'single', users: [0] },
    { type: 'privacy', ...at('mailbox 0'), privacy: 'private' },
    { type: 'edit', ...at('mailbox 0'), edit: 3, fields: ['title', 'locations'] },
    { type: 'copy', ...at('mailbox 0'), copy: 2, edit: 30 },
  ),
  "an attendee who leaves takes nothing off the record that the organiser's copy has": story(
    among(4),
    meeting(3, [0, 1, 2], 'series'),
    { type: 'occurrence', ...at('mailbox 3'), edit: 7, index: 0, exclude: false },
    pump(2),
    { type: 'deliver', ...at('mailbox 3') },
    { type: 'delete', ...at('mailbox 2') },
  ),
  "a status that the organiser sets before their copy meets the record is the record's": story(
    among(3),
    meeting(2, [0, 1], 'series'),
    pump(0, { stop: { after: 28, how: 'crash' } }),
    { type: 'edit', ...at('mailbox 2'), edit: 16, fields: ['status'] },
    pump(1),
    { type: 'deliver', ...at('mailbox 2') },
  ),
  'a guest whom the organiser invites comes to the record although attendees were there first': story(
    among(4),
    meeting(0, [1, 2, 3]),
    pump(3),
    { type: 'answer', ...at('mailbox 1'), user: 1, status: 'tentative', delivered: false },
    { type: 'guest', ...at('mailbox 0'), edit: 16, invited: true },
    { type: 'deliver', ...at('mailbox 0') },
    pump(1),
  ),
  "a guest whom a colleague takes off while the record's making has no answer yet is shown, not forgotten":
    story(
      among(2),
      meeting(1, []),
      { type: 'guest', ...at('mailbox 1'), edit: 9, invited: true },
      pump(1, { seed: 775_535_108, faults: 0.3 }),
      { type: 'guest', ...at('crm'), edit: 9, invited: false },
    ),
  'an invitation does not speak for its organiser while that copy is set aside': story(
    among(2),
    meeting(1, [0]),
    pump(1),
    { type: 'edit', ...at('crm'), edit: 44, fields: ['title'] },
    pump(1),
    { type: 'garble', ...at('crm') },
  ),
  'what an invitation says is not news because its organiser can not be read': story(
    among(3),
    meeting(2, [0]),
    { type: 'repeat', ...at('mailbox 2'), edit: 8, rule: true },
    pump(2),
    { type: 'garble', ...at('mailbox 2') },
    pump(2),
  ),
  'an item that the organiser had before is not what a create of unknown outcome made': story(
    among(3),
    meeting(0, [2], 'series'),
    pump(2),
    { type: 'move', ...at('crm'), edit: 23, index: 0 },
    pump(0, { seed: 1_983_231_372, faults: 0.3 }),
    { type: 'answer', ...at('mailbox 2'), user: 2, status: 'accepted', delivered: true },
    pump(0),
  ),
  'an invitation that has told nothing does not say what was agreed on': story(
    among(3),
    meeting(0, [1, 2], 'series'),
    { type: 'create', ...at('crm', 3), edit: 3, shape: 'single', users: [1] },
    pump(1, { seed: 1_834_923_972, faults: 0.1 }),
    { type: 'occurrence', ...at('mailbox 0'), edit: 28, index: 1, exclude: false },
    { type: 'deliver', ...at('mailbox 0') },
    pump(2),
  ),
  'a date that is like its series again follows the series': story(
    among(3),
    { type: 'create', ...at('mailbox 2'), edit: 1, shape: 'series', users: [2] },
    { type: 'occurrence', ...at('mailbox 2'), edit: 22, index: 3, exclude: false },
    pump(2),
    { type: 'split', ...at('crm'), tail: 12, edit: 28, index: 3 },
    { type: 'repeat', ...at('crm'), edit: 52, rule: true },
    { type: 'edit', ...at('mailbox 2'), edit: 59, fields: ['title'] },
  ),
  'a record that an invitation made and left is not the one that the organiser meant to make': story(
    among(3),
    meeting(2, [0, 1], 'series'),
    pump(0),
    { type: 'occurrence', ...at('crm'), edit: 35, index: 3, exclude: false },
    { type: 'delete', ...at('mailbox 0') },
    pump(2),
    pump(2, { stop: { after: 0, how: 'pause' } }),
    { type: 'garble', ...at('mailbox 2') },
  ),
  'a colleague of an update without an answer is no proof of it': story(
    among(4),
    meeting(3, [0, 1, 2], 'series'),
    pump(2),
    { type: 'edit', ...at('crm'), edit: 22, fields: ['locations'] },
    pump(3, { seed: 601_680_337, faults: 0.3 }),
    { type: 'occurrence', ...at('mailbox 3'), edit: 40, index: 5, exclude: true },
    pump(3),
  ),
  'of two copies that meant to make the record, the one that it is like has made it': story(
    among(3),
    meeting(2, [1], 'series'),
    pump(1, { seed: 1_659_995_077, faults: 0.3 }),
    { type: 'occurrence', ...at('mailbox 2'), edit: 31, index: 0, exclude: true },
    pump(2),
    { type: 'garble', ...at('mailbox 2') },
  ),
  "an organiser's item that can't be read when it is first seen gets no twin": story(
    among(4, { mailboxes: [TWINS, PLAIN_MAILBOX, TWINS, PLAIN_MAILBOX] }),
    meeting(0, [1, 2, 3]),
    pump(1),
    { type: 'garble', ...at('mailbox 0') },
    pump(0),
    { type: 'delete', ...at('crm') },
  ),
  'a date taken out, whose series was cut off before it, is no reason to keep what is deleted then': story(
    among(2),
    { type: 'create', ...at('crm'), edit: 1, shape: 'series', users: [1] },
    pump(1),
    { type: 'occurrence', ...at('crm'), edit: 22, index: 4, exclude: true },
    { type: 'split', ...at('mailbox 1'), tail: 12, edit: 24, index: 3 },
    pump(1),
    { type: 'delete', ...at('mailbox 1') },
  ),
  'what an invitation told the record without an answer is older than what its organiser says': story(
    among(3, {
      mailboxes: [NEVER_SILENT, NEVER_SILENT, PLAIN_MAILBOX],
      crm: { ...PLAIN_CRM, conditional: false },
    }),
    { ...meeting(1, [0, 2]), edit: 3 } as Step,
    pump(0),
    { type: 'edit', ...at('mailbox 1'), edit: 4, fields: ['title'] },
    { type: 'deliver', ...at('mailbox 1') },
    { type: 'edit', ...at('mailbox 1'), edit: 42, fields: ['title'] },
    pump(0, { seed: 151_023_782, faults: 0.3 }),
    pump(1),
  ),
  'an old invitation says nothing new while its organiser may not speak': story(
    among(3, { crm: { ...PLAIN_CRM, mangling: { ...PLAIN_CRM.mangling, titleLength: 16 } } }),
    { ...meeting(1, [2], 'series'), edit: 11 } as Step,
    { type: 'edit', ...at('mailbox 1'), edit: 17, fields: ['title'] },
    pump(2, { stop: { after: 11, how: 'pause' } }),
    pump(1),
    { type: 'rules', user: 1, direction: 'none', fromDay: 4 },
    pump(1),
  ),
  "while a rule leaves an organiser out, nobody's invitation speaks for their meeting": story(
    among(3),
    meeting(2, [1], 'series'),
    pump(2),
    { type: 'edit', ...at('crm'), edit: 22, fields: ['start'] },
    pump(2),
    { type: 'ruling', user: 2, rulings: [RULE_ABOUT_USERS] },
    pump(2),
  ),
  'what its owner writes in a mailbox that is left as it is goes to the record': story(
    leaving(1),
    meeting(1, [0, 2], 'series'),
    pump(1),
    { type: 'guest', ...at('crm'), edit: 39, invited: true },
    pump(1),
    { type: 'decide', user: 1, answer: 'reject' },
    { type: 'edit', ...at('mailbox 1'), edit: 57, fields: ['start'] },
  ),
  'who leaves a mailbox as it is has said nothing of what the record says, or is deleted, later': story(
    leaving(0),
    meeting(0, [1]),
    pump(0),
    { type: 'edit', ...at('crm'), edit: 28, fields: ['title'] },
    pump(0),
    { type: 'decide', user: 0, answer: 'reject' },
    { type: 'edit', ...at('crm'), edit: 71, fields: ['start'] },
    pump(0),
    { type: 'decide', user: 0, answer: 'reject' },
    { type: 'delete', ...at('crm') },
  ),
  'a deleted meeting stays so while the mail about it waits, whoever is invited': story(
    leaving(0),
    meeting(0, [1, 2]),
    pump(0),
    { type: 'delete', ...at('crm') },
  ),
};
