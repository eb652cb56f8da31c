import { useWords } from '../../language/spoken.ts';
import { ItemList } from '../../parts/item-list.tsx';
import { Surface } from '../../parts/surface.tsx';
import { useMailboxList } from './use-mailbox-lists.ts';
import { WaitingItem } from './waiting-item.tsx';

/** What is left alone, and why. */
export function Dormant({ mailboxId }: { readonly mailboxId: string }) {
  const { mailboxes } = useWords();
  const list = useMailboxList(mailboxId, 'dormant');
  return (
    <Surface title={mailboxes.dormantTitle} text={mailboxes.dormantText}>
      <ItemList
        label={mailboxes.dormantTitle}
        list={list}
        row={(item) => <WaitingItem key={item.linkId} item={item} mailboxId={mailboxId} />}
      />
    </Surface>
  );
}
