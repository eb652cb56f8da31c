import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { RehearsalQuery } from '../../../contract/index.ts';
import { changeMailbox } from '../../api/mailboxes.ts';
import { beginRehearsal, readRehearsal, readRehearsalItems } from '../../api/rehearsals.ts';
import { useWrite } from '../../api/use-write.ts';
import { mailboxKeys } from './use-mailbox.ts';

/** What may be chosen to be seen; null: everything. */
export type ShownOutcome = NonNullable<RehearsalQuery['outcome']> | null;

const keyOf = (id: string) => ['mailboxes', 'rehearsal', id] as const;

/** How the rehearsal stands; looked at every second while it runs. */
export function useRehearsal(id: string) {
  return useQuery({
    queryKey: keyOf(id),
    queryFn: ({ signal }) => readRehearsal(id, signal),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? 1_000 : false),
  });
}

/** What a rehearsal that has ended found, page by page. */
export function useRehearsalItems(id: string, startedAt: string, outcome: ShownOutcome) {
  return useInfiniteQuery({
    queryKey: ['mailboxes', 'rehearsal-items', id, startedAt, outcome],
    queryFn: ({ pageParam, signal }) => readRehearsalItems(id, { outcome, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** Begins a rehearsal. */
export function useBeginRehearsal(id: string) {
  return useWrite<null, unknown>({
    write: (_, attempt) => beginRehearsal(id, attempt),
    changes: [keyOf(id)],
  });
}

/** Starts synchronising a mailbox that was paused; what is given is its ETag. */
export function useStart(id: string, onStarted: () => void) {
  return useWrite<string | null, unknown>({
    write: (etag, attempt) => changeMailbox(id, { patch: { settings: { paused: false } }, etag }, attempt),
    changes: [mailboxKeys.one(id), mailboxKeys.list],
    onSuccess: onStarted,
  });
}
