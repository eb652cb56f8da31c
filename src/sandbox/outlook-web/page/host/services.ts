import type { HostedPerson } from './item.ts';

/** Whose mailbox is open. */
export interface OutlookUser {
  readonly displayName: string;
  readonly address: string;
  /** Windows name, as Outlook tells add-ins: `W. Europe Standard Time`. */
  readonly timeZone: string;
}

/** What an add-in wants a new appointment to begin with. */
export interface NewAppointment {
  readonly subject: string;
  readonly text: string;
  readonly location: string;
  /** Epoch milliseconds; null: as Outlook likes. */
  readonly start: number | null;
  readonly end: number | null;
  readonly required: readonly HostedPerson[];
  readonly optional: readonly HostedPerson[];
}

/** What an add-in wants a new mail or an answer to begin with. */
export interface NewMessage {
  readonly kind: 'new' | 'reply' | 'reply-all';
  readonly subject: string;
  readonly html: string;
  readonly to: readonly HostedPerson[];
  readonly cc: readonly HostedPerson[];
  readonly bcc: readonly HostedPerson[];
}

/**
 * What Outlook's pages do for add-ins. A verb that the pages don't have is left out: add-ins are told then that it is not
 * supported. A promise that rejects is told as a failure.
 */
export interface OutlookServices {
  /** An attachment's content in base64. */
  readonly attachment?: (itemId: string, attachmentId: string) => Promise<string>;
  readonly openMessage?: (itemId: string) => void;
  readonly openAppointment?: (itemId: string) => void;
  readonly newAppointment?: (form: NewAppointment) => void;
  readonly newMessage?: (form: NewMessage) => void;
  /** `Office.MailboxEnums.ModuleType`: `addins`, `inbox`, `calendar` … */
  readonly showModule?: (module: string) => void;
}
