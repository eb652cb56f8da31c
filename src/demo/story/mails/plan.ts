import type { FolderRole } from '../../../sandbox/main.ts';
import type { FileName } from './files/files.ts';

/** A mail of the story. People are named by colleague's name, person's key or stranger's key. */
export interface MailPlan {
  /** Makes the Message-ID. */
  readonly key: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly cc?: readonly string[];
  readonly bcc?: readonly string[];
  /** Default: that of the mail which it answers or forwards, with the usual mark before it. */
  readonly subject?: string;
  /** Key of the mail that it answers: its text stands below, and its thread goes on. */
  readonly answers?: string;
  /** Key of the mail that it passes on. */
  readonly forwards?: string;
  /** 0: the story's day; otherwise so many working days before it. */
  readonly ago: number;
  /** `HH:MM` in Zurich. On the story's day before 01:00, or it would not have come yet. */
  readonly at: string;
  /** Paragraphs with empty lines between them; lines that begin with `- ` are a list. Without greeting card or signature. */
  readonly text: string;
  /** Default `letter`: HTML with a plain twin and the sender's signature. `bulletin`: what machines and editors send. */
  readonly look?: 'letter' | 'plain' | 'bulletin';
  /** The sender's mail program speaks German. */
  readonly german?: boolean;
  readonly files?: readonly FileName[];
  readonly important?: boolean;
  /** Sensitivity: Private (RFC 4021, 2.1.55). */
  readonly isPrivate?: boolean;
  /** Key of a meeting to which it invites. */
  readonly invitesTo?: string;
  /** Colleagues who have not read it. */
  readonly unread?: readonly string[];
  /** Where it lies for whom, if not in the inbox of those who got it and the sent items of who sent it. */
  readonly folders?: Readonly<Record<string, FolderRole>>;
  /** It was never sent. */
  readonly draft?: boolean;
}

/** Somebody who writes and of whom the CRM knows nothing. */
export interface Stranger {
  readonly key: string;
  readonly name: string;
  readonly address: string;
  /** Key of the person whose other address this is. */
  readonly alsoKnownAs?: string;
}
