import { buttonsOf } from './manifest-model.ts';
import type {
  AddIn,
  CommandAction,
  CommandButton,
  CommandGroup,
  ControlFace,
  Localised,
} from './manifest-model.ts';

type Move = (address: Localised) => Localised;

/**
 * The add-in as if it were deployed at another origin: addresses of its own pages and pictures move there, others stay.
 * Its own origin is that of its panes or functions.
 */
export function deployedAt(addIn: AddIn, origin: string): AddIn {
  const home = homeOf(addIn);
  const moved = (address: string): string => {
    const { origin: old, pathname, search, hash } = new URL(address);
    return old === home ? origin + pathname + search + hash : address;
  };
  const move: Move = ({ text, overrides }) => ({
    text: moved(text),
    overrides: Object.fromEntries(Object.entries(overrides).map(([locale, url]) => [locale, moved(url)])),
  });
  const surfaces = Object.entries(addIn.surfaces).map(([surface, groups]) => [
    surface,
    groups.map((group) => movedGroup(group, move)),
  ]);
  return {
    ...addIn,
    appDomains: addIn.appDomains.map(moved).map((address) => new URL(address).origin),
    functionFile: addIn.functionFile === null ? null : move(addIn.functionFile),
    surfaces: Object.fromEntries(surfaces) as AddIn['surfaces'],
  };
}

/** Null: no button shows a pane or executes a function. */
function homeOf(addIn: AddIn): string | null {
  const panes = Object.values(addIn.surfaces)
    .flat()
    .flatMap(buttonsOf)
    .flatMap(({ action }) => (action.kind === 'show-taskpane' ? [action.url.text] : []));
  const address = panes[0] ?? addIn.functionFile?.text;
  return address === undefined ? null : new URL(address).origin;
}

function movedGroup(group: CommandGroup, move: Move): CommandGroup {
  const controls = group.controls.map((control) =>
    control.kind === 'menu'
      ? { ...movedFace(control, move), items: control.items.map((item) => movedButton(item, move)) }
      : movedButton(control, move),
  );
  return { ...group, controls };
}

function movedButton(button: CommandButton, move: Move): CommandButton {
  return { ...movedFace(button, move), action: movedAction(button.action, move) };
}

function movedAction(action: CommandAction, move: Move): CommandAction {
  return action.kind === 'show-taskpane' ? { ...action, url: move(action.url) } : action;
}

function movedFace<T extends ControlFace>(face: T, move: Move): T {
  return { ...face, icons: face.icons.map((icon) => ({ ...icon, url: move(icon.url) })) };
}
