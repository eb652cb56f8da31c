import type {
  CollectionChoice,
  Conflict,
  DormantEntry,
  HeldDecision,
  HeldDeletion,
  HistoryEntry,
  Mailbox,
  MailboxAccountInput,
  MailboxCollections,
  MailboxInput,
  MailboxKinds,
  MailboxPatch,
  MailboxTestResult,
  NotSentDecision,
  NotSentEntry,
  PageOf,
  QuarantineEntry,
} from '../../contract/index.ts';
import { call, withQuery } from './client.ts';
import type { Versioned } from './client.ts';
import type { Attempt } from './use-write.ts';

const at = (id: string, rest = '') => `/api/mailboxes/${encodeURIComponent(id)}${rest}`;

/** Kinds that can be connected. */
export async function listMailboxKinds(signal: AbortSignal): Promise<MailboxKinds> {
  return (await call<MailboxKinds>('GET', '/api/mailboxes/kinds', { signal })).value;
}

/** A user's mailboxes; of others for administrators. */
export async function listMailboxes(ownerId: string, signal: AbortSignal): Promise<PageOf<Mailbox>> {
  const query = withQuery('/api/mailboxes', { limit: 200, ownerId });
  return (await call<PageOf<Mailbox>>('GET', query, { signal })).value;
}

/** One mailbox with its ETag. */
export async function readMailbox(id: string, signal: AbortSignal): Promise<Versioned<Mailbox>> {
  return call('GET', at(id), { signal });
}

/** Tries an account for real without storing it. */
export async function testMailbox(body: MailboxAccountInput): Promise<MailboxTestResult> {
  return (await call<MailboxTestResult>('POST', '/api/mailboxes/test', { body })).value;
}

/** Tries a connected account as it is stored. */
export async function testStoredMailbox(id: string): Promise<MailboxTestResult> {
  return (await call<MailboxTestResult>('POST', at(id, '/test'))).value;
}

/** Tries an account and stores it. */
export async function createMailbox(body: MailboxInput, attempt: Attempt): Promise<Mailbox> {
  return (await call<Mailbox>('POST', '/api/mailboxes', { body, ...attempt })).value;
}

/** Changes account or settings. */
export async function changeMailbox(
  id: string,
  change: { readonly patch: MailboxPatch; readonly etag: string | null },
  attempt: Attempt,
): Promise<Mailbox> {
  return (await call<Mailbox>('PATCH', at(id), { body: change.patch, ifMatch: change.etag, ...attempt }))
    .value;
}

/** Ends the connection; nothing is removed on either side. */
export async function disconnectMailbox(id: string, etag: string | null, attempt: Attempt): Promise<void> {
  await call('DELETE', at(id), { ifMatch: etag, ...attempt });
}

/** The account's calendars, asked of the account itself. */
export async function listCollections(id: string, signal?: AbortSignal): Promise<MailboxCollections> {
  return (
    await call<MailboxCollections>('GET', at(id, '/collections'), signal === undefined ? {} : { signal })
  ).value;
}

/** Stores which calendars are synchronised. */
export async function chooseCollections(
  id: string,
  body: CollectionChoice,
  attempt: Attempt,
): Promise<MailboxCollections> {
  return (await call<MailboxCollections>('PUT', at(id, '/collections'), { body, ...attempt })).value;
}

/** Asks for a synchronisation at once. */
export async function synchroniseNow(id: string, attempt: Attempt): Promise<void> {
  await call('POST', at(id, '/synchronise'), attempt);
}

/** Where the progress of a mailbox is streamed (server-sent events). */
export function progressAddress(id: string): string {
  return at(id, '/progress');
}

/** What the entries of each list are. */
export interface MailboxLists {
  history: HistoryEntry;
  held: HeldDeletion;
  quarantine: QuarantineEntry;
  'not-sent': NotSentEntry;
  dormant: DormantEntry;
  conflicts: Conflict;
}
export type MailboxList = keyof MailboxLists;

/** One page of one of a mailbox's lists; `linkId` narrows the history to one item. */
export async function readMailboxList<L extends MailboxList>(
  id: string,
  list: L,
  query: { readonly cursor: string | null; readonly linkId?: string },
  signal: AbortSignal,
): Promise<PageOf<MailboxLists[L]>> {
  return (await call<PageOf<MailboxLists[L]>>('GET', withQuery(at(id, `/${list}`), query), { signal })).value;
}

/** Approves or rejects a held deletion. */
export async function decideHeld(
  id: string,
  linkId: string,
  body: HeldDecision,
  attempt: Attempt,
): Promise<void> {
  await call('POST', at(id, `/held/${encodeURIComponent(linkId)}`), { body, ...attempt });
}

/** Sends or discards what waits because it would mail people. */
export async function decideNotSent(
  id: string,
  linkId: string,
  body: NotSentDecision,
  attempt: Attempt,
): Promise<void> {
  await call('POST', at(id, `/not-sent/${encodeURIComponent(linkId)}`), { body, ...attempt });
}

/** Says of an item that waits as a lookalike that it is a thing of its own. */
export async function setApart(id: string, linkId: string, attempt: Attempt): Promise<void> {
  await call('POST', at(id, `/dormant/${encodeURIComponent(linkId)}/apart`), attempt);
}

/** Tries a set-aside item again. */
export async function retryQuarantined(id: string, linkId: string, attempt: Attempt): Promise<void> {
  await call('POST', at(id, `/quarantine/${encodeURIComponent(linkId)}/retry`), attempt);
}
