import { FluentProvider, makeStaticStyles } from '@fluentui/react-components';
import { useEffect, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import type { Look } from '../host/theme.ts';
import { usePreference } from '../parts/preference.ts';
import { darkTheme, lightTheme } from './theme.ts';

export const APPEARANCES = ['system', 'light', 'dark'] as const;
export type Appearance = (typeof APPEARANCES)[number];

/** The user's choice of light, dark or the system's. */
export function useAppearance(): [Appearance, (value: Appearance) => void] {
  return usePreference<Appearance>('appearance', APPEARANCES, 'system');
}

/** What the choice comes to now. */
export function useLook(): Look {
  const [choice] = useAppearance();
  const systemDark = useSystemDark();
  return choice === 'dark' || (choice === 'system' && systemDark) ? 'dark' : 'light';
}

const usePageStyles = makeStaticStyles([
  {
    'html, body, #root': { margin: 0, height: '100dvh' },
    '#root > .fui-FluentProvider': { height: '100dvh', overflow: 'hidden' },
    body: { overflow: 'hidden' },
    '*': { boxSizing: 'border-box' },
  },
  // As a text: rules inside of rules are left out of the objects.
  '@media (prefers-reduced-motion: reduce) { * { animation-duration: 1ms !important; transition-duration: 1ms !important } }',
]);

/** Puts the theme around the whole page and tells the browser, so that its own controls match. */
export function AppearanceProvider({ children }: { readonly children: ReactNode }): ReactNode {
  usePageStyles();
  const look = useLook();
  useEffect(() => {
    document.documentElement.style.colorScheme = look;
  }, [look]);
  return <FluentProvider theme={look === 'dark' ? darkTheme : lightTheme}>{children}</FluentProvider>;
}

const query = '(prefers-color-scheme: dark)';

function useSystemDark(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = matchMedia(query);
      media.addEventListener('change', listener);
      return () => {
        media.removeEventListener('change', listener);
      };
    },
    () => matchMedia(query).matches,
  );
}
