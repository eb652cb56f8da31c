import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowLeft20Regular } from '@fluentui/react-icons';
import type { UseQueryResult } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { ReactNode } from 'react';
import type { MessageAnswer } from '../../answers.ts';
import { useShownItem } from '../host/add-in-context.ts';
import { useSpoken } from '../language/language.tsx';
import { Refused, tell } from '../parts/face.ts';
import { Failed, Nothing, Waiting } from '../parts/states.tsx';
import { NotificationBar } from '../pane/notification-bar.tsx';
import { Attachments } from './attachments.tsx';
import { hostedMessage } from './hosted-message.ts';
import { Invitation } from './invitation.tsx';
import { MessageBody } from './message-body.tsx';
import { MessageHeader } from './message-header.tsx';

const useStyles = makeStyles({
  back: { alignSelf: 'flex-start', flexShrink: 0, '@media (min-width: 1001px)': { display: 'none' } },
  article: {
    flexGrow: 1,
    minHeight: 0,
    overflowY: 'auto',
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalXL}`,
  },
  subject: {
    margin: 0,
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    fontWeight: tokens.fontWeightSemibold,
    overflowWrap: 'anywhere',
  },
});

/** The message that stands open; it is read now. */
export function ReadingPane({
  message,
  onClose,
  onGone,
}: {
  readonly message: UseQueryResult<MessageAnswer>;
  readonly onClose: () => void;
  /** It was answered and went elsewhere. */
  readonly onGone: () => void;
}): ReactNode {
  const styles = useStyles();
  const { words } = useSpoken();
  return (
    <>
      <Button className={styles.back} appearance="subtle" icon={<ArrowLeft20Regular />} onClick={onClose}>
        {words.back}
      </Button>
      {message.data !== undefined ? (
        <OpenMessage key={message.data.id} message={message.data} onGone={onGone} />
      ) : message.error instanceof Refused ? (
        <Nothing text={words.nothingOpen} />
      ) : message.isError ? (
        <Failed onRetry={() => void message.refetch()} />
      ) : (
        <Waiting />
      )}
    </>
  );
}

function OpenMessage({
  message,
  onGone,
}: {
  readonly message: MessageAnswer;
  readonly onGone: () => void;
}): ReactNode {
  const styles = useStyles();
  const { words } = useSpoken();
  const hosted = useMemo(() => hostedMessage(message), [message]);
  useShownItem(hosted);
  useReadOnOpen(message);
  return (
    <article className={styles.article} tabIndex={-1}>
      <h2 className={styles.subject}>{message.subject === '' ? words.noSubject : message.subject}</h2>
      <NotificationBar />
      <MessageHeader message={message} />
      {message.meeting !== null && (
        <Invitation message={message} meeting={message.meeting} onAnswered={onGone} />
      )}
      <Attachments files={message.attachments} />
      <MessageBody html={message.html} attachments={message.attachments} />
    </article>
  );
}

/** Opening is reading; who marks it as unread afterwards means that. */
function useReadOnOpen({ id, read }: MessageAnswer): void {
  useEffect(() => {
    if (read) return;
    // Not answered, or gone meanwhile: it stays unread, which is true.
    tell('message/read', { id, read: true }).catch(() => undefined);
    // Once for each opening: what happens to the mark afterwards is the reader's own doing.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [id]);
}
