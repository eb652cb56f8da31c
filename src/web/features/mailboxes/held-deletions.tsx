import { useState } from 'react';
import { Button } from '@fluentui/react-components';
import { useNotify } from '../../app/notices.tsx';
import { useWords } from '../../language/spoken.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Failure } from '../../parts/states.tsx';
import { Surface } from '../../parts/surface.tsx';
import { ItemList } from '../../parts/item-list.tsx';
import { useItemTitle } from '../appointments/use-title.ts';
import { useDecideHeld, useMailboxList } from './use-mailbox-lists.ts';
import { WaitingItem } from './waiting-item.tsx';

/** Deletions that wait for a person's approval, singly or all together. */
export function HeldDeletions({ mailboxId }: { readonly mailboxId: string }) {
  const { mailboxes } = useWords();
  const notify = useNotify();
  const [asking, setAsking] = useState(false);
  const title = useItemTitle();
  const list = useMailboxList(mailboxId, 'held');
  const decide = useDecideHeld(mailboxId, (decision) => {
    setAsking(false);
    notify(decision === 'approve' ? mailboxes.approved : mailboxes.rejected);
  });
  const linkIds = list.data?.pages.flatMap((page) => page.items.map((item) => item.linkId)) ?? [];
  const all = (
    <>
      <Button
        disabledFocusable={decide.isPending}
        onClick={() => decide.mutate({ linkIds, decision: 'reject' })}
      >
        {mailboxes.rejectAll(linkIds.length)}
      </Button>
      <Button disabledFocusable={decide.isPending} onClick={() => setAsking(true)}>
        {mailboxes.approveAll(linkIds.length)}
      </Button>
    </>
  );
  return (
    <Surface
      title={mailboxes.heldTitle}
      text={mailboxes.heldText}
      actions={linkIds.length > 1 ? all : undefined}
    >
      {decide.error !== null && !asking && <Failure error={decide.error} />}
      <ItemList
        label={mailboxes.heldTitle}
        list={list}
        row={(item) => (
          <WaitingItem
            key={item.linkId}
            item={item}
            mailboxId={mailboxId}
            note={mailboxes.heldSide[item.side]}
            actions={
              <Decisions
                title={title(item)}
                pending={decide.isPending}
                decide={(decision) => decide.mutate({ linkIds: [item.linkId], decision })}
              />
            }
          />
        )}
      />
      <Confirm
        open={asking}
        title={mailboxes.approveAllTitle(linkIds.length)}
        action={mailboxes.approveAll(linkIds.length)}
        pending={decide.isPending}
        error={decide.error}
        onConfirm={() => decide.mutate({ linkIds, decision: 'approve' })}
        onCancel={() => setAsking(false)}
      >
        {mailboxes.approveAllText}
      </Confirm>
    </Surface>
  );
}

interface DecisionsProps {
  readonly title: string;
  readonly pending: boolean;
  readonly decide: (decision: 'approve' | 'reject') => void;
}

function Decisions({ title, pending, decide }: DecisionsProps) {
  const { mailboxes } = useWords();
  return (
    <>
      <Button
        aria-label={`${mailboxes.reject}: ${title}`}
        disabledFocusable={pending}
        onClick={() => decide('reject')}
      >
        {mailboxes.reject}
      </Button>
      <Button
        aria-label={`${mailboxes.approve}: ${title}`}
        disabledFocusable={pending}
        onClick={() => decide('approve')}
      >
        {mailboxes.approve}
      </Button>
    </>
  );
}
