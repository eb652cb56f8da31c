import { useEffect, useMemo } from 'react';
import { makeStyles } from '@fluentui/react-components';
import type { PaneApi } from '../api/pane-api.ts';
import { ItemPane } from '../features/item/item-pane.tsx';
import { SignIn } from '../features/session/sign-in.tsx';
import { LanguageProvider } from '../language/language-provider.tsx';
import type { Outlook } from '../office/port.ts';
import type { PaneSession } from '../session/pane-session.ts';
import { useSessionState } from '../session/use-session.ts';
import { AppearanceProvider } from './appearance.tsx';
import { Broken } from './broken.tsx';
import { NoticesProvider } from './notices-provider.tsx';
import { PaneContext } from './pane-context.ts';

const useStyles = makeStyles({ pane: { display: 'flex', flexDirection: 'column', height: '100%' } });

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
            <NoticesProvider>
              <Screen session={session} />
            </NoticesProvider>
          </Broken>
        </LanguageProvider>
      </AppearanceProvider>
    </PaneContext.Provider>
  );
}

/** While the session starts, what is open is looked at already; without a session there is only the way in. */
function Screen({ session }: { readonly session: PaneSession }) {
  const styles = useStyles();
  const state = useSessionState(session);
  return (
    <div className={styles.pane}>
      {state.stage === 'signed-out' ? <SignIn ended={state.ended} /> : <ItemPane />}
    </div>
  );
}
