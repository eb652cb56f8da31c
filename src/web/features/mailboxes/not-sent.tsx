import { Button } from '@fluentui/react-components';
import { useNotify } from '../../app/notices.tsx';
import { useWords } from '../../language/spoken.ts';
import { ItemList } from '../../parts/item-list.tsx';
import { Failure } from '../../parts/states.tsx';
import { Surface } from '../../parts/surface.tsx';
import { useItemTitle } from '../appointments/use-title.ts';
import { useDecideNotSent, useMailboxList } from './use-mailbox-lists.ts';
import { WaitingItem } from './waiting-item.tsx';

/** What is saved in the CRM and waits, because writing it to the mailbox would mail people. */
export function NotSent({ mailboxId }: { readonly mailboxId: string }) {
  const { mailboxes } = useWords();
  const notify = useNotify();
  const title = useItemTitle();
  const list = useMailboxList(mailboxId, 'not-sent');
  const { mutate, isPending, error } = useDecideNotSent(mailboxId, (decision) =>
    notify(decision === 'send' ? mailboxes.sent : mailboxes.discarded),
  );
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
            actions={(['discard', 'send'] as const).map((decision) => (
              <Button
                key={decision}
                aria-label={`${mailboxes[decision]}: ${title(item)}`}
                disabledFocusable={isPending}
                onClick={() => mutate({ linkId: item.linkId, decision })}
              >
                {mailboxes[decision]}
              </Button>
            ))}
          />
        )}
      />
    </Surface>
  );
}
