import { useState } from 'react';
import { useWords } from '../../language/spoken.ts';
import { NotSentActions } from './not-sent-actions.tsx';
import { WaitingList } from './waiting-list.tsx';

/** What is saved and waits, because people would be mailed: to be written, or to be told of. */
export function NotSent({ mailboxId }: { readonly mailboxId: string }) {
  const { mailboxes } = useWords();
  const [error, setError] = useState<unknown>(null);
  return (
    <WaitingList
      mailboxId={mailboxId}
      list="not-sent"
      title={mailboxes.notSentTitle}
      text={mailboxes.notSentText}
      error={error}
      actions={(item, title) => (
        <NotSentActions mailboxId={mailboxId} item={item} title={title} onFailure={setError} />
      )}
    />
  );
}
