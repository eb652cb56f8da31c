import { Button } from '@fluentui/react-components';
import { useNotify } from '../../app/notices.tsx';
import { useWords } from '../../language/spoken.ts';
import { ItemList } from '../../parts/item-list.tsx';
import { Failure } from '../../parts/states.tsx';
import { Surface } from '../../parts/surface.tsx';
import { useItemTitle } from '../appointments/use-title.ts';
import { useMailboxList, useSetApart } from './use-mailbox-lists.ts';
import { WaitingItem } from './waiting-item.tsx';

/** What is left alone, and why. What only looks like something else can be said to be a thing of its own. */
export function Dormant({ mailboxId }: { readonly mailboxId: string }) {
  const { mailboxes } = useWords();
  const notify = useNotify();
  const title = useItemTitle();
  const list = useMailboxList(mailboxId, 'dormant');
  const apart = useSetApart(mailboxId, () => notify(mailboxes.apartDone));
  return (
    <Surface title={mailboxes.dormantTitle} text={mailboxes.dormantText}>
      {apart.error !== null && <Failure error={apart.error} />}
      <ItemList
        label={mailboxes.dormantTitle}
        list={list}
        row={(item) => (
          <WaitingItem
            key={item.linkId}
            item={item}
            mailboxId={mailboxId}
            actions={
              item.reason?.code === 'looks-like-several' && (
                <Button
                  aria-label={`${mailboxes.apart}: ${title(item)}`}
                  disabledFocusable={apart.isPending}
                  onClick={() => apart.mutate(item.linkId)}
                >
                  {mailboxes.apart}
                </Button>
              )
            }
          />
        )}
      />
    </Surface>
  );
}
