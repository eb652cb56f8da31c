import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { readMessage, recordMessages } from '../../api/messages.ts';
import type { RecordPath } from '../../api/records.ts';

/** One linked mail. */
export function useMessage(id: string) {
  return useQuery({
    queryKey: ['messages', 'one', id],
    queryFn: ({ signal }) => readMessage(id, signal),
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
