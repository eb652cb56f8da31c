/**
 * A mail in the form that the CRM keeps. Every text in it is well-formed Unicode without NUL, so that it can be stored.
 * parse.ts makes it, html.ts sanitises and serves its HTML, text.ts its preview, identity.ts names it, without-bcc.ts
 * removes from an original what only its witness may see.
 */

/** One address of a header field; `name` is `''` where there is none, `address` where the header holds none. */
export interface MailAddress {
  readonly name: string;
  /** As written, without its brackets. */
  readonly address: string;
}

/** A part of the mail that isn't its text: a file, an image in the HTML, a mail that came with it (`.eml`). */
export interface ParsedAttachment {
  /** For a file: never empty, without folders. */
  readonly name: string;
  /** `type/subtype` in lower case, without parameters. */
  readonly mediaType: string;
  /** It belongs to the HTML, which names it by its `contentId`. */
  readonly inline: boolean;
  /** Without its brackets. */
  readonly contentId: string | null;
  readonly bytes: Uint8Array;
}

/** Addresses of groups stand among the others. A header field that the mail lacks is an empty list, text or null. */
export interface ParsedMessage {
  /** With its brackets. */
  readonly messageId: string | null;
  /** With its brackets; the first one of several. */
  readonly inReplyTo: string | null;
  /** With their brackets, the oldest first. */
  readonly references: readonly string[];
  readonly subject: string;
  readonly from: readonly MailAddress[];
  readonly sender: readonly MailAddress[];
  readonly to: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
  readonly bcc: readonly MailAddress[];
  /** What the Date header says; null where it says nothing that is a date. */
  readonly sentAt: Date | null;
  /** The text part, or what the HTML says where there is none. */
  readonly text: string;
  /**
   * Sanitised: no scripts, styles, forms, nothing from elsewhere. Inline images are named by `cid:`, which
   * `htmlWithInlineImages` puts addresses in place of. `''` where the mail has text only.
   */
  readonly html: string;
  /** In the order of the mail. */
  readonly attachments: readonly ParsedAttachment[];
}

/** What a mail is known by, in whichever mailbox: both together. Message-IDs are missing, reused and forgeable. */
export interface MessageIdentity {
  /** With its brackets. */
  readonly messageId: string | null;
  /** Hexadecimal: HMAC-SHA-256 of From, Date, Subject and normalised body. */
  readonly digest: string;
}
