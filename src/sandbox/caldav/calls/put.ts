// https://www.rfc-editor.org/rfc/rfc4791#section-5.3.2
import { InvalidCalendar } from '../../groupware/ical/invalid-calendar.ts';
import { Refused } from '../../groupware/model.ts';
import type { EventCopy } from '../../groupware/model.ts';
import { empty } from '../../http/message.ts';
import type { SandboxResponse } from '../../http/message.ts';
import { calendarAt, etagOf, eventAt, forbidden, hrefElement, scheduleTagOf } from '../context.ts';
import type { CallContext } from '../context.ts';
import { hrefOf } from '../paths.ts';
import { Problem } from '../problem.ts';
import { isScheduled } from '../properties/event-properties.ts';
import { checkConditions, tagsOf } from '../request.ts';
import { troubleCalendar, troubledText } from '../troubles.ts';
import { caldav } from '../xml/names.ts';

/** Answers PUT of an event: 201 or 204, with an ETag only if what was sent is what is stored (5.3.4). */
export function put(context: CallContext): SandboxResponse {
  const { groupware, options, place, request } = context;
  if (place.kind !== 'event')
    throw new Problem(405, 'Only events can be put.', null, [], { Allow: 'PROPFIND' });
  const calendar = calendarIn(context);
  troubleCalendar(context, calendar.id);
  const before = eventAt(context, place);
  checkConditions(request, before === undefined ? null : etagOf(before));
  if (before !== undefined) checkScheduleTag(context, before);
  if (request.body.length > options.maxResourceSize) throw tooLarge();
  const text = calendarText(context);
  const stored = troubledText(context, text);
  const schedule = options.scheduling === 'implicit';
  const event = storing(() =>
    groupware.events.save({ calendarId: calendar.id, name: place.name, text: stored, schedule }),
  );
  const hidden = context.faults.take(['no-version'], context.target) !== null || event.object.text !== text;
  return empty(before === undefined ? 201 : 204, {
    ...(hidden ? {} : { ETag: etagOf(event) }),
    ...(isScheduled(context, event) ? { 'Schedule-Tag': scheduleTagOf(event) } : {}),
  });
}

/** The problem of an event that is larger than the server takes. */
export function tooLarge(): Problem {
  return new Problem(403, 'The event is too large.', caldav('max-resource-size'));
}

/** RFC 6638, 3.3: If-Schedule-Tag-Match. */
export function checkScheduleTag({ request }: CallContext, before: EventCopy): void {
  const wanted = tagsOf(request.headers['if-schedule-tag-match']);
  if (wanted === null || wanted === '*' || wanted.includes(scheduleTagOf(before))) return;
  throw new Problem(412, 'The meeting is not as the request expects it.');
}

function calendarIn(context: CallContext): ReturnType<typeof calendarAt> {
  try {
    return calendarAt(context);
  } catch (error) {
    // RFC 4918, 9.7.1: the collection has to be there first.
    if (error instanceof Problem) throw new Problem(409, 'There is no calendar to put it into.');
    throw error;
  }
}

function calendarText({ request }: CallContext): string {
  const type = request.headers['content-type'];
  if (type !== undefined && !/^text\/calendar\s*(;|$)/i.test(type)) {
    throw new Problem(403, 'An event is text/calendar.', caldav('supported-calendar-data'));
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(request.body);
  } catch {
    throw invalid('It is not UTF-8.');
  }
}

function storing<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof InvalidCalendar) throw invalid(error.message);
    if (error instanceof Refused) throw refusal(error);
    throw error;
  }
}

/** What the groupware's refusal is called in CalDAV. */
export function refusal(refused: Refused): Problem {
  const { message, subject } = refused;
  const [user = '', slug = '', ...name] = subject?.split('/') ?? [];
  const href = (): ReturnType<typeof hrefElement> =>
    hrefElement(hrefOf({ kind: 'event', user, slug, name: name.join('/') }));
  switch (refused.code) {
    case 'read-only':
      return forbidden(message);
    case 'uid-conflict':
      return new Problem(409, message, caldav('no-uid-conflict'), [href()]);
    case 'uid-elsewhere':
      return new Problem(403, message, caldav('unique-scheduling-object-resource'), [href()]);
    case 'attendee-change':
      return new Problem(403, message, caldav('allowed-attendee-scheduling-object-change'));
    case 'missing':
      return new Problem(404, message);
    case 'stale':
      return new Problem(412, message);
    case 'exists':
      return new Problem(405, message);
    case 'cursor-unknown':
      return new Problem(403, message);
  }
}

function invalid(message: string): Problem {
  const condition = /PRODID|VERSION|UID|METHOD|cannot be here|different|no VEVENT|without RECURRENCE-ID/.test(
    message,
  )
    ? 'valid-calendar-object-resource'
    : 'valid-calendar-data';
  return new Problem(403, message, caldav(condition));
}
