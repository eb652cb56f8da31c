import type { XmlElement } from '../../../xml/tree.ts';
import { definitionElement } from './definition.ts';
import { namedZone } from './item-zone.ts';
import { WINDOWS_ZONES, windowsSpelling } from './windows.ts';

/** See CalendarMapping.zones.definitions. */
export function zoneDefinitions(ids: readonly string[] | null, full: boolean): readonly XmlElement[] {
  const known = (ids ?? WINDOWS_ZONES).flatMap((id) => windowsSpelling(id) ?? []);
  return known.flatMap((id) => {
    const zone = namedZone(id);
    return zone === null ? [] : [definitionElement('TimeZoneDefinition', zone.rules(), full)];
  });
}
