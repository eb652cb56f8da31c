import { createContext, useContext } from 'react';
import type { RuntimeOptions } from './runtime.ts';

/** Everything that frames with the add-in's pages share. */
export type FrameHost = Omit<RuntimeOptions, 'url' | 'callbacks' | 'isDialog'>;

/** Filled by AddInProvider; null: no add-in is installed. */
export const FrameHostContext = createContext<FrameHost | null>(null);

/** What a frame is given; null: no add-in is installed, so there is no frame. */
export function useFrameHost(): FrameHost | null {
  return useContext(FrameHostContext);
}
