import { useEffect, useMemo, useState } from 'react';
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import type { PaneApi } from '../api/pane-api.ts';
import { ItemPane } from '../features/item/item-pane.tsx';
import { SignIn } from '../features/session/sign-in.tsx';
import { LanguageProvider } from '../language/language-provider.tsx';
import type { Outlook } from '../office/port.ts';
import type { PaneSession, SessionState } from '../session/pane-session.ts';
import { useSessionState } from '../session/use-session.ts';
import { AppearanceProvider } from './appearance.tsx';
import { Broken } from './broken.tsx';
import { NoticesProvider } from './notices-provider.tsx';
import { PaneContext } from './pane-context.ts';

const useStyles = makeStyles({
  pane: { display: 'flex', flexDirection: 'column', height: '100%' },
  item: { display: 'flex', flexDirection: 'column', flex: 1, minHeight: 0 },
  away: { display: 'none' },
});

interface AppProps {
  readonly outlook: Outlook;
  /** Not begun yet: the pane starts it. */
  readonly session: PaneSession;
  readonly api: PaneApi;
}

/** The task pane. All of it is handed in, and stays the same as long as the pane lives. */
export function App({ outlook, session, api }: AppProps) {
  const pane = useMemo(() => ({ outlook, session, api }), [outlook, session, api]);
  useEffect(() => {
    void session.start();
  }, [session]);
  return (
    <PaneContext.Provider value={pane}>
      <AppearanceProvider outlook={outlook}>
        <LanguageProvider displayLanguage={outlook.displayLanguage}>
          <Broken>
            <Screen session={session} />
          </Broken>
        </LanguageProvider>
      </AppearanceProvider>
    </PaneContext.Provider>
  );
}

/**
 * While the session starts, what is open is looked at already; without a session there is only the way in. A session that has
 * ended keeps what its user was doing, out of sight; nobody else gets to see it, and signing out leaves nothing.
 */
function Screen({ session }: { readonly session: PaneSession }) {
  const styles = useStyles();
  const state = useSessionState(session);
  const turn = useTurn(state);
  const signedOut = state.stage === 'signed-out';
  return (
    <div className={styles.pane}>
      {signedOut && <SignIn ended={state.ended} />}
      {(!signedOut || state.ended) && (
        <div key={turn} className={mergeClasses(styles.item, signedOut && styles.away)}>
          <NoticesProvider>
            <ItemPane />
          </NoticesProvider>
        </div>
      )}
    </div>
  );
}

/** Grows whenever somebody else signs in than the last time. */
function useTurn(state: SessionState): number {
  const [last, setLast] = useState<{ readonly userId: string | null; readonly turn: number }>(FIRST);
  if (state.stage === 'signed-in' && state.user.id !== last.userId) {
    setLast({ userId: state.user.id, turn: last.userId === null ? last.turn : last.turn + 1 });
  }
  return last.turn;
}

const FIRST = { userId: null, turn: 0 };
