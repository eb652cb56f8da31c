import type { XmlElement } from '../../xml/tree.ts';
import { ItemProblem } from '../item-problem.ts';
import { typeChild } from '../xml.ts';
import { rulesIn, rulesOfSerializable } from './zones/definition-read.ts';
import { namedZone, UTC_ZONE, zoneByRules } from './zones/item-zone.ts';
import type { ItemZone } from './zones/item-zone.ts';

/**
 * The zone that a request brings along: t:TimeZoneDefinition, t:StartTimeZone and the like by id or with all their
 * periods, t:MeetingTimeZone by its name, t:TimeZone of GetUserAvailability by its offsets. Unknown: ItemProblem
 * ErrorTimeZone.
 */
export function requestZone(element: XmlElement): ItemZone {
  const { Id: id, TimeZoneName: meetingName } = element.attributes;
  const named = namedZone(id ?? meetingName ?? '');
  if (named !== null) return named;
  const rules = rulesIn(element);
  if (rules !== null) return zoneByRules(rules);
  if (typeChild(element, 'Bias') !== undefined) return zoneByRules(rulesOfSerializable(element));
  throw new ItemProblem(
    'ErrorTimeZone',
    `The time zone is not valid: ${id ?? meetingName ?? 'it has neither an id nor periods'}.`,
  );
}

/** The zone for times without one: of the TimeZoneContext, or UTC. */
export function contextZone(context: XmlElement | null): ItemZone {
  return context === null ? UTC_ZONE : requestZone(context);
}
