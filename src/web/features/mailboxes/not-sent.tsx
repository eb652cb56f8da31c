import { useState } from 'react';
import { useWords } from '../../language/spoken.ts';
import { ItemList } from '../../parts/item-list.tsx';
import { Failure } from '../../parts/states.tsx';
import { Surface } from '../../parts/surface.tsx';
import { useItemTitle } from '../appointments/use-title.ts';
import { NotSentActions } from './not-sent-actions.tsx';
import { useMailboxList } from './use-mailbox-lists.ts';
import { WaitingItem } from './waiting-item.tsx';

/** What is saved and waits, because people would be mailed: to be written, or to be told of. */
export function NotSent({ mailboxId }: { readonly mailboxId: string }) {
  const { mailboxes } = useWords();
  const title = useItemTitle();
  const list = useMailboxList(mailboxId, 'not-sent');
  const [error, setError] = useState<unknown>(null);
  return (
    <Surface title={mailboxes.notSentTitle} text={mailboxes.notSentText}>
      {error !== null && <Failure error={error} />}
      <ItemList
        label={mailboxes.notSentTitle}
        list={list}
        row={(item) => (
          <WaitingItem
            key={item.linkId}
            item={item}
            mailboxId={mailboxId}
            actions={
              <NotSentActions mailboxId={mailboxId} item={item} title={title(item)} onFailure={setError} />
            }
          />
        )}
      />
    </Surface>
  );
}
