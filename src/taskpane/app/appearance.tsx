import { useEffect, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import { FluentProvider, makeStaticStyles, makeStyles } from '@fluentui/react-components';
import type { Outlook } from '../office/port.ts';
import { darkTheme, lightTheme } from './theme.ts';

const usePageStyles = makeStaticStyles([
  {
    'html, body, #root': { margin: 0, height: '100%' },
    body: { overflowWrap: 'anywhere' },
    '*': { boxSizing: 'border-box' },
  },
  '@media (prefers-reduced-motion: reduce) { * { animation-duration: 1ms !important; transition-duration: 1ms !important; } }',
]);

const useStyles = makeStyles({ provider: { height: '100%' } });

interface AppearanceProps {
  readonly outlook: Pick<Outlook, 'isDark' | 'onThemeChanged'>;
  readonly children: ReactNode;
}

/** Light or dark as Outlook is, else as the system is; follows both. The browser is told, for its own controls. */
export function AppearanceProvider({ outlook, children }: AppearanceProps) {
  usePageStyles();
  const styles = useStyles();
  const systemDark = useSyncExternalStore(onSystemChanged, isSystemDark);
  const outlookDark = useSyncExternalStore(
    (listener) => outlook.onThemeChanged(listener),
    () => outlook.isDark(),
  );
  const dark = outlookDark ?? systemDark;
  useEffect(() => {
    document.documentElement.style.colorScheme = dark ? 'dark' : 'light';
  }, [dark]);
  return (
    <FluentProvider theme={dark ? darkTheme : lightTheme} className={styles.provider}>
      {children}
    </FluentProvider>
  );
}

const QUERY = '(prefers-color-scheme: dark)';

function isSystemDark(): boolean {
  return matchMedia(QUERY).matches;
}

function onSystemChanged(listener: () => void): () => void {
  const media = matchMedia(QUERY);
  media.addEventListener('change', listener);
  return () => media.removeEventListener('change', listener);
}
