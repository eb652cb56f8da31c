import { Button, Dialog, DialogSurface, makeStyles, tokens } from '@fluentui/react-components';
import { Dismiss20Regular } from '@fluentui/react-icons';
import { useRef } from 'react';
import type { ReactNode, RefObject } from 'react';
import { localised } from '../../manifest-model.ts';
import { AddInFrame } from '../host/add-in-frame.tsx';
import { useFrameHost } from '../host/frame-host.ts';
import { EVENTS } from '../host/names.ts';
import type { DialogRequest } from '../host/runtime-callbacks.ts';
import type { Runtime } from '../host/runtime.ts';
import { hostWords } from '../host/words.ts';

/** Kinds of messages to the opener: what the dialog says, and that a person closed it. */
const MESSAGE = 0;
const CLOSED = 12006;

const useStyles = makeStyles({
  surface: {
    display: 'flex',
    flexDirection: 'column',
    maxWidth: '95vw',
    maxHeight: '95vh',
    padding: 0,
    overflow: 'hidden',
  },
  header: {
    display: 'flex',
    justifyContent: 'space-between',
    alignItems: 'center',
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
  },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  frame: {
    display: 'flex',
    flexGrow: 1,
    minHeight: 0,
    '& > iframe': { flexGrow: 1, width: '100%', border: 'none', colorScheme: 'normal' },
  },
});

/** A dialog that an add-in shows inside Outlook's page (displayInIframe). */
export function InPageDialog({
  request,
  opener,
  onEnd,
}: {
  readonly request: DialogRequest;
  readonly opener: RefObject<Runtime | null>;
  readonly onEnd: () => void;
}): ReactNode {
  const styles = useStyles();
  const host = useFrameHost();
  const dialog = useRef<Runtime | null>(null);
  if (host === null) return null;
  const name = localised(host.addIn.displayName, host.language);
  const { origin } = new URL(request.url);
  const tell = (messageType: number, messageContent: string): void => {
    opener.current?.emit(EVENTS.dialogMessage, { messageType, messageContent, messageOrigin: origin });
  };
  const closed = (): void => {
    tell(CLOSED, '');
    onEnd();
  };
  const size = { width: `${String(request.widthPercent)}vw`, height: `${String(request.heightPercent)}vh` };
  return (
    <Dialog open onOpenChange={closed}>
      <DialogSurface className={styles.surface} style={size} aria-label={name}>
        <header className={styles.header}>
          <h2 className={styles.title}>{name}</h2>
          <Button
            appearance="subtle"
            size="small"
            icon={<Dismiss20Regular />}
            aria-label={hostWords(host.language).close}
            onClick={closed}
          />
        </header>
        <AddInFrame
          className={styles.frame}
          host={host}
          url={request.url}
          title={name}
          isDialog
          onRuntime={(started) => {
            dialog.current = started;
          }}
          callbacks={{
            messageToParent: (text) => {
              tell(MESSAGE, text);
            },
            closePane: closed,
          }}
        />
      </DialogSurface>
    </Dialog>
  );
}
