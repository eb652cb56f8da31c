import { useEffect, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import { FluentProvider, makeStaticStyles } from '@fluentui/react-components';
import { darkTheme, lightTheme } from './theme.ts';
import { usePreference } from './preference.ts';

export const APPEARANCES = ['system', 'light', 'dark'] as const;
export type Appearance = (typeof APPEARANCES)[number];

/** The user's choice of light, dark or the system's. */
export function useAppearance(): [Appearance, (value: Appearance) => void] {
  return usePreference<Appearance>('appearance', APPEARANCES, 'system');
}

const usePageStyles = makeStaticStyles([
  {
    'html, body, #root': { margin: 0, minHeight: '100dvh' },
    '#root > .fui-FluentProvider': { minHeight: '100dvh' },
    body: { overflowWrap: 'anywhere' },
    '*': { boxSizing: 'border-box' },
  },
  // As text: a rule in a rule is dropped here.
  '@media (prefers-reduced-motion: reduce) { * { animation-duration: 1ms !important; transition-duration: 1ms !important; } }',
]);

/** Puts the theme around the whole page and tells the browser, so that its own controls match. */
export function AppearanceProvider({ children }: { readonly children: ReactNode }) {
  usePageStyles();
  const [choice] = useAppearance();
  const systemDark = useSystemDark();
  const dark = choice === 'dark' || (choice === 'system' && systemDark);
  useEffect(() => {
    document.documentElement.style.colorScheme = dark ? 'dark' : 'light';
  }, [dark]);
  return <FluentProvider theme={dark ? darkTheme : lightTheme}>{children}</FluentProvider>;
}

const query = '(prefers-color-scheme: dark)';

function useSystemDark(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = matchMedia(query);
      media.addEventListener('change', listener);
      return () => media.removeEventListener('change', listener);
    },
    () => matchMedia(query).matches,
  );
}
