import { useNotify } from '../../app/notices.tsx';
import { useWords } from '../../language/spoken.ts';
import { useSetApart } from './use-mailbox-lists.ts';
import { ItemButton, WaitingList } from './waiting-list.tsx';

/** What is left alone, and why. What only looks like something else can be said to be a thing of its own. */
export function Dormant({ mailboxId }: { readonly mailboxId: string }) {
  const { mailboxes } = useWords();
  const notify = useNotify();
  const apart = useSetApart(mailboxId, () => notify(mailboxes.apartDone));
  return (
    <WaitingList
      mailboxId={mailboxId}
      list="dormant"
      title={mailboxes.dormantTitle}
      text={mailboxes.dormantText}
      error={apart.error}
      actions={(item, title) =>
        item.reason?.code === 'looks-like-several' && (
          <ItemButton
            label={mailboxes.apart}
            title={title}
            isPending={apart.isPending}
            onClick={() => apart.mutate(item.linkId)}
          />
        )
      }
    />
  );
}
