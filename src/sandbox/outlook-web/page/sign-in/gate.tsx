import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Shell } from '../app/shell.tsx';
import { loadAddIn } from '../host/load-add-in.ts';
import { Failed, Waiting } from '../parts/states.tsx';
import { useSession } from '../parts/queries.ts';
import { SignIn } from './sign-in.tsx';

/** Nobody gets in without having said who they are. */
export function Gate(): ReactNode {
  const session = useSession();
  const addIn = useQuery({ queryKey: ['session', 'add-in'], queryFn: loadAddIn, staleTime: Infinity });
  if (session.isError || addIn.isError) {
    const retry = (): void => {
      void session.refetch();
      void addIn.refetch();
    };
    return <Failed onRetry={retry} />;
  }
  if (session.data === undefined || addIn.data === undefined) return <Waiting />;
  const { user, timeZone } = session.data;
  if (user === null) return <SignIn colleagues={session.data.colleagues} />;
  return <Shell key={user.name} user={user} timeZone={timeZone} addIn={addIn.data} />;
}
