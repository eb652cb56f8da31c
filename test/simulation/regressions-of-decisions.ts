import { PLAIN_MAILBOX } from './plain-servers.ts';
import { among, at, meeting, pump, story } from './regressions.ts';
import { ALL_RULINGS } from './rulings.ts';
import type { Scenario } from './scenario.ts';

/** The number of a rule. */
const ruleOf = (name: string): number => ALL_RULINGS.findIndex(({ id }) => id === name);
/** Items of some categories have no record. */
const NOT_AT_ALL = ruleOf('third-out');
/** Of what others from outside are invited to the record shows only when it is. */
const GUESTS_BUSY = ruleOf('guests-busy');

const CUTS_TITLES = { ...PLAIN_MAILBOX, mangling: { ...PLAIN_MAILBOX.mangling, titleLength: 16 } };

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
};
