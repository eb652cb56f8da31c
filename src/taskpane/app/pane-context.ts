import { createContext, useContext } from 'react';
import type { PaneApi } from '../api/pane-api.ts';
import type { Outlook } from '../office/port.ts';
import type { PaneSession } from '../session/pane-session.ts';

/** What the pane stands on. All of it stays the same as long as the pane lives. */
export interface Pane {
  readonly outlook: Outlook;
  readonly session: PaneSession;
  readonly api: PaneApi;
}

export const PaneContext = createContext<Pane | null>(null);

/** Outlook, the session and the API. */
export function usePane(): Pane {
  const pane = useContext(PaneContext);
  if (pane === null) throw new Error('PaneContext has no value');
  return pane;
}
