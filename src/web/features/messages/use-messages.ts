import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { RecordRef } from '../../../contract/index.ts';
import { readMessage, recordMessages, unlinkMessage } from '../../api/messages.ts';
import type { RecordPath } from '../../api/records.ts';
import { useWrite } from '../../api/use-write.ts';

/** One linked mail. */
export function useMessage(id: string) {
  return useQuery({
    queryKey: ['messages', 'one', id],
    queryFn: ({ signal }) => readMessage(id, signal),
  });
}

/** Takes links of a mail away: a write per record. */
export function useUnlink(id: string, done: () => void) {
  return useWrite<RecordRef, unknown>({
    write: (record) => unlinkMessage(id, record),
    changes: [['messages']],
    onSuccess: done,
  });
}

/** The mails that are linked with a record, page by page. */
export function useRecordMessages(path: RecordPath, id: string) {
  return useInfiniteQuery({
    queryKey: ['messages', 'of', path, id],
    queryFn: ({ pageParam, signal }) => recordMessages(path, id, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}
