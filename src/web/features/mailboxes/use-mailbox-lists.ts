import { useInfiniteQuery } from '@tanstack/react-query';
import {
  decideHeld,
  decideNotSent,
  readMailboxList,
  retryQuarantined,
  setApart,
} from '../../api/mailboxes.ts';
import type { MailboxList } from '../../api/mailboxes.ts';
import { useWrite } from '../../api/use-write.ts';
import { appointmentKeys } from '../appointments/use-appointments.ts';
import { mailboxKeys } from './use-mailbox.ts';

/** One of a mailbox's lists, page by page; `linkId` narrows the history to one item. */
export function useMailboxList<L extends MailboxList>(id: string, list: L, linkId: string | null = null) {
  return useInfiniteQuery({
    queryKey: [...mailboxKeys.items(id), list, linkId],
    queryFn: ({ pageParam, signal }) =>
      readMailboxList(
        id,
        list,
        linkId === null ? { cursor: pageParam } : { cursor: pageParam, linkId },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

const changes = (id: string) => [mailboxKeys.items(id), mailboxKeys.one(id), mailboxKeys.list];

/** Approves or rejects held deletions, one after the other. */
export function useDecideHeld(id: string, onDone: (decision: 'approve' | 'reject') => void) {
  return useWrite<{ readonly linkIds: readonly string[]; readonly decision: 'approve' | 'reject' }, unknown>({
    write: async ({ linkIds, decision }, { idempotencyKey }) => {
      for (const linkId of linkIds) {
        await decideHeld(id, linkId, { decision }, { idempotencyKey: `${idempotencyKey}.${linkId}` });
      }
    },
    changes: changes(id),
    onSuccess: (_, { decision }) => onDone(decision),
  });
}

/** Sends or discards what waits because it would mail people. */
export function useDecideNotSent(id: string, onDone: (decision: 'send' | 'discard') => void) {
  return useWrite<{ readonly linkId: string; readonly decision: 'send' | 'discard' }, unknown>({
    write: ({ linkId, decision }, attempt) => decideNotSent(id, linkId, { decision }, attempt),
    changes: [...changes(id), appointmentKeys.all],
    onSuccess: (_, { decision }) => onDone(decision),
  });
}

/** Tries a set-aside item again. */
export function useRetry(id: string, onDone: () => void) {
  return useWrite<string, unknown>({
    write: (linkId, attempt) => retryQuarantined(id, linkId, attempt),
    changes: changes(id),
    onSuccess: onDone,
  });
}

/** Says of an item that waits as a lookalike that it is a thing of its own. */
export function useSetApart(id: string, onDone: () => void) {
  return useWrite<string, unknown>({
    write: (linkId, attempt) => setApart(id, linkId, attempt),
    changes: changes(id),
    onSuccess: onDone,
  });
}
