import { createContext, useContext, useEffect, useId } from 'react';
import type { AddIn, CommandButton, CommandGroup } from '../../manifest-model.ts';
import type { HostedItem } from './item.ts';
import type { NotificationMessage } from './notifications.ts';

/** The add-in's pane as it stands open. */
export interface OpenPane {
  /** The button that opened it. */
  readonly button: CommandButton;
  /** A pane opened anew is another one: its page is loaded again. */
  readonly serial: number;
  readonly canPin: boolean;
  readonly pinned: boolean;
}

/** The add-in, as the pages show it. */
export interface AddInControls {
  /** Null: none is installed. */
  readonly addIn: AddIn | null;
  /** `en-GB`: in which language Outlook is shown. */
  readonly language: string;
  /** The add-in's commands for what stands open; none: it has nothing to offer there. */
  readonly groups: readonly CommandGroup[];
  /** Opens the pane (closes it if it is this button's already) or carries the function out. */
  readonly press: (button: CommandButton) => void;
  /** Ids of buttons whose function is being carried out. */
  readonly busy: readonly string[];
  readonly pane: OpenPane | null;
  readonly closePane: () => void;
  readonly pinPane: (pinned: boolean) => void;
  /** What stands above the open item. */
  readonly notifications: readonly NotificationMessage[];
  readonly dismiss: (key: string) => void;
  /** Says what stands open; `place` tells those who say so apart. Null: nothing any more. */
  readonly show: (place: string, item: HostedItem | null) => void;
}

/** Filled by AddInProvider. */
export const AddInContext = createContext<AddInControls | null>(null);

/** The add-in. Throws outside AddInProvider. */
export function useAddIn(): AddInControls {
  const controls = useContext(AddInContext);
  if (controls === null) throw new Error('useAddIn needs an AddInProvider around it.');
  return controls;
}

/**
 * Tells the add-in what stands open here, as long as the component is mounted. Where several say something, the one that
 * mounted last is right: a form over a list, say. Give the same object as long as nothing in it changed.
 */
export function useShownItem(item: HostedItem | null): void {
  const place = useId();
  const { show } = useAddIn();
  useEffect(() => {
    show(place, item);
  }, [show, place, item]);
  useEffect(
    () => () => {
      show(place, null);
    },
    [show, place],
  );
}
