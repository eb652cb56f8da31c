import { PLAIN_CRM, PLAIN_MAILBOX } from './plain-servers.ts';
import { among, at, meeting, pump, story } from './regressions.ts';
import { ALL_RULINGS } from './rulings.ts';
import type { Scenario } from './scenario.ts';

/** The number of a rule. */
const ruleOf = (name: string): number => ALL_RULINGS.findIndex(({ id }) => id === name);
/** Items of some categories have no record. */
const NOT_AT_ALL = ruleOf('third-out');
/** Of what others from outside are invited to the record shows only when it is. */
const GUESTS_BUSY = ruleOf('guests-busy');

const NEVER_SILENT = { ...PLAIN_MAILBOX, silentScheduling: 'no' as const };
const CUTS_TITLES = { ...PLAIN_MAILBOX, mangling: { ...PLAIN_MAILBOX.mangling, titleLength: 16 } };

const CUTTING_CRM = { ...PLAIN_CRM, mangling: { ...PLAIN_CRM.mangling, titleLength: 16 } };

/** Stories about what people decided that once ended badly (see regressions.ts). */
export const REGRESSIONS_OF_DECISIONS: Readonly<Record<string, Scenario>> = {
  'beside an invitation the other value is used only as long as its organiser says the same': story(
    among(2, { discards: true }),
    { type: 'invited', ...at('outside'), edit: 1, shape: 'series', attendees: [0, 1] },
    pump(1),
    { type: 'edit', ...at('outside'), edit: 10, fields: ['locations'] },
    { type: 'delete', ...at('mailbox 1') },
    pump(0),
    pump(1),
    pump(0),
    { type: 'use-other', user: 0 },
    { type: 'edit', ...at('outside'), edit: 41, fields: ['locations'] },
    pump(0),
    { type: 'use-other', user: 0 },
  ),
  'a write that a feed has shown was there before whatever was written over it': story(
    among(1),
    { type: 'create', ...at('crm'), edit: 3, shape: 'single', users: [0] },
    pump(0),
    { type: 'edit', ...at('crm'), edit: 44, fields: ['title'] },
    pump(0, { seed: 1_686_651_190, faults: 0.3 }),
    pump(0),
    { type: 'edit', ...at('mailbox 0'), edit: 56, fields: ['title'] },
  ),
  'after a rule about privacy has gone everything is looked at once': story(
    among(3),
    meeting(1, [0, 2], 'series'),
    { type: 'ruling', user: 0, rulings: [NOT_AT_ALL] },
    pump(0),
    pump(0),
  ),
  'a rule about privacy takes nothing out of a record that was entered in the CRM': story(
    among(1, { mailboxes: [CUTS_TITLES] }),
    { type: 'create', ...at('crm'), edit: 11, shape: 'single', users: [0] },
    { type: 'guest', ...at('crm'), edit: 14, invited: true },
    { type: 'ruling', user: 0, rulings: [GUESTS_BUSY] },
    pump(0),
  ),
  'nor does it forget what lost when the series was split': story(
    among(2),
    { type: 'create', ...at('crm'), edit: 1, shape: 'series', users: [0, 1] },
    pump(0),
    { type: 'edit', ...at('mailbox 0'), edit: 6, fields: ['keywords'] },
    { type: 'split', ...at('mailbox 0'), tail: 7, edit: 14, index: 1 },
    { type: 'move', ...at('crm'), edit: 39, index: 3 },
    pump(0),
    { type: 'ruling', user: 0, rulings: [NOT_AT_ALL] },
    pump(0),
  ),
  'a record that is made anew while a rule withholds what its item says takes nothing out of that': story(
    among(1),
    { type: 'create', ...at('mailbox 0'), edit: 10, shape: 'single', users: [0] },
    pump(0),
    { type: 'ruling', user: 0, rulings: [NOT_AT_ALL] },
    { type: 'edit', ...at('mailbox 0'), edit: 45, fields: ['keywords'] },
    { type: 'edit', ...at('mailbox 0'), edit: 46, fields: ['start'] },
    { type: 'delete', ...at('crm') },
    pump(0),
  ),
  'that a rule withholds an item is no edit of it, and brings no record back': story(
    among(1),
    { type: 'create', ...at('mailbox 0'), edit: 45, shape: 'single', users: [0] },
    { type: 'edit', ...at('mailbox 0'), edit: 48, fields: ['keywords'] },
    pump(0),
    { type: 'delete', ...at('crm') },
    { type: 'ruling', user: 0, rulings: [NOT_AT_ALL] },
    pump(0),
  ),
  'where a mailbox was left as it is, exceptions go with the dates of a series that ends earlier': story(
    among(1, { mailboxes: [NEVER_SILENT], discards: true }),
    { type: 'create', ...at('mailbox 0'), edit: 3, shape: 'series', users: [0] },
    pump(0),
    { type: 'edit', ...at('crm'), edit: 23, fields: ['start'] },
    { type: 'guest', ...at('crm'), edit: 32, invited: true },
    { type: 'move', ...at('crm'), edit: 34, index: 3 },
    { type: 'occurrence', ...at('crm'), edit: 42, index: 4, exclude: true },
    pump(0),
    { type: 'decide', user: 0, answer: 'approve' },
    { type: 'split', ...at('mailbox 0'), tail: 22, edit: 62, index: 1 },
  ),
  'a date gets its own title though the CRM has cut that of the series': story(
    among(2, { crm: CUTTING_CRM }),
    { type: 'invited', ...at('outside'), edit: 6, shape: 'series', attendees: [0, 1] },
    pump(1),
    pump(0),
    { type: 'delete', ...at('mailbox 1') },
    { type: 'occurrence', ...at('outside'), edit: 26, index: 3, exclude: false },
  ),
  "an invitee's second answer counts, also when nobody heard that the first was written": story(
    among(3, { guardFew: 0, strict: true, answer: 'reject' }),
    meeting(0, [1, 2], 'series'),
    pump(0),
    { type: 'answer', ...at('mailbox 2'), user: 2, status: 'accepted', delivered: true },
    pump(2),
    { type: 'answer', ...at('mailbox 2'), user: 2, status: 'declined', delivered: true },
    { type: 'delete', ...at('mailbox 0') },
  ),
  'what an organiser says who was withheld is newer than what an invitation told the record': story(
    among(3, { mailboxes: [NEVER_SILENT, NEVER_SILENT, NEVER_SILENT] }),
    meeting(2, [0, 1]),
    pump(1),
    { type: 'edit', ...at('mailbox 2'), edit: 21, fields: ['keywords'] },
    { type: 'ruling', user: 2, rulings: [NOT_AT_ALL] },
    pump(2),
    { type: 'edit', ...at('mailbox 2'), edit: 58, fields: ['title'] },
  ),
  'an item that a rule withheld when a create was seen is not withheld when the rule has gone': story(
    among(1),
    { type: 'create', ...at('crm'), edit: 6, shape: 'single', users: [0] },
    { type: 'guest', ...at('crm'), edit: 18, invited: true },
    { type: 'ruling', user: 0, rulings: [GUESTS_BUSY] },
    pump(0, { stop: { after: 36, how: 'crash' } }),
    pump(0),
    { type: 'ruling', user: 0, rulings: [] },
    { type: 'edit', ...at('crm'), edit: 50, fields: ['title'] },
    pump(0),
  ),
  'who leaves a mailbox as it is says so of what they were asked about': story(
    among(1, { mailboxes: [NEVER_SILENT], discards: true }),
    meeting(0, [], 'series'),
    { type: 'guest', ...at('mailbox 0'), edit: 23, invited: true },
    pump(0),
    { type: 'edit', ...at('crm'), edit: 26, fields: ['title'] },
    pump(0),
    { type: 'guest', ...at('crm'), edit: 23, invited: false },
    { type: 'guest', ...at('mailbox 0'), edit: 23, invited: false },
    { type: 'decide', user: 0, answer: 'reject' },
  ),
  'the one date of what somebody made a single event takes place': story(
    among(1),
    { type: 'create', ...at('mailbox 0'), edit: 1, shape: 'series', users: [0] },
    pump(0),
    { type: 'repeat', ...at('mailbox 0'), edit: 83, rule: false },
    { type: 'occurrence', ...at('crm'), edit: 68, index: 0, exclude: true },
  ),
  'an answer that came by mail proves no write over whose other half its organiser has written': story(
    among(2),
    meeting(1, [0], 'series'),
    { type: 'answer', ...at('mailbox 0'), user: 0, status: 'tentative', delivered: false },
    pump(0),
    { type: 'repeat', ...at('crm'), edit: 17, rule: true },
    pump(1),
    { type: 'repeat', ...at('mailbox 1'), edit: 32, rule: true },
    { type: 'answer', ...at('mailbox 0'), user: 0, status: 'tentative', delivered: true },
  ),
};
