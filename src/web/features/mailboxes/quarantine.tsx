import { Button } from '@fluentui/react-components';
import { useNotify } from '../../app/notices.tsx';
import { useWords } from '../../language/spoken.ts';
import { ItemList } from '../../parts/item-list.tsx';
import { Failure } from '../../parts/states.tsx';
import { Surface } from '../../parts/surface.tsx';
import { useItemTitle } from '../appointments/use-title.ts';
import { useMailboxList, useRetry } from './use-mailbox-lists.ts';
import { WaitingItem } from './waiting-item.tsx';

/** Items set aside with their reasons. */
export function Quarantine({ mailboxId }: { readonly mailboxId: string }) {
  const { mailboxes } = useWords();
  const notify = useNotify();
  const title = useItemTitle();
  const list = useMailboxList(mailboxId, 'quarantine');
  const retry = useRetry(mailboxId, () => notify(mailboxes.retried));
  return (
    <Surface title={mailboxes.quarantineTitle} text={mailboxes.quarantineText}>
      {retry.error !== null && <Failure error={retry.error} />}
      <ItemList
        label={mailboxes.quarantineTitle}
        list={list}
        row={(item) => (
          <WaitingItem
            key={item.linkId}
            item={item}
            mailboxId={mailboxId}
            actions={
              <Button
                aria-label={`${mailboxes.retry}: ${title(item)}`}
                disabledFocusable={retry.isPending}
                onClick={() => retry.mutate(item.linkId)}
              >
                {mailboxes.retry}
              </Button>
            }
          />
        )}
      />
    </Surface>
  );
}
