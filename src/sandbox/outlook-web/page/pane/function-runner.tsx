import { makeStyles } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { localised } from '../../manifest-model.ts';
import { AddInFrame } from '../host/add-in-frame.tsx';
import { useFrameHost } from '../host/frame-host.ts';
import type { FrameHost } from '../host/frame-host.ts';
import type { HostedItem } from '../host/item.ts';
import { EVENTS } from '../host/names.ts';
import type { Run } from '../host/pane-state.ts';
import type { Runtime } from '../host/runtime.ts';
import { hostWords } from '../host/words.ts';

/** Outlook ends functions that take longer. */
const LONGEST_RUN_MS = 300_000;

const useStyles = makeStyles({
  hidden: { position: 'absolute', width: 0, height: 0, overflow: 'hidden', visibility: 'hidden' },
});

/** Carries out functions of buttons: each in a frame of its own that nobody sees, until it says that it is done. */
export function FunctionRunner({
  runs,
  onEnd,
}: {
  readonly runs: readonly Run[];
  readonly onEnd: (id: string) => void;
}): ReactNode {
  const styles = useStyles();
  const host = useFrameHost();
  if (host?.addIn.functionFile == null) return null;
  const url = localised(host.addIn.functionFile, host.language);
  return (
    <div className={styles.hidden} aria-hidden="true">
      {runs.map((run) => (
        <RunningFunction key={run.id} run={run} host={host} url={url} onEnd={onEnd} />
      ))}
    </div>
  );
}

function RunningFunction({
  run,
  host,
  url,
  onEnd,
}: {
  readonly run: Run;
  readonly host: FrameHost;
  readonly url: string;
  readonly onEnd: (id: string) => void;
}): ReactNode {
  const runtime = useRef<Runtime | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => {
      onEnd(run.id);
    }, LONGEST_RUN_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [run.id, onEnd]);
  const { button } = run;
  const functionName = button.action.kind === 'execute-function' ? button.action.functionName : '';
  return (
    <AddInFrame
      host={{ ...host, item: () => itemOf(run, host.item()) }}
      url={url}
      title={hostWords(host.language).working(localised(host.addIn.displayName, host.language))}
      onRuntime={(started) => {
        runtime.current = started;
      }}
      callbacks={{
        commandsReady: () => {
          const event = JSON.stringify({ source: { id: button.id } });
          runtime.current?.emit(EVENTS.command, [run.id, functionName, event]);
        },
        commandDone: (commandId) => {
          if (commandId === run.id) onEnd(run.id);
        },
      }}
    />
  );
}

/** The item that the button was pressed on: as it stands now, or as it stood when another one was opened since. */
function itemOf({ item }: Run, open: HostedItem | null): HostedItem {
  return open?.key === item.key ? open : item;
}
