import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { User, UserInput, UserPatch } from '../../../contract/index.ts';
import { changeUser, createUser, listUsers, readUser } from '../../api/users.ts';
import { useWrite } from '../../api/use-write.ts';

const key = ['users'] as const;

/** Everybody who can sign in, page by page. */
export function useUsers() {
  return useInfiniteQuery({
    queryKey: [...key, 'list'],
    queryFn: ({ pageParam, signal }) => listUsers(pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** One user; null: none is asked for. */
export function useUserById(id: string | null) {
  return useQuery({
    queryKey: [...key, 'one', id],
    queryFn: ({ signal }) => readUser(id ?? '', signal),
    enabled: id !== null,
  });
}

/** Creates a user. */
export function useCreateUser(onDone: () => void) {
  return useWrite<UserInput, User>({ write: createUser, changes: [key], onSuccess: onDone });
}

/** Changes a user. */
export function useChangeUser(user: User, onDone: () => void) {
  return useWrite<UserPatch, User>({
    write: (patch, attempt) => changeUser(user.id, { patch, etag: `"${user.version}"` }, attempt),
    changes: [key],
    onSuccess: onDone,
  });
}
