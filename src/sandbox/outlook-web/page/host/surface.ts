import type { AddIn, CommandButton, Surface } from '../../manifest-model.ts';
import { buttonsOf } from '../../manifest-model.ts';
import type { HostedItem } from './item.ts';

const SURFACES: Readonly<Record<HostedItem['kind'], Surface>> = {
  message: 'MessageReadCommandSurface',
  appointment: 'AppointmentAttendeeCommandSurface',
  draft: 'AppointmentOrganizerCommandSurface',
};

/** Where commands for an item stand; null: nothing stands open. */
export function surfaceOf(item: HostedItem | null): Surface | null {
  return item === null ? null : SURFACES[item.kind];
}

/** The buttons of a surface, those in menus too. */
export function buttonsOn(addIn: AddIn | null, surface: Surface | null): readonly CommandButton[] {
  const groups = addIn === null || surface === null ? [] : (addIn.surfaces[surface] ?? []);
  return groups.flatMap(buttonsOf);
}
