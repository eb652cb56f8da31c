import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { Dismiss20Regular, Pin20Filled, Pin20Regular } from '@fluentui/react-icons';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { localised } from '../../manifest-model.ts';
import { useAddIn } from '../host/add-in-context.ts';
import { AddInFrame } from '../host/add-in-frame.tsx';
import { useFrameHost } from '../host/frame-host.ts';
import { FOCUS_IN } from '../host/names.ts';
import { usePaneRuntime } from '../host/pane-runtime.ts';
import type { DialogRequest } from '../host/runtime-callbacks.ts';
import type { Runtime } from '../host/runtime.ts';
import { hostWords } from '../host/words.ts';
import { Tip } from '../parts/tip.tsx';
import { CommandIcon } from '../ribbon/command-icon.tsx';
import { InPageDialog } from './in-page-dialog.tsx';

const useStyles = makeStyles({
  pane: {
    display: 'flex',
    flexDirection: 'column',
    flexShrink: 0,
    boxSizing: 'border-box',
    width: '360px',
    minHeight: 0,
    backgroundColor: tokens.colorNeutralBackground1,
    borderLeft: `1px solid ${tokens.colorNeutralStroke2}`,
    '@media (max-width: 760px)': {
      position: 'fixed',
      inset: '0 0 0 auto',
      width: 'min(360px, 100vw)',
      zIndex: 10,
      boxShadow: tokens.shadow64,
    },
  },
  header: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS} ${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  title: {
    flexGrow: 1,
    margin: 0,
    fontSize: tokens.fontSizeBase300,
    fontWeight: tokens.fontWeightSemibold,
    lineHeight: tokens.lineHeightBase300,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  frame: {
    display: 'flex',
    flexGrow: 1,
    minHeight: 0,
    '& > iframe': { flexGrow: 1, width: '100%', border: 'none', colorScheme: 'normal' },
  },
});

/** The add-in's pane, as long as it is open: stands at the right of what it belongs to. */
export function PaneFrame({ className }: { readonly className?: string }): ReactNode {
  const { pane } = useAddIn();
  return pane === null ? null : <StandingPane key={pane.serial} className={className ?? ''} />;
}

function StandingPane({ className }: { readonly className: string }): ReactNode {
  const styles = useStyles();
  const { pane, closePane, language } = useAddIn();
  const host = useFrameHost();
  const take = usePaneRuntime();
  const runtime = useRef<Runtime | null>(null);
  const section = useRef<HTMLElement>(null);
  const [dialog, setDialog] = useState<DialogRequest | null>(null);
  const onRuntime = useCallback(
    (started: Runtime | null) => {
      runtime.current = started;
      take(started);
    },
    [take],
  );
  useEffect(() => {
    const goInto = (event: KeyboardEvent): void => {
      if (event.key === 'F6' && event.ctrlKey) runtime.current?.notify(FOCUS_IN);
    };
    document.addEventListener('keydown', goInto);
    return () => {
      document.removeEventListener('keydown', goInto);
    };
  }, []);
  if (pane === null || host === null || pane.button.action.kind !== 'show-taskpane') return null;
  const name = localised(host.addIn.displayName, language);
  const dialogEnded = (): void => {
    setDialog(null);
  };
  return (
    <section ref={section} className={mergeClasses(styles.pane, className)} aria-label={name}>
      <PaneHeader name={name} />
      <AddInFrame
        className={styles.frame}
        host={host}
        url={localised(pane.button.action.url, language)}
        title={name}
        onRuntime={onRuntime}
        callbacks={{
          closePane,
          leave: (where) => {
            leaveFrame(section.current, where);
          },
          openDialog: setDialog,
          closeDialog: dialogEnded,
        }}
      />
      {dialog !== null && <InPageDialog request={dialog} opener={runtime} onEnd={dialogEnded} />}
    </section>
  );
}

function PaneHeader({ name }: { readonly name: string }): ReactNode {
  const styles = useStyles();
  const { pane, closePane, pinPane, language } = useAddIn();
  const words = hostWords(language);
  if (pane === null) return null;
  const pinWords = pane.pinned ? words.unpin : words.pin;
  return (
    <header className={styles.header}>
      <CommandIcon icons={pane.button.icons} size={16} language={language} />
      <h2 className={styles.title}>{name}</h2>
      {pane.canPin && (
        <Tip content={pinWords} relationship="label">
          <Button
            appearance="subtle"
            size="small"
            aria-pressed={pane.pinned}
            icon={pane.pinned ? <Pin20Filled /> : <Pin20Regular />}
            onClick={() => {
              pinPane(!pane.pinned);
            }}
          />
        </Tip>
      )}
      <Tip content={words.close} relationship="label">
        <Button appearance="subtle" size="small" icon={<Dismiss20Regular />} onClick={closePane} />
      </Tip>
    </header>
  );
}

/** The focus goes on as if the frame were part of the page; with Esc to the pane's header. */
function leaveFrame(pane: HTMLElement | null, where: 'next' | 'previous' | 'escape'): void {
  if (pane === null) return;
  if (where !== 'next') {
    [...pane.querySelectorAll<HTMLElement>('header button')].at(-1)?.focus();
    return;
  }
  const all = [...document.querySelectorAll<HTMLElement>('button, a[href], input, textarea, [tabindex="0"]')];
  const candidates = all.filter((one) => one.offsetParent !== null);
  const after = candidates.find(
    (one) =>
      !pane.contains(one) && (pane.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0,
  );
  (after ?? candidates[0])?.focus();
}
