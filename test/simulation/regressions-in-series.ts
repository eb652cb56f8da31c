import { among, at, meeting, pump, story } from './regressions.ts';
import { PLAIN_CRM, PLAIN_MAILBOX } from './plain-servers.ts';
import type { MailboxSetup, Scenario, Step } from './scenario.ts';

const DROPS = { ...PLAIN_MAILBOX, mangling: { ...PLAIN_MAILBOX.mangling, drops: true } };
const LOUD: MailboxSetup = { ...PLAIN_MAILBOX, silentScheduling: 'no' };

/** Stories about series that once ended badly, by what must be true in them. */
export const REGRESSIONS_IN_SERIES: Readonly<Record<string, Scenario>> = {
  'exceptions that went with a series which somebody moved are no proof of a write that took them out': story(
    among(3),
    { type: 'create', ...at('crm'), edit: 1, shape: 'series', users: [0] },
    { type: 'occurrence', ...at('crm'), edit: 19, index: 0, exclude: false },
    pump(0),
    { type: 'occurrence', ...at('mailbox 0'), edit: 30, index: 3, exclude: true },
    { type: 'split', ...at('crm'), tail: 12, edit: 35, index: 2 },
    { type: 'edit', ...at('mailbox 0'), edit: 36, fields: ['duration'] },
    pump(0, { seed: 112, faults: 0.3 }),
    { type: 'edit', ...at('mailbox 0'), edit: 65, fields: ['start'] },
  ),
  'a date that two people called off is no proof of the write that one of them waits for': story(
    among(3),
    meeting(0, [1, 2], 'series'),
    { type: 'occurrence', ...at('mailbox 0'), edit: 30, index: 2, exclude: true },
    { type: 'edit', ...at('mailbox 0'), edit: 36, fields: ['title'] },
    pump(2),
    pump(0, { seed: 2, faults: 0.3 }),
    { type: 'occurrence', ...at('crm'), edit: 67, index: 2, exclude: true },
  ),
  "an invitation waits for its organiser's copy, whose record has not been acknowledged yet": story(
    among(3),
    meeting(1, [2], 'series'),
    { type: 'occurrence', ...at('mailbox 1'), edit: 10, index: 1, exclude: false },
    pump(1, { seed: 55_458_241, faults: 0.1 }),
    { type: 'edit', ...at('crm'), edit: 44, fields: ['title'] },
    pump(2),
  ),
  'what goes with a series that travels one way only is on record': story(
    among(3, { answer: 'reject' }),
    { type: 'create', ...at('mailbox 0'), edit: 3, shape: 'series', users: [0] },
    pump(0),
    { type: 'occurrence', ...at('mailbox 0'), edit: 17, index: 2, exclude: false },
    { type: 'split', ...at('crm'), tail: 12, edit: 25, index: 2 },
    { type: 'rules', user: 0, direction: 'to-mailbox', fromDay: null },
    { type: 'edit', ...at('mailbox 0'), edit: 31, fields: ['start'] },
    pump(0),
  ),
  'a meeting that waits to be sent has agreed on what it has in common with its record': story(
    among(3, { upgrade: true, mailboxes: [LOUD, PLAIN_MAILBOX, PLAIN_MAILBOX] }),
    meeting(0, [1], 'series'),
    { type: 'edit', ...at('mailbox 0'), edit: 1, fields: ['status'] },
    { type: 'deliver', ...at('mailbox 0') },
    { type: 'answer', ...at('mailbox 1'), user: 1, status: 'tentative', delivered: false },
    { type: 'garble', ...at('mailbox 0') },
  ),
  'an edit that comes after an approved deletion was held is not lost with it': story(
    among(3, { guardFew: 0, mailboxes: [LOUD, PLAIN_MAILBOX, PLAIN_MAILBOX] }),
    { type: 'create', ...at('mailbox 0'), edit: 1, shape: 'series', users: [0] },
    pump(0),
    { type: 'delete', ...at('mailbox 0') },
    pump(0),
    { type: 'decide', user: 0, answer: 'approve' },
    { type: 'split', ...at('crm'), tail: 16, edit: 61, index: 5 },
  ),
  'an item that its owner makes private while a write to it has no answer tells nobody anything': story(
    among(2, {
      mailboxes: [PLAIN_MAILBOX, { ...PLAIN_MAILBOX, privacy: 'out', inline: false }],
      crm: { ...PLAIN_CRM, inline: false },
      secret: true,
    }),
    { type: 'create', ...at('crm'), edit: 1, shape: 'series', users: [1] },
    pump(1, { seed: 17, faults: 0.1 }),
    { type: 'privacy', ...at('mailbox 1'), edit: 44, index: 1, privacy: 'private' },
  ),
  'a series goes with its owner although it lost the date that they had called off': story(
    among(3),
    { type: 'create', ...at('mailbox 0'), edit: 1, shape: 'series', users: [0] },
    pump(0),
    { type: 'split', ...at('crm'), tail: 8, edit: 10, index: 1 },
    { type: 'occurrence', ...at('mailbox 0'), edit: 19, index: 3, exclude: true },
    pump(0),
    { type: 'delete', ...at('mailbox 0') },
  ),
  'an answer that came by mail is no proof of the write that would have brought it': story(
    among(3),
    meeting(0, [2]),
    pump(0),
    { type: 'edit', ...at('crm'), edit: 51, fields: ['title'] },
    pump(0, { stop: { after: 15, how: 'pause' } }),
    { type: 'answer', ...at('mailbox 2'), user: 2, status: 'tentative', delivered: true },
    pump(2),
    { type: 'resume', user: 0, gates: 10, how: 'crash' },
  ),
  "a place that an invitee's mailbox drops stays in the record that another one's made": story(
    among(3, { mailboxes: [PLAIN_MAILBOX, DROPS, PLAIN_MAILBOX] }),
    { ...meeting(2, [0, 1], 'series'), edit: 4 } as Step,
    pump(1, { stop: { after: 11, how: 'pause' } }),
    pump(0),
    pump(1, { stop: { after: 23, how: 'pause' } }),
    pump(2),
  ),
  'what a record lost that was listed nowhere before it was read is nothing that anybody took away': story(
    among(3, { crm: { ...PLAIN_CRM, inline: false, mangling: { ...PLAIN_CRM.mangling, drops: true } } }),
    { type: 'create', ...at('mailbox 1'), edit: 1, shape: 'single', users: [1] },
    pump(1, { stop: { after: 38, how: 'crash' } }),
    { type: 'forget', place: 'crm' },
    pump(1, { seed: 5, faults: 0.3 }),
  ),
  'an exception that was carried to a record which moved, and went with it, is no edit': story(
    among(3),
    { type: 'create', ...at('mailbox 0'), edit: 1, shape: 'series', users: [0] },
    pump(0),
    { type: 'edit', ...at('crm'), edit: 14, fields: ['start'] },
    { type: 'occurrence', ...at('mailbox 0'), edit: 40, index: 0, exclude: false },
    pump(0),
    { type: 'delete', ...at('crm') },
  ),
};
