// https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/joinonlinemeetingurl
import type { Json } from '../../../../sync/json.ts';
import { isObject } from '../../../../sync/json.ts';
import type { Element } from '../element.ts';
import { textOf } from '../element.ts';
import { fieldUri } from '../fields.ts';
import {
  extendedProperty,
  extendedValue,
  ONLINE_MEETING_LINK,
  TEAMS_MEETING_LINK,
} from '../own-properties.ts';
import type { PropertyPair } from './property.ts';

/**
 * Where to join: what the online-meeting service wrote, which nobody else may touch, and the link beside it, which
 * anybody may write and Outlook offers as well.
 */
export const virtualLocations: PropertyPair = {
  names: ['virtualLocations'],
  fields: [fieldUri('calendar:JoinOnlineMeetingUrl'), TEAMS_MEETING_LINK, ONLINE_MEETING_LINK],
  read(item) {
    const distinct = [
      ...new Set([...serviceUris(item), extendedValue(item, ONLINE_MEETING_LINK) ?? '']),
    ].filter((uri) => uri !== '');
    if (distinct.length === 0) return {};
    return {
      virtualLocations: Object.fromEntries(
        distinct.map((uri, index): [string, Json] => [String(index + 1), { uri }]),
      ),
    };
  },
  write(event, _owner, current) {
    const places = isObject(event['virtualLocations']) ? Object.values(event['virtualLocations']) : [];
    const fixed = current === null ? [] : serviceUris(current);
    const [uri] = places
      .flatMap((entry) => (isObject(entry) && typeof entry['uri'] === 'string' ? [entry['uri']] : []))
      .filter((entry) => !fixed.includes(entry));
    return [
      uri === undefined
        ? { type: 'delete', field: ONLINE_MEETING_LINK }
        : { type: 'set', field: ONLINE_MEETING_LINK, value: extendedProperty(ONLINE_MEETING_LINK, uri) },
    ];
  },
};

function serviceUris(item: Element): readonly string[] {
  return [textOf(item, 'JoinOnlineMeetingUrl') ?? '', extendedValue(item, TEAMS_MEETING_LINK) ?? ''];
}
