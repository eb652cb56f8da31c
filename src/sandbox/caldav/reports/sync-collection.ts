// https://www.rfc-editor.org/rfc/rfc6578#section-3.2
import { Refused } from '../../groupware/model.ts';
import type { ChangePage } from '../../groupware/model.ts';
import type { SandboxResponse } from '../../http/message.ts';
import { child } from '../../xml/tree.ts';
import type { XmlElement } from '../../xml/tree.ts';
import { calendarAt, eventHref } from '../context.ts';
import type { CallContext } from '../context.ts';
import { multistatus, resourceStatus } from '../multistatus.ts';
import { Problem } from '../problem.ts';
import { depthOf } from '../request.ts';
import { cursorOf, syncTokenOf } from '../sync-token.ts';
import { troubleCalendar, troubledPage } from '../troubles.ts';
import { dav } from '../xml/names.ts';
import { element } from '../xml/write.ts';
import { foundResponse } from './found.ts';

/** Changes since a token, with the next token; cut at the limit with a 507 for the calendar (3.6). */
export function syncCollection(context: CallContext, body: XmlElement): SandboxResponse {
  const calendar = calendarAt(context);
  if (depthOf(context.request, '0') !== '0') throw new Problem(400, 'A sync-collection has Depth 0.');
  const level = child(body, dav('sync-level'))?.text.trim();
  if (level !== '1' && level !== 'infinite') throw new Problem(400, 'A sync-collection has a sync-level.');
  const token = child(body, dav('sync-token'))?.text.trim();
  if (token === undefined)
    throw new Problem(400, 'A sync-collection has a sync-token, perhaps an empty one.');
  troubleCalendar(context, calendar.id);
  const respond = foundResponse(context, body);
  const fault = context.faults.take(['truncate-listing'], context.target);
  const limit = Math.min(limitOf(body), fault?.count ?? Number.POSITIVE_INFINITY);
  const page = troubledPage(context, calendar.id, changesSince(context, calendar.id, token, limit));
  const told = page.more && fault?.silent !== true;
  // A listing that is silently cut claims to be the whole: its token is the feed's end.
  const cursor = fault?.silent === true ? context.groupware.calendars.cursor(calendar.id) : page.cursor;
  return multistatus(
    ...page.changes.map((change) =>
      change.kind === 'removed'
        ? resourceStatus(eventHref(calendar, change.name), 404)
        : respond(change.event),
    ),
    ...(told ? [resourceStatus(context.request.path, 507, dav('number-of-matches-within-limits'))] : []),
    element(dav('sync-token'), syncTokenOf(cursor)),
  );
}

function changesSince({ groupware }: CallContext, id: string, token: string, limit: number): ChangePage {
  try {
    return groupware.calendars.changes(id, token === '' ? null : cursorOf(token), limit);
  } catch (error) {
    if (!(error instanceof Refused) || error.code !== 'cursor-unknown') throw error;
    throw new Problem(403, error.message, dav('valid-sync-token'));
  }
}

function limitOf(body: XmlElement): number {
  const limit = child(body, dav('limit'));
  if (limit === undefined) return Number.POSITIVE_INFINITY;
  const count = Number(child(limit, dav('nresults'))?.text.trim());
  if (!Number.isInteger(count) || count < 1) throw new Problem(400, 'nresults is a number above 0.');
  return count;
}
