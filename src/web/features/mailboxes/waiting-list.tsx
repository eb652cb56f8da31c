import type { ReactNode } from 'react';
import { Button } from '@fluentui/react-components';
import type { DormantEntry } from '../../../contract/index.ts';
import { ItemList } from '../../parts/item-list.tsx';
import { Failure } from '../../parts/states.tsx';
import { Surface } from '../../parts/surface.tsx';
import { useItemTitle } from '../appointments/use-title.ts';
import { useMailboxList } from './use-mailbox-lists.ts';
import { WaitingItem } from './waiting-item.tsx';

interface WaitingListProps {
  readonly mailboxId: string;
  readonly list: 'dormant' | 'quarantine' | 'not-sent';
  readonly title: string;
  readonly text: string;
  /** What went wrong when somebody did something about one of them; null: nothing. */
  readonly error: unknown;
  /** What can be done about one, whose title this is. */
  readonly actions: (item: DormantEntry, title: string) => ReactNode;
}

/** Those of a mailbox's items that wait for the same kind of thing, and what can be done about each. */
export function WaitingList({ mailboxId, list, title, text, error, actions }: WaitingListProps) {
  const titleOf = useItemTitle();
  const found = useMailboxList(mailboxId, list);
  return (
    <Surface title={title} text={text}>
      {error !== null && <Failure error={error} />}
      <ItemList
        label={title}
        list={found}
        row={(item) => (
          <WaitingItem
            key={item.linkId}
            item={item}
            mailboxId={mailboxId}
            actions={actions(item, titleOf(item))}
          />
        )}
      />
    </Surface>
  );
}

interface ItemButtonProps {
  readonly label: string;
  /** Of the item that it is about: there is one such button for each. */
  readonly title: string;
  readonly isPending: boolean;
  readonly onClick: () => void;
}

/** The one thing that can be done about an item that waits. */
export function ItemButton({ label, title, isPending, onClick }: ItemButtonProps) {
  return (
    <Button aria-label={`${label}: ${title}`} disabledFocusable={isPending} onClick={onClick}>
      {label}
    </Button>
  );
}
