import type { ItemInView } from '../../contract/index.ts';

/** Why Outlook did not give what was asked for; the words are in the catalogues. */
export type OfficeProblemCode =
  'no-answer' | 'refused' | 'not-supported' | 'dialog-closed' | 'dialog-blocked';

/** A call of Office that failed, or that Outlook never answered. */
export class OfficeProblem extends Error {
  readonly code: OfficeProblemCode;
  /** The call, as Microsoft names it. */
  readonly call: string;

  constructor(code: OfficeProblemCode, call: string, options?: ErrorOptions) {
    super(`${call}: ${code}`, options);
    this.name = 'OfficeProblem';
    this.code = code;
    this.call = call;
  }
}

/** What stands open in Outlook. */
export interface OpenItem {
  /** Tells items apart as long as the pane lives: a new value whenever Outlook shows another item. */
  readonly key: string;
  /** Being written: a mail that is no item yet, or a meeting that the organiser edits. */
  readonly composing: boolean;
  /** How many files are attached to a mail that is read, without what its text shows; missing where Outlook doesn't say. */
  readonly attachmentCount?: number;
  /** Everything that the server is told about it. */
  readonly item: ItemInView;
}

/** Whose mailbox it is. */
export interface OfficeUser {
  readonly displayName: string;
  readonly address: string;
}

/**
 * Outlook, as the pane knows it: the only way to Office. Every promise ends: after its own time-out with OfficeProblem
 * `no-answer`.
 */
export interface Outlook {
  /** `en-GB`, as Outlook is shown. */
  readonly displayLanguage: string;
  readonly user: OfficeUser | null;
  /** Reads what is open now; null: nothing. Rejects with OfficeProblem. */
  current(): Promise<OpenItem | null>;
  /** Calls back whenever Outlook shows another item, or none (a pinned pane). Returns how to stop. */
  onItemChanged(listener: () => void): () => void;
  /** Saves a meeting that is being written, so that it has an id; answers the item then. Rejects with OfficeProblem. */
  save(): Promise<OpenItem | null>;
  /** Shows a page of the add-in's own origin in a dialog and answers its one message. Rejects `dialog-closed`, `dialog-blocked`. */
  askInDialog(path: string): Promise<string>;
  /** Opens an address in the browser. */
  openInBrowser(url: string): void;
  /** Whether Outlook is shown in dark colours now; null: it does not say. */
  isDark(): boolean | null;
  onThemeChanged(listener: () => void): () => void;
}
