import { useCallback, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { NoticesContext } from './notices.ts';
import type { Notice, Notices } from './notices.ts';

/** Keeps the latest notice. It outlives the item, the sign-in and every screen: what was done stays said, and undoable. */
export function NoticesProvider({ children }: { readonly children: ReactNode }) {
  const [latest, setLatest] = useState<Notice | null>(null);
  const say = useCallback((notice: Notice) => setLatest(notice), []);
  const close = useCallback(() => setLatest(null), []);
  const notices = useMemo<Notices>(() => ({ latest, say, close }), [latest, say, close]);
  return <NoticesContext.Provider value={notices}>{children}</NoticesContext.Provider>;
}
