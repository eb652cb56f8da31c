import { useNotify } from '../../app/notices.tsx';
import { useWords } from '../../language/spoken.ts';
import { ItemList } from '../../parts/item-list.tsx';
import { Failure } from '../../parts/states.tsx';
import { Surface } from '../../parts/surface.tsx';
import { useMailboxList } from '../mailboxes/use-mailbox-lists.ts';
import { ConflictRow } from './conflict-row.tsx';
import { useDecideConflict } from './use-conflicts.ts';

/** What did not prevail in a mailbox, kept until its owner decides. */
export function MailboxConflicts({ mailboxId }: { readonly mailboxId: string }) {
  const { conflicts } = useWords();
  const notify = useNotify();
  const list = useMailboxList(mailboxId, 'conflicts');
  const { mutate, isPending, error } = useDecideConflict((decision) => notify(conflicts.done[decision]));
  return (
    <Surface title={conflicts.title} text={conflicts.text}>
      {error !== null && <Failure error={error} />}
      <ItemList
        label={conflicts.title}
        list={list}
        row={(conflict) => (
          <ConflictRow
            key={conflict.id}
            conflict={conflict}
            titled
            pending={isPending}
            decide={(decision) => mutate({ conflict, decision })}
          />
        )}
      />
    </Surface>
  );
}
