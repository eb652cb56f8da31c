import type { CalendarMapping } from '../calendar-port.ts';
import { calendarItem } from './calendar-item.ts';
import { calendarObjectFrom } from './create.ts';
import {
  occurrenceAt,
  occurrenceExists,
  occurrencesBetween,
  recurs,
  withoutOccurrence,
} from './occurrences.ts';
import { requestZone } from './request-zone.ts';
import { updated } from './update.ts';
import { zoneDefinitions } from './zones/definitions.ts';
import { serializableZone } from './zones/serializable.ts';

/** Exchange's calendar items of the groupware's event copies. */
export const calendarMapping: CalendarMapping = {
  calendarItem,
  calendarObjectFrom,
  updated,
  occurrences: {
    recurs,
    at: occurrenceAt,
    exists: occurrenceExists,
    between: occurrencesBetween,
    without: withoutOccurrence,
  },
  zones: { definitions: zoneDefinitions, zoneOf: requestZone, serializable: serializableZone },
};
