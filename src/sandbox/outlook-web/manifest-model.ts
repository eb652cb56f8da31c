/** Where an add-in's commands may stand, as manifests name it (the extension point). */
export const SURFACES = [
  'MessageReadCommandSurface',
  'MessageComposeCommandSurface',
  'AppointmentOrganizerCommandSurface',
  'AppointmentAttendeeCommandSurface',
] as const;

export type Surface = (typeof SURFACES)[number];

/** What an add-in may do, as manifests name it, least first. */
export const PERMISSIONS = ['Restricted', 'ReadItem', 'ReadWriteItem', 'ReadWriteMailbox'] as const;

export type Permission = (typeof PERMISSIONS)[number];

/** A text or an address with what stands instead in some locales (`de-DE`, in the manifest's spelling). */
export interface Localised {
  readonly text: string;
  readonly overrides: Readonly<Record<string, string>>;
}

/** A picture in one size. */
export interface Icon {
  /** Edge in CSS pixels: 16, 32, 80 … */
  readonly size: number;
  readonly url: Localised;
}

/** What a command does. */
export type CommandAction =
  | { readonly kind: 'show-taskpane'; readonly url: Localised; readonly supportsPinning: boolean }
  | { readonly kind: 'execute-function'; readonly functionName: string };

/** What every control has. */
export interface ControlFace {
  /** Unique in the manifest. */
  readonly id: string;
  readonly label: Localised;
  readonly tooltip: { readonly title: Localised; readonly description: Localised };
  /** Smallest first. An item of a menu may have none. */
  readonly icons: readonly Icon[];
}

/** A button in the ribbon, or an item of a menu there. */
export interface CommandButton extends ControlFace {
  readonly kind: 'button';
  readonly action: CommandAction;
}

/** A button that opens a menu. */
export interface CommandMenu extends ControlFace {
  readonly kind: 'menu';
  readonly items: readonly CommandButton[];
}

/** Controls that stand together. */
export interface CommandGroup {
  readonly id: string;
  readonly label: Localised;
  readonly controls: readonly (CommandButton | CommandMenu)[];
}

/** An add-in, as its manifest describes it. */
export interface AddIn {
  /** GUID, lower case. */
  readonly id: string;
  readonly version: string;
  readonly defaultLocale: string;
  readonly displayName: Localised;
  readonly providerName: string;
  readonly permission: Permission;
  /** Origins (`https://host[:port]`) besides its own that its dialogs may show. */
  readonly appDomains: readonly string[];
  /** Page that holds the functions of buttons without a pane; null: no button calls one. */
  readonly functionFile: Localised | null;
  readonly surfaces: Readonly<Partial<Record<Surface, readonly CommandGroup[]>>>;
}

/** The text for a locale: its own override, else one of its language, else the default. Case does not matter. */
export function localised({ text, overrides }: Localised, locale: string): string {
  const wanted = locale.toLowerCase();
  const entries = Object.entries(overrides).map(([name, value]) => [name.toLowerCase(), value] as const);
  const language = wanted.split('-')[0] ?? wanted;
  const found =
    entries.find(([name]) => name === wanted) ?? entries.find(([name]) => name.split('-')[0] === language);
  return found?.[1] ?? text;
}

/** The buttons of a group, those in menus too. */
export function buttonsOf({ controls }: CommandGroup): readonly CommandButton[] {
  return controls.flatMap((control) => (control.kind === 'menu' ? control.items : [control]));
}
