import { PLAIN_MAILBOX } from './plain-servers.ts';
import { among, at, meeting, pump, story } from './regressions.ts';
import type { Scenario, Step } from './scenario.ts';

/** Each of its pages holds one change. */
const PAGE_BY_PAGE = { ...PLAIN_MAILBOX, pageSize: 1 };

/** Somebody without a mailbox here. */
const BOSS = 'mailto:boss@firm.example';

/** Stories about which item is which, and whose, that once ended badly, by what must be true in them. */
export const REGRESSIONS_OF_IDENTITY: Readonly<Record<string, Scenario>> = {
  'what a person copied is not what a create made of which nobody has heard yet': story(
    among(1, { mailboxes: [PAGE_BY_PAGE] }),
    { type: 'create', ...at('crm'), edit: 3, shape: 'single', users: [0] },
    pump(0),
    { type: 'copy', ...at('mailbox 0'), copy: 2, edit: 14 },
    { type: 'edit', ...at('mailbox 0'), edit: 45, fields: ['title'] },
    pump(0),
    { type: 'edit', ...at('crm'), edit: 50, fields: ['start'] },
  ),
  "who calls a meeting in another one's name hears of it, although an invited copy made its record": story(
    among(2, { synchronised: true, actingFor: [[BOSS], []] }),
    { ...meeting(0, [1]), chair: BOSS } as Step,
    pump(1),
    pump(0),
    { type: 'edit', ...at('crm'), edit: 50, fields: ['title'] },
  ),
  'of two who keep one calendar, whom the other one invites has an invitation': story(
    among(2, { synchronised: true, actingFor: [[BOSS], [BOSS]] }),
    { ...meeting(0, [1]), chair: BOSS } as Step,
    pump(1),
    pump(0),
    { type: 'edit', ...at('crm'), edit: 50, fields: ['title'] },
  ),
};
