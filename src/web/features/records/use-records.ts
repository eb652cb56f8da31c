import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import {
  changeRecord,
  createRecord,
  deleteRecord,
  listRecords,
  readRecord,
  recordMeetings,
} from '../../api/records.ts';
import type { RecordPath, RecordShapes } from '../../api/records.ts';
import { useWrite } from '../../api/use-write.ts';

export const recordKeys = {
  all: (path: RecordPath) => ['records', path] as const,
  list: (path: RecordPath) => ['records', path, 'list'] as const,
  one: (path: RecordPath, id: string) => ['records', path, 'one', id] as const,
};

/** All records of a type that the user may see, page by page. */
export function useRecordList<P extends RecordPath>(path: P) {
  return useInfiniteQuery({
    queryKey: recordKeys.list(path),
    queryFn: ({ pageParam, signal }) => listRecords(path, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** One record with its ETag; asked for only when there is an id. */
export function useRecord<P extends RecordPath>(path: P, id: string | null) {
  return useQuery({
    queryKey: recordKeys.one(path, id ?? ''),
    queryFn: ({ signal }) => readRecord(path, id ?? '', signal),
    enabled: id !== null && id !== '',
  });
}

/** The meetings that are linked with a record, page by page. */
export function useRecordMeetings(path: RecordPath, id: string) {
  return useInfiniteQuery({
    queryKey: ['appointments', 'of', path, id],
    queryFn: ({ pageParam, signal }) => recordMeetings(path, id, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** Creates a record. */
export function useCreateRecord<P extends RecordPath>(
  path: P,
  onDone: (record: RecordShapes[P]['record']) => void,
) {
  return useWrite({
    write: (input: RecordShapes[P]['input'], attempt) => createRecord(path, input, attempt),
    changes: [recordKeys.all(path), ['search']],
    onSuccess: onDone,
  });
}

/** Changes a record, if nobody else did in the meantime. */
export function useChangeRecord<P extends RecordPath>(path: P, id: string, onDone: () => void) {
  return useWrite({
    write: (change: { readonly patch: RecordShapes[P]['patch']; readonly etag: string | null }, attempt) =>
      changeRecord(path, id, change, attempt),
    changes: [recordKeys.all(path), ['search'], ['appointments']],
    onSuccess: onDone,
  });
}

/** Deletes a record. */
export function useDeleteRecord(path: RecordPath, id: string, onDone: () => void) {
  return useWrite<string | null, unknown>({
    write: (etag, attempt) => deleteRecord(path, id, etag, attempt),
    changes: [recordKeys.list(path), ['search'], ['appointments']],
    onSuccess: onDone,
  });
}
