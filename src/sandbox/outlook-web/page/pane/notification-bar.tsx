import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  Spinner,
  tokens,
} from '@fluentui/react-components';
import { Dismiss16Regular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { localised } from '../../manifest-model.ts';
import { useAddIn } from '../host/add-in-context.ts';
import type { NotificationMessage } from '../host/notifications.ts';
import { hostWords } from '../host/words.ts';

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
});

/** What the add-in says above the open item; nothing while it says nothing. Put it between subject and sender. */
export function NotificationBar({ className }: { readonly className?: string }): ReactNode {
  const styles = useStyles();
  const { notifications, busy, addIn, language } = useAddIn();
  const words = hostWords(language);
  const name = addIn === null ? '' : localised(addIn.displayName, language);
  return (
    <div className={className} role="log" aria-label={words.notifications}>
      <div className={styles.list}>
        {busy.length > 0 && (
          <MessageBar icon={<Spinner size="extra-tiny" />}>
            <MessageBarBody>{words.working(name)}</MessageBarBody>
          </MessageBar>
        )}
        {notifications.map((message) => (
          <Notification key={message.key} message={message} name={name} />
        ))}
      </div>
    </div>
  );
}

function Notification({
  message,
  name,
}: {
  readonly message: NotificationMessage;
  readonly name: string;
}): ReactNode {
  const { dismiss, language } = useAddIn();
  const isProgress = message.type === 'progressIndicator';
  return (
    <MessageBar
      layout="multiline"
      intent={message.type === 'errorMessage' ? 'error' : 'info'}
      {...(isProgress ? { icon: <Spinner size="extra-tiny" /> } : {})}
    >
      <MessageBarBody>
        <strong>{name}</strong> {message.message}
      </MessageBarBody>
      <MessageBarActions
        containerAction={
          <Button
            appearance="transparent"
            size="small"
            icon={<Dismiss16Regular />}
            aria-label={hostWords(language).dismiss}
            onClick={() => {
              dismiss(message.key);
            }}
          />
        }
      />
    </MessageBar>
  );
}
