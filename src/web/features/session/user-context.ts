import { createContext, useContext } from 'react';
import type { User } from '../../../contract/index.ts';

export const UserContext = createContext<User | null>(null);

/** The signed-in user. Only inside the signed-in part of the application. */
export function useUser(): User {
  const user = useContext(UserContext);
  if (user === null) throw new Error('Nobody is signed in');
  return user;
}

/** Forgets who was here, for a sign-out on purpose. */
export const LeaveContext = createContext<() => void>(() => undefined);
