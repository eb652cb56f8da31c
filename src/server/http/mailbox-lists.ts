import type { HistoryEntry, PageOf, PageQuery, Reason } from '../../contract/index.ts';
import type { LinkState } from '../../sync/ports.ts';
import type { HistoryLine, LinkStatus } from '../storage/mailbox-status.ts';
import type { Caller } from './api.ts';
import type { MailboxAccess } from './mailboxes.ts';
import type { Mailboxes } from './mailbox-services.ts';
import { ProblemError } from './problem.ts';

type Lists = 'history' | 'held' | 'quarantine' | 'notSent' | 'decideHeld' | 'decideNotSent' | 'retry';

/** What was done, and what waits for a person. */
export function mailboxLists(access: MailboxAccess): Pick<Mailboxes, Lists> {
  const { status } = access;
  const inState = (state: LinkState) => async (caller: Caller, id: string, query: PageQuery) => {
    const { limit, cursor, own } = await opened(access, caller, id, query, /^[\da-f-]{36}$/);
    const rows = await status.inState(id, state, cursor, limit + 1);
    return cut(
      rows,
      limit,
      (row) => row.linkId,
      (row) => ({ ...entryOf(row, own), side: row.removalSide }),
    );
  };
  const plain = (state: LinkState) => async (caller: Caller, id: string, query: PageQuery) => {
    const page = await inState(state)(caller, id, query);
    return { ...page, items: page.items.map(({ side: _, ...entry }) => entry) };
  };
  return {
    async history(caller, id, { linkId, ...query }) {
      const { limit, cursor, own } = await opened(access, caller, id, query, /^\d{1,18}$/);
      const page = { before: cursor, limit: limit + 1, ...(linkId === undefined ? {} : { linkId }) };
      return cut(
        await status.history(id, page),
        limit,
        (row) => row.id,
        (row) => historyEntry(row, own),
      );
    },
    held: inState('held'),
    quarantine: plain('quarantined'),
    notSent: plain('not-sent'),
    async decideHeld(caller, id, linkId, decision) {
      await access.visible(caller, id);
      if (!(await status.decide(id, linkId, decision))) throw new ProblemError('link-not-held');
    },
    async decideNotSent(caller, id, linkId, decision) {
      await access.visible(caller, id);
      if (!(await status.decide(id, linkId, decision))) throw new ProblemError('link-not-waiting');
    },
    async retry(caller, id, linkId) {
      await access.visible(caller, id);
      if (!(await status.retry(id, linkId))) throw new ProblemError('link-not-quarantined');
    },
  };
}

/** The page that is asked for. Administrators see states and codes, never what a meeting is called: `own` is false. */
async function opened(access: MailboxAccess, caller: Caller, id: string, query: PageQuery, form: RegExp) {
  const mailbox = await access.visible(caller, id);
  const { limit = 50, cursor = null } = query;
  if (cursor !== null && !form.test(cursor)) throw new ProblemError('cursor-malformed');
  return { limit, cursor, own: mailbox.userId === caller.id };
}

function cut<Row, T>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => string,
  shape: (row: Row) => T,
): PageOf<T> {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(shape),
    nextCursor: rows.length > limit && last !== undefined ? keyOf(last) : null,
  };
}

function entryOf({ linkId, recordRef, title, reason, since }: LinkStatus, own: boolean) {
  return {
    linkId,
    appointmentId: recordRef?.id ?? null,
    title: own ? title : null,
    reason: contractReason(reason),
    since: since.toISOString(),
  };
}

function historyEntry(
  { id, at, event, reason, linkId, recordRef, title }: HistoryLine,
  own: boolean,
): HistoryEntry {
  return {
    id,
    at: at.toISOString(),
    event,
    reason: contractReason(reason),
    linkId,
    appointmentId: recordRef?.id ?? null,
    title: own ? title : null,
  };
}

function contractReason(
  reason: { readonly code: string; readonly parameters: object } | null,
): Reason | null {
  return reason === null ? null : { code: reason.code, parameters: { ...reason.parameters } };
}
