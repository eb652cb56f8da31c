import { Denied } from '../sync/errors.ts';
import type { MailboxAccounts } from './storage/mailbox-accounts.ts';
import { SealBroken } from './storage/seal.ts';

/**
 * The password of a mailbox in clear, or null when the mailbox is gone. Throws Denied (`password-unreadable`) when it
 * can't be opened: only its owner can help, by entering it again.
 */
export async function storedPassword(
  accounts: Pick<MailboxAccounts, 'password'>,
  mailboxId: string,
): Promise<string | null> {
  try {
    return await accounts.password(mailboxId);
  } catch (error) {
    if (error instanceof SealBroken)
      throw new Denied({ code: 'password-unreadable', cause: error }, 'mailbox');
    throw error;
  }
}
