// https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/legacyfreebusystatus
import type { Json } from '../../../../sync/json.ts';
import { isObject } from '../../../../sync/json.ts';
import { childOf, childrenOf, element, textOf } from '../element.ts';
import { fieldUri } from '../fields.ts';
import { isOrganizersCopy } from '../organizer.ts';
import type { PropertyPair } from './property.ts';
import { textChange } from './property.ts';

/** What a person marked as personal is no less private than what is called so. */
const SENSITIVITIES: Readonly<Record<string, string>> = {
  Private: 'private',
  Personal: 'private',
  Confidential: 'secret',
};

export const privacy: PropertyPair = {
  names: ['privacy'],
  fields: [fieldUri('item:Sensitivity')],
  read(item) {
    const value = SENSITIVITIES[textOf(item, 'Sensitivity') ?? ''];
    return value === undefined ? {} : { privacy: value };
  },
  write(event) {
    const { privacy: value } = event;
    const wire = value === 'private' ? 'Private' : value === 'secret' ? 'Confidential' : 'Normal';
    return [textChange('item:Sensitivity', wire)];
  },
};

/** Three levels of nine, as iCalendar has them (RFC 5545, 3.8.1.9). */
export const priority: PropertyPair = {
  names: ['priority'],
  fields: [fieldUri('item:Importance')],
  read(item) {
    const importance = textOf(item, 'Importance');
    if (importance === 'High') return { priority: 1 };
    return importance === 'Low' ? { priority: 9 } : {};
  },
  write(event) {
    const value = typeof event['priority'] === 'number' ? event['priority'] : 0;
    const wire = value >= 1 && value <= 4 ? 'High' : value >= 6 ? 'Low' : 'Normal';
    return [textChange('item:Importance', wire)];
  },
};

/**
 * "Show as" says both whether the time is free and whether the meeting is certain. Tentative in an attendee's copy is
 * their own answer, and says nothing of the meeting. Nobody can be told through EWS that a meeting is cancelled except by
 * cancelling it, which removes it: what the CRM says is kept beside.
 */
export const availability: PropertyPair = {
  names: ['status', 'freeBusyStatus'],
  fields: [
    'calendar:LegacyFreeBusyStatus',
    'calendar:IsCancelled',
    'calendar:MyResponseType',
    'calendar:IsMeeting',
    'calendar:IsOrganizer',
  ].map(fieldUri),
  read(item) {
    const shownAs = textOf(item, 'LegacyFreeBusyStatus');
    const tentative = shownAs === 'Tentative' && isOrganizersCopy(item) ? { status: 'tentative' } : {};
    return {
      ...(textOf(item, 'IsCancelled') === 'true' ? { status: 'cancelled' } : tentative),
      ...(shownAs === 'Free' ? { freeBusyStatus: 'free' } : {}),
    };
  },
  write(event) {
    const busy = event['status'] === 'tentative' ? 'Tentative' : 'Busy';
    return [textChange('calendar:LegacyFreeBusyStatus', event['freeBusyStatus'] === 'free' ? 'Free' : busy)];
  },
};

export const keywords: PropertyPair = {
  names: ['keywords'],
  fields: [fieldUri('item:Categories')],
  read(item) {
    const names = childrenOf(childOf(item, 'Categories'), 'String')
      .map(({ text }) => text.trim())
      .filter((name) => name !== '');
    return names.length === 0
      ? {}
      : { keywords: Object.fromEntries(names.map((name): [string, Json] => [name, true])) };
  },
  write(event) {
    const names = isObject(event['keywords']) ? Object.keys(event['keywords']) : [];
    const field = fieldUri('item:Categories');
    if (names.length === 0) return [{ type: 'delete', field }];
    const strings = names.map((name) => element('String', name));
    return [{ type: 'set', field, value: element('Categories', strings) }];
  },
};
