import type { Rehearsal, RehearsalItem } from '../../contract/index.ts';
import type { JsonObject } from '../../sync/json.ts';
import type { Rehearsed } from '../../sync/rehearsed.ts';
import type { StoredRehearsal } from '../storage/rehearsals.ts';
import { rehearsalStore } from '../storage/rehearsals.ts';
import type { MailboxAccess } from './mailboxes.ts';
import type { Mailboxes } from './mailbox-services.ts';
import { cut, pageAsked } from './paging.ts';
import { ProblemError } from './problem.ts';

/** What synchronisation would do, asked before it is started. */
export function mailboxRehearsals(
  access: MailboxAccess,
): Pick<Mailboxes, 'rehearsal' | 'rehearse' | 'rehearsalItems'> {
  const store = rehearsalStore(access.db);
  const shaped = async (id: string) => contractRehearsal(id, await store.find(id));
  return {
    async rehearsal(caller, id) {
      await access.visible(caller, id);
      return shaped(id);
    },
    async rehearse(caller, id) {
      const { settings, state } = await access.visible(caller, id);
      if (!settings.paused || state === 'new') throw new ProblemError('mailbox-not-paused');
      if (!(await access.rehearsals.start(id))) throw new ProblemError('rehearsal-running');
      return shaped(id);
    },
    async rehearsalItems(caller, id, { outcome, ...query }) {
      const own = (await access.visible(caller, id)).userId === caller.id;
      const { limit, cursor } = pageAsked(query, /^\d{1,9}$/);
      const rehearsal = await store.find(id);
      if (rehearsal === null) return { items: [], nextCursor: null };
      const rows = await store.items(rehearsal.id, {
        ...(outcome === 'differing' ? { differing: true } : { outcome }),
        ...(own ? {} : { without: 'left-alone' }),
        after: Number(cursor ?? 0),
        limit: limit + 1,
      });
      return cut(
        rows,
        limit,
        (row) => String(row.n),
        (row) => contractItem(row, own),
      );
    },
  };
}

function contractRehearsal(mailboxId: string, rehearsal: StoredRehearsal | null): Rehearsal {
  const { totals, differing, reasons } = rehearsal?.summary ?? { totals: {}, differing: 0, reasons: [] };
  return {
    mailboxId,
    state: rehearsal?.state ?? 'none',
    startedAt: rehearsal?.startedAt.toISOString() ?? null,
    endedAt: rehearsal?.endedAt?.toISOString() ?? null,
    phase: rehearsal?.state === 'running' ? (rehearsal.phase as Rehearsal['phase']) : null,
    done: rehearsal?.done ?? 0,
    totals: { ...totals },
    differing,
    reasons: reasons.map(({ reason, count }) => ({ reason: plain(reason), count })),
    error: rehearsal === null || rehearsal.error === null ? null : plain(rehearsal.error),
  };
}

function contractItem(item: Rehearsed & { readonly n: number }, own: boolean): RehearsalItem {
  const { n, outcome, write, title, withheld, when, reason, recordRef, differences } = item;
  return {
    n,
    outcome,
    write,
    title: own ? title : null,
    ...(own && withheld ? { privacy: 'private' as const } : {}),
    start: text(when, 'start'),
    timeZone: text(when, 'timeZone'),
    allDay: when['showWithoutTime'] === true,
    recurring: Array.isArray(when['recurrenceRules']) && when['recurrenceRules'].length > 0,
    reason: reason === null ? null : plain(reason),
    appointmentId: recordRef?.id ?? null,
    differences: [...differences],
  };
}

function text(item: JsonObject, name: string): string | null {
  const value = item[name];
  return typeof value === 'string' ? value : null;
}

function plain({ code, parameters }: { readonly code: string; readonly parameters: object }) {
  return { code, parameters: { ...parameters } };
}
