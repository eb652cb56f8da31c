import type { EventCopy } from '../../groupware/model.ts';
import { child, isNamed } from '../../xml/tree.ts';
import type { XmlElement } from '../../xml/tree.ts';
import { eventHref, calendarAt } from '../context.ts';
import type { CallContext } from '../context.ts';
import { propertyResponse } from '../multistatus.ts';
import { Problem } from '../problem.ts';
import { eventProperties } from '../properties/event-properties.ts';
import { prefersMinimal } from '../request.ts';
import { caldav, dav } from '../xml/names.ts';
import type { Xml } from '../xml/write.ts';
import { expanded } from './expand.ts';
import { frameOf } from './time-range.ts';

/** How a report describes an event that it found: the properties asked for, calendar-data as asked for. */
export function foundResponse(context: CallContext, body: XmlElement): (event: EventCopy) => Xml {
  const calendar = calendarAt(context);
  const names = child(body, dav('prop'))?.children ?? [];
  const data = names.find((name) => isNamed(name, caldav('calendar-data')));
  const type = data?.attributes['content-type'];
  if (type !== undefined && type !== 'text/calendar') {
    throw new Problem(403, 'Calendar data is text/calendar here.', caldav('supported-calendar-data'));
  }
  const expand = data === undefined ? undefined : child(data, caldav('expand'));
  const frame = expand === undefined ? null : frameOf(expand);
  const minimal = prefersMinimal(context.request);
  return (event) => {
    const text =
      data === undefined ? null : frame === null ? event.object.text : expanded(event.object, frame);
    const { source } = eventProperties(context, event, text);
    return propertyResponse(eventHref(calendar, event.name), names, source, minimal);
  };
}
