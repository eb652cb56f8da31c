import {
  Archive20Regular,
  ArrowForward20Regular,
  ArrowReply20Regular,
  ArrowReplyAll20Regular,
  Delete20Regular,
  MailAdd20Regular,
  MailRead20Regular,
  MailUnread20Regular,
} from '@fluentui/react-icons';
import { useMutation } from '@tanstack/react-query';
import type { Colleague, MessageAnswer, MessageRow } from '../../answers.ts';
import { useSpoken } from '../language/language.tsx';
import { remove as removeAt, tell } from '../parts/face.ts';
import type { OwnCommand } from '../ribbon/ribbon.tsx';
import { emptyLetter, letterAbout } from './letter.ts';
import type { LetterDraft } from './letter.ts';

/** What can be done with mails, and with what. */
export interface MailCommandsOptions {
  readonly user: Colleague;
  readonly rows: readonly MessageRow[];
  /** What stands open. */
  readonly message: MessageAnswer | null;
  readonly openMessage: (id: string | null) => void;
  readonly write: (letter: LetterDraft) => void;
}

/** Outlook's own commands for mails. What leaves the list makes room for the next one. */
export function useMailCommands({ user, rows, message, openMessage, write }: MailCommandsOptions): {
  readonly ribbon: readonly (readonly OwnCommand[])[];
  readonly remove: (id: string) => void;
  readonly error: Error | null;
} {
  const spoken = useSpoken();
  const { words } = spoken;
  const nextTo = (id: string): string | null => {
    const at = rows.findIndex((row) => row.id === id);
    return at < 0 ? null : ((rows[at + 1] ?? rows[at - 1])?.id ?? null);
  };
  const leaving = useMutation({
    mutationFn: ({ id, to }: { readonly id: string; readonly to: 'archive' | null }) =>
      to === null ? removeAt('message', { id }) : tell('message/move', { id, to }),
    onMutate: ({ id }) => {
      openMessage(nextTo(id));
    },
  });
  const marking = useMutation({
    mutationFn: (read: boolean) => tell('message/read', { id: message?.id, read }),
  });
  const disabled = message === null;
  const about = (how: 'reply' | 'reply-all' | 'forward') => () => {
    if (message !== null) write(letterAbout(message, how, user, spoken));
  };
  const leave = (to: 'archive' | null) => () => {
    if (message !== null) leaving.mutate({ id: message.id, to });
  };
  const ribbon: readonly (readonly OwnCommand[])[] = [
    [
      {
        key: 'new',
        label: words.newMail,
        icon: <MailAdd20Regular />,
        primary: true,
        onClick: () => {
          write(emptyLetter());
        },
      },
    ],
    [
      { key: 'delete', label: words.delete, icon: <Delete20Regular />, disabled, onClick: leave(null) },
      {
        key: 'archive',
        label: words.archive,
        icon: <Archive20Regular />,
        disabled,
        onClick: leave('archive'),
      },
    ],
    [
      { key: 'reply', label: words.reply, icon: <ArrowReply20Regular />, disabled, onClick: about('reply') },
      {
        key: 'reply-all',
        label: words.replyAll,
        icon: <ArrowReplyAll20Regular />,
        disabled,
        iconOnly: true,
        onClick: about('reply-all'),
      },
      {
        key: 'forward',
        label: words.forward,
        icon: <ArrowForward20Regular />,
        disabled,
        iconOnly: true,
        onClick: about('forward'),
      },
      {
        key: 'mark',
        label: message?.read === false ? words.markRead : words.markUnread,
        icon: message?.read === false ? <MailRead20Regular /> : <MailUnread20Regular />,
        disabled,
        iconOnly: true,
        onClick: () => {
          marking.mutate(message?.read === false);
        },
      },
    ],
  ];
  return {
    ribbon,
    remove: (id) => {
      leaving.mutate({ id, to: null });
    },
    error: leaving.error ?? marking.error,
  };
}
