import type { Mailbox } from '../../../contract/index.ts';
import { useWords } from '../../language/spoken.ts';
import { useUser } from '../session/user-context.ts';
import { useUserById } from '../users/use-users.ts';

/** Where a mailbox is listed. */
export interface Home {
  readonly to: string;
  readonly name: string;
  /** Its owner's name, if that is somebody else and known. */
  readonly owner: string | null;
}

/** One's own mailboxes, or for an administrator the page of the mailbox's owner. */
export function useHome(mailbox: Pick<Mailbox, 'ownerId'> | undefined): Home {
  const { mailboxes, users } = useWords();
  const me = useUser();
  const ownerId = mailbox === undefined || mailbox.ownerId === me.id ? null : mailbox.ownerId;
  const owner = useUserById(ownerId).data?.displayName ?? null;
  if (ownerId === null) return { to: '/mailboxes', name: mailboxes.title, owner };
  return { to: `/users/${ownerId}`, name: owner ?? users.title, owner };
}
