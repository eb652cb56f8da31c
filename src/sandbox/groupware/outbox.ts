/** A mail that left a mailbox, to a colleague or to the world. */
export interface Mail {
  /** A scheduling message (RFC 5546), or any other mail. */
  readonly kind: 'REQUEST' | 'REPLY' | 'CANCEL' | 'NOTE';
  /** Mail addresses, lower case. */
  readonly from: string;
  readonly to: string;
  /** Of the meeting; of any other mail its Message-ID. */
  readonly uid: string;
  readonly sequence: number;
  readonly subject: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** It went into a mailbox of the sandbox; otherwise it would have left the house. */
  readonly delivered: boolean;
}

/** Every mail that was sent, in order: the ground truth for "nobody was mailed". */
export interface Outbox {
  mails(): readonly Mail[];
  /** Mails of one meeting. */
  of(uid: string): readonly Mail[];
  send(mail: Mail): void;
  clear(): void;
}

/** An outbox in which these mails are already. */
export function outboxOf(sent: readonly Mail[]): Outbox {
  let mails = [...sent];
  return {
    mails: () => [...mails],
    of: (uid) => mails.filter((mail) => mail.uid === uid),
    send: (mail) => {
      mails.push(mail);
    },
    clear: () => {
      mails = [];
    },
  };
}
