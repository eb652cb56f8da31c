// https://www.rfc-editor.org/rfc/rfc4791#section-5.3.1 and https://www.rfc-editor.org/rfc/rfc5689
import { empty } from '../../http/message.ts';
import type { SandboxResponse } from '../../http/message.ts';
import { child, childrenOf } from '../../xml/tree.ts';
import type { XmlElement } from '../../xml/tree.ts';
import type { CallContext } from '../context.ts';
import type { DeadProperties } from '../dead-properties.ts';
import { INBOX, OUTBOX } from '../paths.ts';
import { Problem } from '../problem.ts';
import { bodyXml } from '../request.ts';
import { caldav, dav } from '../xml/names.ts';
import { applyEdit, editOf } from './proppatch.ts';

/** Answers MKCALENDAR, and the extended MKCOL that does the same. All of it is done, or nothing. */
export function mkcalendar(context: CallContext, dead: DeadProperties): SandboxResponse {
  const { groupware, place, options } = context;
  if (place.kind !== 'calendar') {
    throw new Problem(403, 'A calendar cannot be here.', caldav('calendar-collection-location-ok'));
  }
  const reserved = options.scheduling === 'implicit' && (place.slug === INBOX || place.slug === OUTBOX);
  if (reserved || groupware.calendars.find(place.user, place.slug) !== undefined) {
    throw new Problem(405, 'There is something of that name.', dav('resource-must-be-null'));
  }
  const values = valuesOf(context);
  checkComponents(values);
  const edit = editOf(values, []);
  if (edit.refused.length > 0) {
    throw new Problem(403, 'A property cannot be set.', dav('cannot-modify-protected-property'));
  }
  const { user: owner, slug } = place;
  const calendar = groupware.calendars.add({ owner, slug, name: slug });
  applyEdit(context, calendar, edit, dead);
  return empty(201, { 'Cache-Control': 'no-cache' });
}

function valuesOf({ request }: CallContext): readonly XmlElement[] {
  const isMkcol = request.method === 'MKCOL';
  if (request.body.length === 0) {
    if (isMkcol) throw new Problem(403, 'Only calendars can be made here.', dav('valid-resourcetype'));
    return [];
  }
  const body = bodyXml(request, isMkcol ? dav('mkcol') : caldav('mkcalendar'));
  const values = childrenOf(body, dav('set')).flatMap((set) => child(set, dav('prop'))?.children ?? []);
  if (!isMkcol) return values;
  const type = values.find((value) => value.ns === 'DAV:' && value.name === 'resourcetype');
  if (type === undefined || child(type, caldav('calendar')) === undefined) {
    throw new Problem(403, 'Only calendars can be made here.', dav('valid-resourcetype'));
  }
  return values.filter((value) => value !== type);
}

function checkComponents(values: readonly XmlElement[]): void {
  const wanted = values.find((value) => value.name === 'supported-calendar-component-set');
  if (wanted === undefined || wanted.children.some((comp) => comp.attributes['name'] === 'VEVENT')) return;
  throw new Problem(403, 'Calendars hold VEVENT only.', caldav('supported-calendar-component'));
}
