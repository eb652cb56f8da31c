import { useEffect } from 'react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Session } from '../../../contract/index.ts';
import { whenSignedOut } from '../../api/client.ts';
import { readSession, signIn, signOut } from '../../api/session.ts';

const sessionKey = ['session'] as const;

/** Who is signed in: undefined while unknown, null when nobody is. */
export function useSession() {
  const queries = useQueryClient();
  useEffect(() => {
    whenSignedOut(() => queries.setQueryData(sessionKey, null));
  }, [queries]);
  return useQuery({
    queryKey: sessionKey,
    queryFn: ({ signal }) => readSession(signal),
    staleTime: Infinity,
  });
}

/** Signs in. What another user had loaded is forgotten. */
export function useSignIn(previousUserId: string | null) {
  const queries = useQueryClient();
  return useMutation({
    networkMode: 'always',
    mutationFn: signIn,
    onSuccess: async (session: Session) => {
      if (previousUserId !== session.user.id) forgetAll(queries);
      queries.setQueryData(sessionKey, session);
      if (previousUserId === session.user.id) await queries.invalidateQueries({ predicate: isData });
    },
  });
}

/** Signs out and forgets everything that was loaded. */
export function useSignOut(leave: () => void) {
  const queries = useQueryClient();
  return useMutation({
    networkMode: 'always',
    mutationFn: signOut,
    // Here and not where it is called: what calls it is gone as soon as nobody is signed in.
    onSuccess: () => {
      leave();
      queries.setQueryData(sessionKey, null);
      forgetAll(queries);
    },
  });
}

function forgetAll(queries: ReturnType<typeof useQueryClient>): void {
  queries.removeQueries({ predicate: isData });
}

function isData(query: { readonly queryKey: readonly unknown[] }): boolean {
  return query.queryKey[0] !== sessionKey[0];
}
