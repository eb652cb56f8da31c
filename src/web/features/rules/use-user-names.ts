import { useUsers } from '../users/use-users.ts';

/** Names of users by id; an ellipsis while they are not known. */
export function useUserNames(): (id: string) => string {
  const { data } = useUsers();
  const users = (data?.pages ?? []).flatMap(({ items }) => items);
  return (id) => users.find((user) => user.id === id)?.displayName ?? '…';
}
