import type { FieldPath } from '../fields.ts';
import { TIME_PROPERTIES } from '../time.ts';
import { alerts } from './alerts.ts';
import { availability, keywords, priority, privacy } from './choices.ts';
import { virtualLocations } from './online-meeting.ts';
import { participants } from './people.ts';
import type { PropertyPair } from './property.ts';
import { description, locations, title } from './texts.ts';

/** Everything that an item says by itself. Time, rule and exceptions of a series are apart: they depend on each other. */
export const PAIRS: readonly PropertyPair[] = [
  title,
  description,
  locations,
  virtualLocations,
  participants,
  availability,
  priority,
  privacy,
  alerts,
  keywords,
];

/** The names of all canonical properties of PAIRS. */
export const PAIRED: readonly string[] = PAIRS.flatMap(({ names }) => names);

/** All canonical properties that an Exchange calendar holds. */
export const SUPPORTED_PROPERTIES: readonly string[] = [
  'uid',
  ...TIME_PROPERTIES,
  'recurrenceRules',
  'recurrenceOverrides',
  'recurrenceId',
  'recurrenceIdTimeZone',
  'sequence',
  ...PAIRED,
];

/** The fields of all pairs, each once. */
export const PAIRED_FIELDS: readonly FieldPath[] = [
  ...new Map(PAIRS.flatMap(({ fields }) => fields).map((field) => [JSON.stringify(field), field])).values(),
];
