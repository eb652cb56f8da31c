import { useSyncExternalStore } from 'react';
import type { PaneSession, SessionState } from './pane-session.ts';

/** Who is signed in, as it changes. */
export function useSessionState(session: PaneSession): SessionState {
  return useSyncExternalStore(session.subscribe, session.state);
}
