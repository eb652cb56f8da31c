import type { Violation } from '../simulation/journal.ts';
import type { Server } from '../simulation/servers.ts';
import type { Mutant } from './harness/mutant.ts';

type Row = readonly [
  name: string,
  failure: string,
  /** Below src. */
  module: string,
  promise: Violation['invariant'],
  message: RegExp,
];

/** Missing in the end, or made again after it had been taken out. */
const MISSING = /^thing \d+ (is missing in|was taken out of) /;
const BACK = /^thing \d+ was deleted but is in /;
const TWICE = /^thing \d+ is there \d+ times in /;
const RESTLESS = /^it doesn't come to rest/;
const OTHER_TIMES = /^thing \d+ takes place at other times elsewhere/;
/** The same of what takes whole days. */
const ALL_DAY = /^thing \d+ takes place at other times elsewhere: .*T00:00:00 {2}P/;
const OTHER_DATE = /^(start of )?occurrence \d+ of thing \d+ in /;

const IN_MEMORY: readonly Row[] = [
  ['last-modified-wins', 'Last-modified decides the winner', 'sync/leaf.ts', 'I4', / is decided by the /],
  ['rewritten-never-converges', 'Server-rewritten item never converges', 'sync/own-write.ts', 'I1', RESTLESS],
  ['truncation-rewritten', 'Server truncates a field, endless rewrite', 'sync/own-write.ts', 'I1', RESTLESS],
  ['create-repeated', 'Create whose id was lost is repeated', 'sync/carry-out.ts', 'I2', TWICE],
  ['in-flight-create-on-takeover', 'In-flight create on takeover', 'sync/due.ts', 'I2', TWICE],
  ['zombie-worker-writes', 'Zombie worker writes', 'server/storage/memory/memory-leases.ts', 'I3', BACK],
  ['copied-key-adopted', 'Copied correlation key adopted', 'sync/whose-item.ts', 'I3', MISSING],
  ['reset-resurrects-deletes', 'Token reset resurrects deletes', 'sync/take-page.ts', 'I3', BACK],
  ['reset-loses-deletes', 'Token reset loses deletes', 'sync/take-page.ts', 'I3', BACK],
  [
    'cursor-before-items',
    'Cursor saved before items',
    'sync/observe-mailbox.ts',
    'I4',
    / of thing \d+ in crm is /,
  ],
  ['absence-is-deletion', 'Absence taken as deletion', 'sync/take-page.ts', 'I3', MISSING],
  ['out-of-window-removed', 'Out-of-window removal taken as deletion', 'sync/plan.ts', 'I3', MISSING],
  ['held-deletion-recreated', 'Held deletion re-created', 'sync/plan-removal.ts', 'I3', BACK],
  [
    'second-record-from-copy',
    'Attendee copy spawns a second record',
    'sync/plan-create.ts',
    'I8',
    / records$/,
  ],
  [
    'attendee-hijacks-series',
    "Attendee's copy hijacks the series",
    'sync/policy.ts',
    'I4',
    / of thing \d+ in crm is /,
  ],
  [
    'personal-fields-shared',
    'Personal fields reach colleagues',
    'sync/kinds/event/kind.ts',
    'I4',
    /^keywords of mailbox \d+ of thing \d+ came from elsewhere/,
  ],
  [
    'moved-occurrence-twice',
    'Moved occurrence appears twice',
    'sync/kinds/event/normalise.ts',
    'I8',
    OTHER_TIMES,
  ],
  [
    'exceptions-wiped',
    'Exceptions wiped by a pattern change',
    'sync/kinds/event/carry-overrides.ts',
    'I4',
    OTHER_DATE,
  ],
  [
    'orphaned-override',
    'Orphaned override after the series moved',
    'sync/kinds/event/carry-overrides.ts',
    'I8',
    / on a day without an occurrence$/,
  ],
  ['split-leaves-duplicates', '"This and following" leaves duplicates', 'sync/merge.ts', 'I8', OTHER_TIMES],
  [
    'stale-write-drops-edit',
    'Stale write drops the local edit',
    'sync/acknowledge.ts',
    'I4',
    / of thing \d+ in /,
  ],
  [
    'acknowledgement-swallows-edit',
    'Acknowledgement swallows a concurrent edit',
    'sync/own-write.ts',
    'I4',
    / of thing \d+ in /,
  ],
  [
    'poison-item-blocks',
    'Poison item blocks the collection',
    'sync/unreadable.ts',
    'I10',
    /^while thing .* can't be read/,
  ],
  [
    'back-off-ignored',
    'Back-off ignored',
    'sync/pump.ts',
    'I10',
    /^a server that wanted to be left alone was called/,
  ],
  ['transient-failure-deletes', 'Transient failure falls through to deletion', 'sync/look.ts', 'I3', MISSING],
  ['filter-change-deletes', 'Filter change deletes remotely', 'sync/plan.ts', 'I3', MISSING],
  [
    'private-exception-reveals-series',
    'Private exception reveals the series',
    'sync/kinds/event/kind.ts',
    'I9',
    / tells what is private/,
  ],
  [
    'busy-edit-leaks-back',
    'Busy-only edit leaks back',
    'sync/policy.ts',
    'I9',
    /^what was written into a busy record/,
  ],
  [
    'invitation-on-import',
    'Invitation sent on import',
    'sync/mail-safety.ts',
    'I6',
    /^a mail went out that nobody allowed/,
  ],
  [
    'attendee-list-replaced',
    'Whole attendee list replaced by a patch',
    'sync/kinds/event/kind.ts',
    'I4',
    /participant| answered /,
  ],
  [
    'new-mapping-overwrites',
    'New mapping overwrites',
    'sync/agreed-fields.ts',
    'I11',
    /^a new normaliser and mapping made it write/,
  ],
];

/** What only an adapter can do wrong needs one, on a sandbox. */
const ON_EXCHANGE: readonly Row[] = [
  ['all-day-shifts', 'All-day event shifts a day', 'server/mailboxes/ews/time.ts', 'I8', ALL_DAY],
  [
    'windows-zone-as-utc',
    'Windows zone read as UTC',
    'server/mailboxes/ews/time-zones.ts',
    'I4',
    /^timeZone of thing /,
  ],
];

const EXCHANGE_AND_CALDAV: readonly Server[] = ['ews', 'caldav'];

/**
 * Failures of synchronisers that are on record, each put back by one module that takes another one's place. The docstring of
 * each says where it is known from.
 */
export const MUTANTS: readonly Mutant[] = [
  ...IN_MEMORY.map((row) => mutant(row)),
  ...ON_EXCHANGE.map((row) => ({ ...mutant(row), servers: EXCHANGE_AND_CALDAV })),
];

function mutant([name, failure, module, promise, message]: Row): Mutant {
  return { name, failure, replaces: `src/${module}`, shows: { promise, message } };
}
