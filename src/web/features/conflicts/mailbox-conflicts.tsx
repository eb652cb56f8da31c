import { useMailboxList } from '../mailboxes/use-mailbox-lists.ts';
import { ConflictList } from './conflict-list.tsx';

/** What did not prevail in a mailbox, kept until its owner decides. */
export function MailboxConflicts({ mailboxId }: { readonly mailboxId: string }) {
  return <ConflictList list={useMailboxList(mailboxId, 'conflicts')} titled />;
}
