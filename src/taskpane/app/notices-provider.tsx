import { useCallback, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { NoticesContext } from './notices.ts';
import type { Notice, Notices } from './notices.ts';

/** Keeps the latest notice. It outlives the item, the sign-in and every screen: what was done stays said, and undoable. */
export function NoticesProvider({ children }: { readonly children: ReactNode }) {
  const [latest, setLatest] = useState<Notice | null>(null);
  const say = useCallback((notice: Notice) => setLatest(notice), []);
  const close = useCallback(() => setLatest(null), []);
  const forgetFailure = useCallback(
    () => setLatest((before) => (before?.tone === 'failed' ? null : before)),
    [],
  );
  const notices = useMemo<Notices>(
    () => ({ latest, say, close, forgetFailure }),
    [latest, say, close, forgetFailure],
  );
  return <NoticesContext.Provider value={notices}>{children}</NoticesContext.Provider>;
}
