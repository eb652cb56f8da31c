// https://www.rfc-editor.org/rfc/rfc4918#section-9.6
import { Refused } from '../../groupware/model.ts';
import { empty } from '../../http/message.ts';
import type { SandboxResponse } from '../../http/message.ts';
import { calendarAt, etagOf, eventAt, forbidden, notFound } from '../context.ts';
import type { CallContext } from '../context.ts';
import type { DeadProperties } from '../dead-properties.ts';
import { checkConditions } from '../request.ts';
import { troubleCalendar } from '../troubles.ts';
import { checkScheduleTag, refusal } from './put.ts';

/** Answers DELETE of an event, or of a calendar with everything in it. */
export function remove(context: CallContext, dead: DeadProperties): SandboxResponse {
  const { groupware, place, request } = context;
  const calendar = place.kind === 'event' || place.kind === 'calendar' ? calendarAt(context) : null;
  if (calendar === null) throw forbidden('This cannot be deleted.');
  if (place.kind !== 'event') {
    if (calendar.readOnly) throw forbidden('The calendar cannot be deleted.');
    groupware.calendars.remove(calendar.id);
    dead.forget(calendar.id);
    return empty(204);
  }
  troubleCalendar(context, calendar.id);
  const event = eventAt(context, place);
  if (event === undefined) throw notFound();
  checkConditions(request, etagOf(event));
  checkScheduleTag(context, event);
  // RFC 6638, 8.1: an attendee may leave without a word.
  const quiet = request.headers['schedule-reply']?.trim().toUpperCase() === 'F';
  const schedule = context.options.scheduling === 'implicit' && !quiet;
  try {
    groupware.events.remove({ calendarId: calendar.id, name: place.name, schedule });
  } catch (error) {
    throw error instanceof Refused ? refusal(error) : error;
  }
  return empty(204);
}
