import type { Mailbox, MailboxCollection, ProgressEvent, Reason } from '../../contract/index.ts';
import type { PumpProgress } from '../jobs/progress.ts';
import type { StoredCollection } from '../storage/mailbox-collections.ts';
import type { StoredMailbox } from '../storage/mailbox-rows.ts';
import type { LinkCounts } from '../storage/mailbox-status.ts';

/** Stored mailboxes in the contract's shapes. */

/** A mailbox with the counts of its links, and whether a process listens for its changes. */
export function contractMailbox(mailbox: StoredMailbox, counts: LinkCounts, watched: boolean): Mailbox {
  const { guard: _, actingFor, ...settings } = mailbox.settings;
  return {
    id: mailbox.id,
    version: mailbox.version,
    ownerId: mailbox.userId,
    kind: mailbox.kind,
    name: mailbox.name,
    url: mailbox.url,
    user: mailbox.account,
    addresses: [...mailbox.addresses],
    server: mailbox.server,
    endpoint: endpointOf(mailbox),
    watched,
    ...times(mailbox),
    lastError: errorOf(mailbox),
    settings: { ...settings, actingFor: actingFor.map((address) => address.replace(/^mailto:/, '')) },
    counts,
    createdAt: mailbox.createdAt.toISOString(),
    updatedAt: mailbox.updatedAt.toISOString(),
  };
}

/** How a mailbox's synchronisation goes; `latest` is what its pump last said of itself. */
export function contractProgress(
  mailbox: StoredMailbox,
  counts: LinkCounts,
  latest: PumpProgress | undefined,
  now: Date,
): ProgressEvent {
  const running = mailbox.state === 'running' ? latest : undefined;
  return {
    mailboxId: mailbox.id,
    at: now.toISOString(),
    phase: running?.phase ?? null,
    done: running?.done ?? 0,
    counts,
    lastError: errorOf(mailbox),
    ...times(mailbox),
  };
}

/** A calendar and whether it is chosen. */
export function contractCollection({ createIn, kinds, ...collection }: StoredCollection): MailboxCollection {
  return { ...collection, kinds: [...kinds], createIn: createIn.length > 0 };
}

/**
 * The URL at which an account was found, without credentials; null when its adapter doesn't tell. Adapters note it as
 * `url`, or as the first of `homes`.
 */
export function endpointOf({ discovered }: Pick<StoredMailbox, 'discovered'>): string | null {
  const text = discovered['url'] ?? discovered['homes']?.split(' ')[0] ?? '';
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  url.username = '';
  url.password = '';
  return url.href;
}

function times({ state, lastPumpAt, nextPumpAt }: StoredMailbox) {
  return {
    state,
    lastPumpAt: lastPumpAt?.toISOString() ?? null,
    nextPumpAt: nextPumpAt?.toISOString() ?? null,
  };
}

function errorOf({ error }: StoredMailbox): Reason | null {
  return error === null ? null : { code: error.code, parameters: { ...error.parameters } };
}
