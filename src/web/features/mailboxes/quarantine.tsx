import { useNotify } from '../../app/notices.tsx';
import { useWords } from '../../language/spoken.ts';
import { useRetry } from './use-mailbox-lists.ts';
import { ItemButton, WaitingList } from './waiting-list.tsx';

/** Items set aside with their reasons. */
export function Quarantine({ mailboxId }: { readonly mailboxId: string }) {
  const { mailboxes } = useWords();
  const notify = useNotify();
  const retry = useRetry(mailboxId, () => notify(mailboxes.retried));
  return (
    <WaitingList
      mailboxId={mailboxId}
      list="quarantine"
      title={mailboxes.quarantineTitle}
      text={mailboxes.quarantineText}
      error={retry.error}
      actions={(item, title) => (
        <ItemButton
          label={mailboxes.retry}
          title={title}
          isPending={retry.isPending}
          onClick={() => retry.mutate(item.linkId)}
        />
      )}
    />
  );
}
