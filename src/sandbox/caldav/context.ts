import type { Faults, FaultTarget } from '../faults.ts';
import type { Groupware } from '../groupware/groupware.ts';
import type { Calendar, EventCopy, User } from '../groupware/model.ts';
import type { SandboxRequest } from '../http/message.ts';
import { hrefOf } from './paths.ts';
import type { Place } from './paths.ts';
import { Problem } from './problem.ts';
import { dav } from './xml/names.ts';
import { element } from './xml/write.ts';

/** How this CalDAV server behaves. */
export interface CaldavOptions {
  /**
   * `off`: a plain server, which never mails anybody. `implicit`: saving a meeting sends invitations, replies and
   * cancellations (RFC 6638), and the server says so in its DAV header.
   */
  readonly scheduling: 'off' | 'implicit';
  /** Largest event in bytes. */
  readonly maxResourceSize: number;
}

/** What a call has to work with: the server, and the signed-in user's request. */
export interface CallContext {
  readonly groupware: Groupware;
  readonly faults: Faults;
  readonly options: CaldavOptions;
  readonly request: SandboxRequest;
  readonly target: FaultTarget;
  readonly place: Place;
  readonly user: User;
}

/** The calendar of the place. Not there: 404. */
export function calendarAt(context: CallContext, place: Place = context.place): Calendar {
  if (place.kind !== 'calendar' && place.kind !== 'event') throw notFound();
  const calendar = context.groupware.calendars.find(place.user, place.slug);
  if (calendar === undefined) throw notFound();
  return calendar;
}

/** The event of the place, or undefined. */
export function eventAt(context: CallContext, place: Place): EventCopy | undefined {
  if (place.kind !== 'event') return undefined;
  const calendar = context.groupware.calendars.find(place.user, place.slug);
  return calendar === undefined ? undefined : context.groupware.events.find(calendar.id, place.name);
}

/** Refuses what belongs to somebody else (RFC 3744, 7.1.1). */
export function checkOwner(place: Place, user: User): void {
  const owner = 'user' in place && place.kind !== 'principal' ? place.user : user.name;
  if (owner !== user.name) throw forbidden('It belongs to somebody else.');
}

/** 403 with need-privileges. */
export function forbidden(message: string): Problem {
  return new Problem(403, message, dav('need-privileges'));
}

/** 404. */
export function notFound(): Problem {
  return new Problem(404, 'There is nothing here.');
}

/** The entity tag of an event, quoted. Never the same twice. */
export function etagOf(event: EventCopy): string {
  return `"${String(event.version)}"`;
}

/** The Schedule-Tag of an event, quoted (RFC 6638, 3.2.10). */
export function scheduleTagOf(event: EventCopy): string {
  return `"s${String(event.scheduleVersion)}"`;
}

/** Path of an event. */
export function eventHref(calendar: Calendar, name: string): string {
  return hrefOf({ kind: 'event', user: calendar.owner, slug: calendar.slug, name });
}

/** A DAV:href. */
export function hrefElement(href: string): ReturnType<typeof element> {
  return element(dav('href'), href);
}
