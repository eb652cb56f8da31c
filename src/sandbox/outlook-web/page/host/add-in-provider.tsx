import { useCallback, useEffect, useMemo, useReducer, useRef, useState, useSyncExternalStore } from 'react';
import type { Dispatch, ReactNode } from 'react';
import type { AddIn } from '../../manifest-model.ts';
import { FunctionRunner } from '../pane/function-runner.tsx';
import { ahead } from './ahead.ts';
import { AddInContext } from './add-in-context.ts';
import type { AddInControls } from './add-in-context.ts';
import { FrameHostContext } from './frame-host.ts';
import type { FrameHost } from './frame-host.ts';
import { placeOf } from './methods/method.ts';
import { EVENTS } from './names.ts';
import { notificationBoard } from './notifications.ts';
import { initialState, reduce } from './pane-state.ts';
import { PaneRuntimeContext } from './pane-runtime.ts';
import type { Runtime } from './runtime.ts';
import type { OutlookServices, OutlookUser } from './services.ts';
import { browserStore } from './store.ts';
import { surfaceOf } from './surface.ts';
import { themePayload } from './theme.ts';
import type { Look } from './theme.ts';
import { noTroubles } from './troubles.ts';
import { useItemEvents } from './use-item-events.ts';
import { useLatest } from './use-latest.ts';

export interface AddInProviderProps {
  /** Null: none is installed. */
  readonly addIn: AddIn | null;
  readonly user: OutlookUser;
  /** `en-GB`: in which language Outlook is shown. */
  readonly language: string;
  readonly look: Look;
  readonly services: OutlookServices;
  readonly children: ReactNode;
}

const NO_GROUPS: AddInControls['groups'] = [];

/** Plays the host of an add-in for the pages inside. A new user, add-in or language needs a new `key`. */
export function AddInProvider({
  addIn,
  user,
  language,
  look,
  services,
  children,
}: AddInProviderProps): ReactNode {
  const [state, dispatch] = useReducer(reduce, addIn, initialState);
  const [board] = useState(notificationBoard);
  const paneRuntime = useRef<Runtime | null>(null);
  const item = useLatest(state.item);
  const latestServices = useLatest(services);
  const [host] = useState<FrameHost | null>(() =>
    addIn === null
      ? null
      : {
          addIn,
          user,
          language,
          item: ahead(item),
          services: latestServices,
          store: browserStore(addIn.id, user.address),
          board,
          sessionData: new Map(),
          troubles: noTroubles(),
        },
  );
  useItemEvents(state.item, host, paneRuntime);
  useEffect(() => {
    paneRuntime.current?.emit(EVENTS.theme, themePayload(look));
  }, [look]);
  useEffect(() => {
    if (host === null) return;
    window.outlookHost = host.troubles;
    return () => {
      delete window.outlookHost;
    };
  }, [host]);
  const place = state.item === null ? '' : placeOf(state.item);
  const notifications = useSyncExternalStore(board.subscribe, () => board.on(place));
  const verbs = useVerbs(dispatch);
  const controls = useMemo<AddInControls>(() => {
    const surface = surfaceOf(state.item);
    return {
      ...verbs,
      addIn,
      language,
      groups: (surface === null ? undefined : addIn?.surfaces[surface]) ?? NO_GROUPS,
      busy: state.runs.map(({ button }) => button.id),
      pane: state.pane,
      notifications,
      dismiss: (key) => {
        board.put(
          place,
          board.on(place).filter((one) => one.key !== key),
        );
      },
    };
  }, [verbs, addIn, language, state.item, state.runs, state.pane, notifications, board, place]);
  const setRuntime = useCallback((runtime: Runtime | null) => {
    paneRuntime.current = runtime;
  }, []);
  return (
    <AddInContext.Provider value={controls}>
      <FrameHostContext.Provider value={host}>
        <PaneRuntimeContext.Provider value={setRuntime}>
          {children}
          <FunctionRunner
            runs={state.runs}
            onEnd={(id) => {
              dispatch({ kind: 'run-ended', id });
            }}
          />
        </PaneRuntimeContext.Provider>
      </FrameHostContext.Provider>
    </AddInContext.Provider>
  );
}

/** What pages ask for, always the same functions. */
function useVerbs(
  dispatch: Dispatch<Parameters<typeof reduce>[1]>,
): Pick<AddInControls, 'press' | 'closePane' | 'pinPane' | 'show'> {
  return useMemo(
    () => ({
      press: (button) => {
        dispatch({ kind: 'press', button, runId: crypto.randomUUID() });
      },
      closePane: () => {
        dispatch({ kind: 'close-pane' });
      },
      pinPane: (pinned) => {
        dispatch({ kind: 'pin', pinned });
      },
      show: (place, item) => {
        dispatch({ kind: 'show', place, item });
      },
    }),
    [dispatch],
  );
}
