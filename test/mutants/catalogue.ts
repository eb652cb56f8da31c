import type { Server } from '../simulation/servers.ts';
import type { Mutant } from './harness/mutant.ts';

/** Name, failure, module below src, servers. */
const ROWS: readonly (readonly [string, string, string, (readonly Server[])?])[] = [
  ['last-modified-wins', 'Last-modified decides the winner', 'sync/leaf.ts'],
  ['rewritten-never-converges', 'Server-rewritten item never converges', 'sync/own-write.ts'],
  ['truncation-rewritten', 'Server truncates a field, endless rewrite', 'sync/own-write.ts'],
  ['create-repeated', 'Create whose id was lost is repeated', 'sync/adopt.ts'],
  ['in-flight-create-on-takeover', 'In-flight create on takeover', 'sync/due.ts'],
  ['zombie-worker-writes', 'Zombie worker writes', 'server/storage/memory/memory-leases.ts'],
  ['copied-key-adopted', 'Copied correlation key adopted', 'sync/whose-item.ts'],
  ['reset-resurrects-deletes', 'Token reset resurrects deletes', 'sync/take-page.ts'],
  ['reset-loses-deletes', 'Token reset loses deletes', 'sync/take-page.ts'],
  ['cursor-before-items', 'Cursor saved before items', 'sync/observe-mailbox.ts'],
  ['absence-is-deletion', 'Absence taken as deletion', 'sync/take-page.ts'],
  ['out-of-window-removed', 'Out-of-window removal taken as deletion', 'sync/plan.ts'],
  ['held-deletion-recreated', 'Held deletion re-created', 'sync/plan-removal.ts'],
  ['second-record-from-copy', 'Attendee copy spawns a second record', 'sync/identity.ts'],
  ['attendee-hijacks-series', "Attendee's copy hijacks the series", 'sync/policy.ts'],
  ['personal-fields-shared', 'Personal fields reach colleagues', 'sync/kinds/event/kind.ts'],
  ['moved-occurrence-twice', 'Moved occurrence appears twice', 'sync/kinds/event/normalise.ts'],
  ['exceptions-wiped', 'Exceptions wiped by a pattern change', 'sync/kinds/event/carry-overrides.ts'],
  ['orphaned-override', 'Orphaned override after the series moved', 'sync/kinds/event/carry-overrides.ts'],
  ['split-leaves-duplicates', '"This and following" leaves duplicates', 'sync/merge.ts'],
  ['all-day-shifts', 'All-day event shifts a day', 'server/mailboxes/ews/time.ts', ['ews', 'memory']],
  [
    'windows-zone-as-utc',
    'Windows zone read as UTC',
    'server/mailboxes/ews/time-zones.ts',
    ['ews', 'memory'],
  ],
  ['stale-write-drops-edit', 'Stale write drops the local edit', 'sync/acknowledge.ts'],
  ['acknowledgement-swallows-edit', 'Acknowledgement swallows a concurrent edit', 'sync/own-write.ts'],
  ['poison-item-blocks', 'Poison item blocks the collection', 'sync/unreadable.ts'],
  ['back-off-ignored', 'Back-off ignored', 'sync/pump.ts'],
  ['transient-failure-deletes', 'Transient failure falls through to deletion', 'sync/look.ts'],
  ['filter-change-deletes', 'Filter change deletes remotely', 'sync/plan.ts'],
  ['private-exception-reveals-series', 'Private exception reveals the series', 'sync/kinds/event/kind.ts'],
  ['busy-edit-leaks-back', 'Busy-only edit leaks back', 'sync/policy.ts'],
  ['invitation-on-import', 'Invitation sent on import', 'sync/mail-safety.ts'],
  ['attendee-list-replaced', 'Whole attendee list replaced by a patch', 'sync/kinds/event/kind.ts'],
  ['new-mapping-overwrites', 'New mapping overwrites', 'sync/agreed-fields.ts'],
];

/**
 * Failures of synchronisers that are on record, each put back by one module that takes another one's place. The docstring of
 * each says where it is known from.
 */
export const MUTANTS: readonly Mutant[] = ROWS.map(([name, failure, module, servers]) => ({
  name,
  failure,
  replaces: `src/${module}`,
  ...(servers === undefined ? {} : { servers }),
}));
