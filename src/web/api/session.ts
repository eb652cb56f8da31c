import type { Session, SignIn } from '../../contract/index.ts';
import { call } from './client.ts';
import { isSignedOut } from './problems.ts';

/** Who is signed in; null when nobody is. */
export async function readSession(signal: AbortSignal): Promise<Session | null> {
  try {
    return (await call<Session>('GET', '/api/session', { signal })).value;
  } catch (error) {
    if (isSignedOut(error)) return null;
    throw error;
  }
}

/** Signs in; the browser keeps the cookie. Throws Problem 401 `wrong-credentials`. */
export async function signIn(input: SignIn): Promise<Session> {
  return (await call<Session>('POST', '/api/session', { body: input })).value;
}

/** Ends the session. */
export async function signOut(): Promise<void> {
  await call('DELETE', '/api/session');
}
