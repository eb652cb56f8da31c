import { createContext, useContext } from 'react';
import type { OpenItem } from '../office/port.ts';

/** How something that the user did has ended. */
export interface Notice {
  readonly tone: 'done' | 'failed';
  readonly text: string;
  /** The item that it was done to; named where another one is shown by then. Null: it is about none. */
  readonly about: OpenItem | null;
  /** Takes it back. */
  readonly undo?: () => void;
  /** Does it once more. */
  readonly retry?: () => void;
}

export interface Notices {
  readonly latest: Notice | null;
  readonly say: (notice: Notice) => void;
  readonly close: () => void;
  /** Takes a failure back: what it says no longer holds. A success stays. */
  readonly forgetFailure: () => void;
}

export const NoticesContext = createContext<Notices | null>(null);

/** The latest notice, and how to say the next. */
export function useNotices(): Notices {
  const notices = useContext(NoticesContext);
  if (notices === null) throw new Error('NoticesProvider is missing');
  return notices;
}
