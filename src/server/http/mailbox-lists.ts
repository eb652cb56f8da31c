import type { HistoryEntry, PageQuery, Reason } from '../../contract/index.ts';
import { DONE_EVENTS, OBSERVED_EVENTS } from '../../sync/history-events.ts';
import type { LinkState } from '../../sync/ports.ts';
import type { Subject } from '../storage/ledger/subject.ts';
import { DORMANT, type HistoryLine, type LinkStatus } from '../storage/mailbox-status.ts';
import type { Caller } from './api.ts';
import type { MailboxAccess } from './mailboxes.ts';
import type { Mailboxes } from './mailbox-services.ts';
import { cut, pageAsked } from './paging.ts';
import { ProblemError } from './problem.ts';

type Lists =
  | 'history'
  | 'held'
  | 'quarantine'
  | 'notSent'
  | 'dormant'
  | 'decideHeld'
  | 'decideNotSent'
  | 'setApart'
  | 'retry';

const LINK_ID = /^[\da-f-]{36}$/;

/** What was done, what waits for a person, and what is left alone. */
export function mailboxLists(access: MailboxAccess): Pick<Mailboxes, Lists> {
  const { status } = access;
  const inStates = async (id: string, states: readonly LinkState[], query: PageQuery, own: boolean) => {
    const { limit, cursor } = pageAsked(query, LINK_ID);
    const rows = await status.inStates(id, states, cursor, limit + 1);
    return cut(
      rows,
      limit,
      (row) => row.linkId,
      (row) => ({ ...entryOf(row, own), side: row.removalSide }),
    );
  };
  const waiting = (state: LinkState) => async (caller: Caller, id: string, query: PageQuery) =>
    inStates(id, [state], query, await isOwn(access, caller, id));
  const plain = (state: LinkState) => async (caller: Caller, id: string, query: PageQuery) =>
    withoutSide(await waiting(state)(caller, id, query));
  return {
    async history(caller, id, { linkId, ...query }) {
      const own = await isOwn(access, caller, id);
      const { limit, cursor } = pageAsked(query, /^\d{1,18}$/);
      const page = { before: cursor, limit: limit + 1, ...(linkId === undefined ? {} : { linkId }) };
      return cut(
        await status.history(id, page),
        limit,
        (row) => row.id,
        (row) => historyEntry(row, own),
      );
    },
    held: waiting('held'),
    quarantine: plain('quarantined'),
    notSent: plain('not-sent'),
    async dormant(caller, id, query) {
      await access.own(caller, id);
      return withoutSide(await inStates(id, DORMANT, query, true));
    },
    async decideHeld(caller, id, linkId, decision) {
      await access.visible(caller, id);
      if (!(await status.decide(id, linkId, decision))) throw new ProblemError('link-not-held');
    },
    async decideNotSent(caller, id, linkId, decision) {
      await access.visible(caller, id);
      if (!(await status.decide(id, linkId, decision))) throw new ProblemError('link-not-waiting');
    },
    async setApart(caller, id, linkId) {
      await access.own(caller, id);
      if (!(await status.setApart(id, linkId))) throw new ProblemError('link-not-alike');
    },
    async retry(caller, id, linkId) {
      await access.visible(caller, id);
      if (!(await status.retry(id, linkId))) throw new ProblemError('link-not-quarantined');
    },
  };
}

/** Administrators see states and codes, never what a meeting is called. */
async function isOwn(access: MailboxAccess, caller: Caller, id: string): Promise<boolean> {
  return (await access.visible(caller, id)).userId === caller.id;
}

function withoutSide<T extends { readonly side: unknown }>(page: {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}) {
  return { ...page, items: page.items.map(({ side: _, ...entry }) => entry) };
}

function entryOf({ linkId, recordRef, reason, since, ...subject }: LinkStatus, own: boolean) {
  return {
    linkId,
    appointmentId: recordRef?.id ?? null,
    ...subjectFor(subject, own),
    reason: contractReason(reason),
    since: since.toISOString(),
  };
}

function historyEntry(
  { id, at, event, reason, linkId, recordRef, ...subject }: HistoryLine,
  own: boolean,
): HistoryEntry {
  return {
    id,
    at: at.toISOString(),
    event,
    phase: phaseOf(event),
    reason: contractReason(reason),
    linkId,
    appointmentId: recordRef?.id ?? null,
    ...subjectFor(subject, own),
  };
}

function phaseOf(event: string): HistoryEntry['phase'] {
  if (OBSERVED_EVENTS.some((observed) => observed === event)) return 'observed';
  return DONE_EVENTS.some((done) => done === event) ? 'done' : 'decided';
}

function subjectFor({ title, withheld }: Subject, own: boolean) {
  if (!own) return { title: null };
  return { title, ...(withheld ? { privacy: 'private' as const } : {}) };
}

function contractReason(
  reason: { readonly code: string; readonly parameters: object } | null,
): Reason | null {
  return reason === null ? null : { code: reason.code, parameters: { ...reason.parameters } };
}
