// https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/reminderminutesbeforestart
import type { Json } from '../../../../sync/json.ts';
import { isObject } from '../../../../sync/json.ts';
import { durationSeconds, formatDuration } from '../../../../sync/kinds/event/local-time.ts';
import { textOf } from '../element.ts';
import { fieldUri } from '../fields.ts';
import type { PropertyPair } from './property.ts';
import { textChange } from './property.ts';

/** The longest that the schema allows (five years). */
const MOST_MINUTES = 2_629_800;

/** Exchange has one reminder, whole minutes before the start. Others are kept beside (see kept.ts). */
export const alerts: PropertyPair = {
  names: ['alerts'],
  fields: ['item:ReminderIsSet', 'item:ReminderMinutesBeforeStart'].map(fieldUri),
  read(item) {
    const minutes = Number(textOf(item, 'ReminderMinutesBeforeStart') ?? NaN);
    if (textOf(item, 'ReminderIsSet') !== 'true' || !Number.isInteger(minutes)) return {};
    const offset = formatDuration(-60 * minutes, false);
    return { alerts: { '1': { trigger: { '@type': 'OffsetTrigger', offset } } } };
  },
  write(event) {
    const all = isObject(event['alerts']) ? Object.values(event['alerts']) : [];
    const minutes = all.map(minutesBefore).filter((value) => value !== null);
    // Said on every item: without it Exchange sets a reminder of its own.
    if (minutes.length === 0) return [textChange('item:ReminderIsSet', 'false')];
    return [
      textChange('item:ReminderIsSet', 'true'),
      textChange('item:ReminderMinutesBeforeStart', String(Math.min(...minutes))),
    ];
  },
};

/** Minutes before the start; null for an alert that is something else. */
function minutesBefore(alert: Json): number | null {
  const trigger = isObject(alert) ? alert['trigger'] : undefined;
  if (!isObject(trigger) || !isObject(alert) || alert['action'] === 'email') return null;
  if (trigger['@type'] === 'AbsoluteTrigger' || trigger['relativeTo'] === 'end') return null;
  const seconds = durationSeconds(typeof trigger['offset'] === 'string' ? trigger['offset'] : 'PT0S');
  if (seconds === null || seconds > 0 || seconds % 60 !== 0) return null;
  const minutes = seconds === 0 ? 0 : -seconds / 60;
  return minutes <= MOST_MINUTES ? minutes : null;
}
