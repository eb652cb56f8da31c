import { SyncError } from '../../sync/errors.ts';
import type { Collection, Mailbox, ProbeResult } from '../../sync/ports.ts';
import type { MailboxAccount } from '../mailboxes/provider.ts';
import { ProblemError } from './problem.ts';

/** Connects to an account of a kind; null: there is no such kind. */
export type ConnectMailbox = (kind: string, account: MailboxAccount) => Mailbox | null;

/** What trying an account found. */
export type Probed =
  { readonly ok: true; readonly probe: ProbeResult } | { readonly ok: false; readonly error: SyncError };

/** An account to be tried. */
export interface Trial {
  readonly kind: string;
  readonly account: MailboxAccount;
}

/** The account's own server, asked directly. Failures of the account are results, everything else is thrown. */
export function accountProbe(connect: ConnectMailbox, timeoutMs: number, now: () => Date) {
  const use = async <T>(
    { kind, account }: Trial,
    work: (mailbox: Mailbox, deadline: number) => Promise<T>,
  ) => {
    const mailbox = connect(kind, account);
    if (mailbox === null) {
      throw new ProblemError('invalid', { errors: [{ field: '/kind', code: 'field-invalid' }] });
    }
    try {
      return await work(mailbox, now().getTime() + timeoutMs);
    } finally {
      await mailbox.close?.();
    }
  };
  return {
    /** Signs in for real. */
    probe: async (trial: Trial): Promise<Probed> => {
      try {
        return { ok: true, probe: await use(trial, (mailbox, deadline) => mailbox.probe({ deadline })) };
      } catch (error) {
        if (error instanceof SyncError) return { ok: false, error };
        throw error;
      }
    },
    /** The calendars as they are now. Throws SyncErrors. */
    collections: (trial: Trial): Promise<readonly Collection[]> =>
      use(trial, (mailbox, deadline) => mailbox.collections({ deadline })),
  };
}

/** The problem that an account's error is: its own code and sentence. */
export function refusedBy(error: SyncError): ProblemError {
  return new ProblemError('mailbox-refused', { specific: error, cause: error });
}
