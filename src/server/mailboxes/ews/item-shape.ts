// https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/itemshape
import type { FieldPath, ItemShape } from './fields.ts';
import { fieldUri } from './fields.ts';
import { CLEAN_GLOBAL_OBJECT_ID, CORRELATION_KEY, KEPT, TOLD_BY } from './own-properties.ts';
import { PAIRED_FIELDS } from './properties/all.ts';
import { TIME_FIELDS } from './time.ts';

const SERIES_FIELDS = [
  'calendar:UID',
  'calendar:RecurrenceId',
  'calendar:OriginalStart',
  'calendar:CalendarItemType',
  'calendar:AppointmentSequenceNumber',
  'calendar:Recurrence',
  'calendar:ModifiedOccurrences',
  'calendar:DeletedOccurrences',
].map(fieldUri);

const ALL: readonly FieldPath[] = [
  ...PAIRED_FIELDS,
  ...TIME_FIELDS,
  ...SERIES_FIELDS,
  CLEAN_GLOBAL_OBJECT_ID,
  CORRELATION_KEY,
  KEPT,
  TOLD_BY,
];

/** Everything that the mapping reads, asked for by name: what an answer lacks then is not there. */
export const ITEM_SHAPE: ItemShape = { base: 'IdOnly', bodyType: 'Text', additional: ALL };

/** Only the id and the version. */
export const ID_SHAPE: ItemShape = { base: 'IdOnly' };
