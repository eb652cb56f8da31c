import { useEffect, useState } from 'react';
import type { PaneSignIn } from '../../contract/index.ts';
import { signedInHere, signInAndHandOver } from './hand-over.ts';

/** `asking`: whether somebody is signed in here already. `known`: who is. `done`: the pane has been told. */
export interface SignInState {
  readonly stage: 'asking' | 'waiting' | 'sending' | 'done';
  readonly known: string | null;
  readonly error: unknown;
}

/** Signs in for the pane. What goes wrong is in the state; signing in again is always possible. */
export function useSignIn(): { state: SignInState; signIn: (account: PaneSignIn) => void } {
  const [state, setState] = useState<SignInState>({ stage: 'asking', known: null, error: null });
  useEffect(() => {
    let current = true;
    const waiting = (known: string | null, error: unknown) => {
      if (current) setState({ stage: 'waiting', known, error });
    };
    signedInHere().then(
      (known) => waiting(known, null),
      (error: unknown) => waiting(null, error),
    );
    return () => {
      current = false;
    };
  }, []);
  const signIn = (account: PaneSignIn) => {
    if (state.stage === 'sending') return;
    setState({ ...state, stage: 'sending', error: null });
    signInAndHandOver(account).then(
      () => setState({ ...state, stage: 'done', error: null }),
      (error: unknown) => setState({ ...state, stage: 'waiting', error }),
    );
  };
  return { state, signIn };
}
