import type { AddIn, CommandButton, Surface } from '../../manifest-model.ts';
import type { OpenPane } from './add-in-context.ts';
import type { HostedItem } from './item.ts';
import { buttonsOn, surfaceOf } from './surface.ts';

/** The pane with where it was opened. */
interface StandingPane extends OpenPane {
  readonly surface: Surface;
}

/** A button's function that is being carried out. */
export interface Run {
  readonly id: string;
  readonly button: CommandButton;
  /** What stood open when the button was pressed. */
  readonly item: HostedItem;
}

/** What stands open, and what the add-in does with it. */
export interface AddInState {
  readonly addIn: AddIn | null;
  /** By the place that shows it; the latest place last. */
  readonly shown: ReadonlyMap<string, HostedItem>;
  readonly item: HostedItem | null;
  readonly pane: StandingPane | null;
  /** Ids of buttons whose panes were pinned: they open by themselves with the next item of their surface. */
  readonly pinned: readonly string[];
  readonly runs: readonly Run[];
  /** How many panes were opened so far. */
  readonly opened: number;
}

export type AddInAction =
  | { readonly kind: 'show'; readonly place: string; readonly item: HostedItem | null }
  | { readonly kind: 'press'; readonly button: CommandButton; readonly runId: string }
  | { readonly kind: 'close-pane' }
  | { readonly kind: 'pin'; readonly pinned: boolean }
  | { readonly kind: 'run-ended'; readonly id: string };

/** Nothing stands open yet. */
export function initialState(addIn: AddIn | null): AddInState {
  return { addIn, shown: new Map(), item: null, pane: null, pinned: [], runs: [], opened: 0 };
}

/** The state after something happened. */
export function reduce(state: AddInState, action: AddInAction): AddInState {
  switch (action.kind) {
    case 'show':
      return shown(state, action.place, action.item);
    case 'press':
      return pressed(state, action.button, action.runId);
    case 'close-pane':
      return { ...withPinned(state, false), pane: null };
    case 'pin': {
      if (state.pane === null) return state;
      return { ...withPinned(state, action.pinned), pane: { ...state.pane, pinned: action.pinned } };
    }
    case 'run-ended':
      return { ...state, runs: state.runs.filter(({ id }) => id !== action.id) };
  }
}

function shown(state: AddInState, place: string, item: HostedItem | null): AddInState {
  if ((state.shown.get(place) ?? null) === item) return state;
  const all = new Map(state.shown);
  if (item === null) all.delete(place);
  else all.set(place, item);
  const current = [...all.values()].at(-1) ?? null;
  const after = { ...state, shown: all, item: current };
  return current?.key === state.item?.key ? after : withPaneFor(after);
}

/** A pane goes with its item, unless it is pinned and the next one is of the same surface, or there is none. */
function withPaneFor(state: AddInState): AddInState {
  const { pane, item, addIn, pinned } = state;
  const surface = surfaceOf(item);
  if (pane?.pinned === true && (surface === null || surface === pane.surface)) return state;
  const own = buttonsOn(addIn, surface).find(({ id }) => pinned.includes(id));
  return own === undefined || surface === null
    ? { ...state, pane: null }
    : withPane(state, own, surface, true);
}

function withPane(state: AddInState, button: CommandButton, surface: Surface, pinned: boolean): AddInState {
  const serial = state.opened + 1;
  const canPin = button.action.kind === 'show-taskpane' && button.action.supportsPinning;
  return { ...state, opened: serial, pane: { button, serial, canPin, pinned, surface } };
}

function pressed(state: AddInState, button: CommandButton, runId: string): AddInState {
  const { item, pane } = state;
  const surface = surfaceOf(item);
  if (item === null || surface === null) return state;
  if (button.action.kind === 'execute-function')
    return { ...state, runs: [...state.runs, { id: runId, button, item }] };
  if (pane?.button.id === button.id) return { ...withPinned(state, false), pane: null };
  return withPane(state, button, surface, false);
}

function withPinned(state: AddInState, isPinned: boolean): AddInState {
  const id = state.pane?.button.id;
  if (id === undefined) return state;
  const others = state.pinned.filter((one) => one !== id);
  return { ...state, pinned: isPinned ? [...others, id] : others };
}
