import { Button } from '@fluentui/react-components';
import type { Reason } from '../../../contract/index.ts';
import { useNotify } from '../../app/notices.tsx';
import { useWords } from '../../language/spoken.ts';
import { useDecideNotSent } from './use-mailbox-lists.ts';

interface NotSentActionsProps {
  readonly mailboxId: string;
  readonly item: { readonly linkId: string; readonly reason: Reason | null };
  /** What the meeting is called, for those who hear the buttons. */
  readonly title: string;
  readonly onFailure: (error: unknown) => void;
}

/** Whether it is written already, so that only the participants' mail waits. */
function isWritten({ reason }: NotSentActionsProps['item']): boolean {
  return reason?.code === 'not-sent' && reason.parameters['by'] === 'written';
}

/** What can be done about a meeting that waits to be sent: the buttons say what each of them sets off. */
export function NotSentActions({ mailboxId, item, title, onFailure }: NotSentActionsProps) {
  const { mailboxes } = useWords();
  const notify = useNotify();
  const written = isWritten(item);
  const done = written
    ? { send: mailboxes.told, discard: mailboxes.left }
    : { send: mailboxes.sent, discard: mailboxes.discarded };
  const { mutate, isPending } = useDecideNotSent(mailboxId, (decision) => notify(done[decision]));
  const words = written ? mailboxes.tell : mailboxes;
  return (['discard', 'send'] as const).map((decision) => (
    <Button
      key={decision}
      aria-label={`${words[decision]}: ${title}`}
      disabledFocusable={isPending}
      onClick={() => mutate({ linkId: item.linkId, decision }, { onError: onFailure })}
    >
      {words[decision]}
    </Button>
  ));
}
