import { SyncError } from '../../sync/errors.ts';
import type {
  Mailbox,
  MailboxContent,
  MeetingIdentity,
  MessageRef,
  OriginalMessage,
} from '../../sync/ports.ts';
import type { ConnectMailbox } from '../http/mailbox-probe.ts';
import { ProblemError } from '../http/problem.ts';
import type { MailboxAccounts } from '../storage/mailbox-accounts.ts';
import type { StoredMailbox } from '../storage/mailbox-rows.ts';
import { storedPassword } from '../stored-password.ts';

/** What was found, and in which of the user's mailboxes. */
export interface Found<T> {
  readonly mailboxId: string;
  readonly value: T;
}

/** The user's own accounts, asked directly. Null: none of them has it. Throws SyncErrors and `no-mailbox-for-mails`. */
export interface CallerMailboxes {
  message(userId: string, ref: MessageRef, timeoutMs: number): Promise<Found<OriginalMessage> | null>;
  meeting(userId: string, itemId: string, timeoutMs: number): Promise<Found<MeetingIdentity> | null>;
  /** Whether one of the accounts is of a kind that mails are read from; asks no mailbox. */
  readsMails(userId: string): Promise<boolean>;
}

export interface MailboxesSource {
  readonly accounts: Pick<MailboxAccounts, 'list' | 'password'>;
  readonly connect: ConnectMailbox;
  readonly now: () => Date;
}

/** Nobody has more accounts than this. */
const MOST_ACCOUNTS = 20;

/** Reads mails and meetings where a user's accounts can. */
export function callerMailboxes(source: MailboxesSource): CallerMailboxes {
  const { accounts, now } = source;
  const open = async (mailbox: StoredMailbox): Promise<Mailbox | null> => {
    const { url, account: user, discovered } = mailbox;
    const password = await storedPassword(accounts, mailbox.id);
    return password === null
      ? null
      : source.connect(mailbox.kind, { url, user, password, discovered: discovered });
  };
  const first = async <T>(
    userId: string,
    timeoutMs: number,
    ask: (content: MailboxContent, deadline: number) => Promise<T | null>,
  ): Promise<Found<T> | null> => {
    const deadline = now().getTime() + timeoutMs;
    const seen: { able: boolean; failure: SyncError | null } = { able: false, failure: null };
    for (const mailbox of await accounts.list(userId, null, MOST_ACCOUNTS)) {
      try {
        const value = await using(await open(mailbox), (content) => {
          seen.able = true;
          return ask(content, deadline);
        });
        if (value !== null) return { mailboxId: mailbox.id, value };
      } catch (error) {
        if (!(error instanceof SyncError)) throw error;
        seen.failure ??= error;
      }
    }
    if (seen.failure !== null) throw seen.failure;
    if (!seen.able) throw new ProblemError('no-mailbox-for-mails');
    return null;
  };
  return {
    message: (userId, ref, timeoutMs) =>
      first(userId, timeoutMs, (content, deadline) => content.message(ref, { deadline })),
    meeting: (userId, itemId, timeoutMs) =>
      first(userId, timeoutMs, (content, deadline) => content.meeting(itemId, { deadline })),
    readsMails: readingKinds(accounts, open),
  };
}

/** A kind of account reads mails or doesn't; which it is, its first adapter says. */
function readingKinds(
  accounts: MailboxesSource['accounts'],
  open: (mailbox: StoredMailbox) => Promise<Mailbox | null>,
): CallerMailboxes['readsMails'] {
  const known = new Map<string, boolean>();
  const reads = async (mailbox: StoredMailbox): Promise<boolean> => {
    const before = known.get(mailbox.kind);
    if (before !== undefined) return before;
    try {
      const adapter = await open(mailbox);
      if (adapter === null) return false;
      const able = adapter.content !== undefined;
      known.set(mailbox.kind, able);
      await adapter.close?.();
      return able;
    } catch (error) {
      // Its password can't be opened: the attempt to read from it says so.
      if (error instanceof SyncError) return true;
      throw error;
    }
  };
  return async (userId) => {
    for (const mailbox of await accounts.list(userId, null, MOST_ACCOUNTS)) {
      if (await reads(mailbox)) return true;
    }
    return false;
  };
}

async function using<T>(
  mailbox: Mailbox | null,
  ask: (content: MailboxContent) => Promise<T | null>,
): Promise<T | null> {
  if (mailbox === null) return null;
  try {
    return mailbox.content === undefined ? null : await ask(mailbox.content);
  } finally {
    await mailbox.close?.();
  }
}

/** The problem that a mailbox' error is for who wanted something of it: its own code and sentence. */
export function unavailable(error: SyncError): ProblemError {
  return new ProblemError('mailbox-unavailable', { specific: error, cause: error });
}
