import type { EventField } from './field.ts';
import { alerts } from './alerts.ts';
import { keywords } from './keywords.ts';
import { participants } from './participants.ts';
import { locations, virtualLocations } from './places.ts';
import { color, description, freeBusyStatus, priority, privacy, status, title } from './simple.ts';

/** Every property that one VEVENT says by itself. Time, rules and exceptions of a series are apart: they depend on each other. */
export const EVENT_FIELDS: readonly EventField[] = [
  title,
  description,
  locations,
  virtualLocations,
  participants,
  status,
  priority,
  privacy,
  freeBusyStatus,
  alerts,
  keywords,
  color,
];

/** The properties that say when; they are written together. */
export const TIME_PROPERTIES = ['start', 'timeZone', 'duration', 'showWithoutTime'] as const;

/** All canonical properties that a CalDAV calendar holds. */
export const SUPPORTED_PROPERTIES: readonly string[] = [
  'uid',
  ...TIME_PROPERTIES,
  'recurrenceRules',
  'recurrenceOverrides',
  'recurrenceId',
  'recurrenceIdTimeZone',
  'sequence',
  ...EVENT_FIELDS.map((field) => field.name),
];
