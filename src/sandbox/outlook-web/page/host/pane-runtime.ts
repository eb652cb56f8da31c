import { createContext, useContext } from 'react';
import type { Runtime } from './runtime.ts';

/** Takes the host of the pane's frame, or null when the pane is closed. */
export const PaneRuntimeContext = createContext<(runtime: Runtime | null) => void>(() => undefined);

/** Where the pane's frame hands over its host. */
export function usePaneRuntime(): (runtime: Runtime | null) => void {
  return useContext(PaneRuntimeContext);
}
