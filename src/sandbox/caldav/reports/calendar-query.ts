// https://www.rfc-editor.org/rfc/rfc4791#section-7.8
import type { SandboxResponse } from '../../http/message.ts';
import { child } from '../../xml/tree.ts';
import type { XmlElement } from '../../xml/tree.ts';
import { calendarAt } from '../context.ts';
import type { CallContext } from '../context.ts';
import { multistatus, resourceStatus } from '../multistatus.ts';
import { Problem } from '../problem.ts';
import { depthOf } from '../request.ts';
import { troubledListing } from '../troubles.ts';
import { caldav, dav } from '../xml/names.ts';
import { eventFilter } from './filter.ts';
import { foundResponse } from './found.ts';

/** Events of the calendar that pass the filter. With Depth 0 nothing is looked at but the calendar itself. */
export function calendarQuery(context: CallContext, body: XmlElement): SandboxResponse {
  const calendar = calendarAt(context);
  const filter = child(body, caldav('filter'));
  if (filter === undefined) throw new Problem(400, 'A calendar-query has a filter.');
  const passes = eventFilter(filter);
  const respond = foundResponse(context, body);
  const looked = depthOf(context.request, '0') === '0' ? [] : context.groupware.events.in(calendar.id);
  const found = looked.filter((event) => passes(event.object));
  const { items, told } = troubledListing(context, found);
  const rest = told
    ? [resourceStatus(context.request.path, 507, dav('number-of-matches-within-limits'))]
    : [];
  return multistatus(...items.map(respond), ...rest);
}
