import { OfficeProblem } from '../../../src/taskpane/office/port.ts';
import type { OfficeProblemCode, OfficeUser, OpenItem, Outlook } from '../../../src/taskpane/office/port.ts';
import type { Trouble } from '../../../src/taskpane/start/trouble.ts';

/** What a test says about Outlook before the pane starts. */
export interface OutlookSettings {
  readonly displayLanguage: string;
  readonly user: OfficeUser | null;
  readonly open: OpenItem | null;
  readonly dark: boolean | null;
  /** The pane can't start, for this reason; null: it starts. */
  readonly trouble: Trouble | null;
}

/** Outlook as a test plays it, from inside the page. */
export interface ScriptedOutlook extends Outlook {
  /** Shows another item, or none. */
  show(open: OpenItem | null): void;
  /** Fails every call from now on; null: not any more. */
  refuse(code: OfficeProblemCode | null): void;
  setDark(dark: boolean | null): void;
  /** What the sign-in dialog hands over; null: the user closes it. */
  answerDialog(message: string | null): void;
  /** Addresses that were opened in the browser. */
  readonly opened: readonly string[];
  /** How often a meeting was saved. */
  readonly saves: number;
}

/** The part of Outlook, played by a script: what is open is what was said last. */
export function scriptedOutlook({ displayLanguage, user, open, dark }: OutlookSettings): ScriptedOutlook {
  const itemListeners = new Set<() => void>();
  const themeListeners = new Set<() => void>();
  const opened: string[] = [];
  const state = { open, dark, refusal: null as OfficeProblemCode | null, message: null as string | null };
  let saves = 0;
  const orRefuse = async (call: string): Promise<void> => {
    await Promise.resolve();
    if (state.refusal !== null) throw new OfficeProblem(state.refusal, call);
  };
  const listening = (listeners: Set<() => void>) => (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  const tell = (listeners: Set<() => void>) => [...listeners].forEach((listener) => listener());
  return {
    displayLanguage,
    user,
    current: async () => {
      const { open: now } = state;
      await orRefuse('item');
      return now;
    },
    onItemChanged: listening(itemListeners),
    save: async () => {
      await orRefuse('saveAsync');
      saves += 1;
      if (state.open === null) return null;
      const itemId = state.open.item.itemId ?? `saved ${state.open.key}`;
      state.open = { ...state.open, item: { ...state.open.item, itemId } };
      return state.open;
    },
    askInDialog: async () => {
      await orRefuse('displayDialogAsync');
      if (state.message === null) throw new OfficeProblem('dialog-closed', 'displayDialogAsync');
      return state.message;
    },
    openInBrowser: (url) => void opened.push(url),
    isDark: () => state.dark,
    onThemeChanged: listening(themeListeners),
    show: (next) => {
      state.open = next;
      tell(itemListeners);
    },
    refuse: (code) => {
      state.refusal = code;
    },
    setDark: (next) => {
      state.dark = next;
      tell(themeListeners);
    },
    answerDialog: (message) => {
      state.message = message;
    },
    opened,
    get saves() {
      return saves;
    },
  };
}
