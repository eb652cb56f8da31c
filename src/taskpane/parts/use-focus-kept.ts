import { useEffect, useRef } from 'react';

/**
 * Keeps the keyboard's place: when what has the focus disappears because of what the user did with it, the heading of its
 * section takes the focus, else the page's. Not when another item comes to be shown (another `key`), and never while the user
 * is elsewhere: the pane doesn't take the focus from Outlook.
 */
export function useFocusKept(key: string): void {
  const last = useRef<{ readonly element: Element; readonly key: string } | null>(null);
  const places = useRef<readonly HTMLElement[]>([]);
  useEffect(() => {
    const onFocus = ({ target }: FocusEvent) => {
      if (!(target instanceof Element)) return;
      last.current = { element: target, key };
      const own = target.closest('section')?.querySelector<HTMLElement>('h2[tabindex]');
      const page = document.querySelector<HTMLElement>('h1[tabindex]');
      places.current = [own, page].filter((place) => place instanceof HTMLElement);
    };
    document.addEventListener('focusin', onFocus);
    return () => document.removeEventListener('focusin', onFocus);
  }, [key]);
  // After every change of what is shown.
  useEffect(() => {
    const before = last.current;
    if (before === null || before.element.isConnected) return;
    last.current = null;
    if (before.key !== key || !document.hasFocus() || document.activeElement !== document.body) return;
    places.current.find((place) => place.isConnected)?.focus({ preventScroll: true });
  });
}
