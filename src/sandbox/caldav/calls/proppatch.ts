// https://www.rfc-editor.org/rfc/rfc4918#section-9.2
import type { Calendar } from '../../groupware/model.ts';
import type { SandboxResponse } from '../../http/message.ts';
import { child, isNamed, nameKey } from '../../xml/tree.ts';
import type { XmlElement, XmlName } from '../../xml/tree.ts';
import { calendarAt, forbidden } from '../context.ts';
import type { CallContext } from '../context.ts';
import type { DeadProperties } from '../dead-properties.ts';
import { multistatus, propstat } from '../multistatus.ts';
import { hrefOf } from '../paths.ts';
import { Problem } from '../problem.ts';
import { SETTABLE } from '../properties/calendar-properties.ts';
import { bodyXml } from '../request.ts';
import { CALENDARSERVER, DAV, CALDAV, dav } from '../xml/names.ts';
import { element } from '../xml/write.ts';

/** Properties to set and to remove, with those that are the server's own apart. */
export interface PropertyEdit {
  readonly set: readonly XmlElement[];
  readonly removed: readonly XmlName[];
  readonly refused: readonly XmlName[];
}

/** Kept for clients although their namespace is the protocol's. */
const KEPT = ['calendar-timezone', 'schedule-calendar-transp', 'supported-calendar-component-set'];

/** Answers PROPPATCH of a calendar: everything is done, or nothing (424). */
export function proppatch(context: CallContext, dead: DeadProperties): SandboxResponse {
  const { place, request } = context;
  if (place.kind !== 'calendar') throw forbidden('Nothing can be set here.');
  const calendar = calendarAt(context);
  if (calendar.readOnly) throw forbidden('The calendar cannot be written.');
  const body = bodyXml(request, dav('propertyupdate'));
  const part = (name: string): readonly XmlElement[] =>
    body.children
      .filter((one) => isNamed(one, dav(name)))
      .flatMap((one) => child(one, dav('prop'))?.children ?? []);
  const edit = editOf(part('set'), part('remove'));
  const all = [...edit.set, ...edit.removed];
  if (all.length + edit.refused.length === 0) throw new Problem(400, 'There is nothing to set or remove.');
  const names = (list: readonly XmlName[]) => list.map((name) => element(name));
  const response = (...stats: readonly ReturnType<typeof propstat>[]): SandboxResponse =>
    multistatus(element(dav('response'), element(dav('href'), hrefOf(place)), ...stats));
  if (edit.refused.length > 0) {
    const refused = propstat(403, names(edit.refused), dav('cannot-modify-protected-property'));
    return all.length === 0 ? response(refused) : response(refused, propstat(424, names(all)));
  }
  applyEdit(context, calendar, edit, dead);
  return response(propstat(200, names(all)));
}

/** Sorts out what may be set. */
export function editOf(set: readonly XmlElement[], removed: readonly XmlName[]): PropertyEdit {
  const settable = new Set(Object.values(SETTABLE).map(nameKey));
  const own = ({ ns, name }: XmlName): boolean =>
    [DAV, CALDAV, CALENDARSERVER].includes(ns) &&
    !settable.has(nameKey({ ns, name })) &&
    !KEPT.includes(name);
  return {
    set: set.filter((one) => !own(one) && validColor(one)),
    removed: removed.filter((one) => !own(one)),
    refused: [...set.filter((one) => own(one) || !validColor(one)), ...removed.filter(own)],
  };
}

/** Carries an edit out. */
export function applyEdit(
  context: CallContext,
  calendar: Calendar,
  edit: PropertyEdit,
  dead: DeadProperties,
): void {
  const { calendars } = context.groupware;
  const write = (name: XmlName, value: string | null): boolean => {
    if (isSame(name, SETTABLE.name)) calendars.change(calendar.id, { name: value ?? calendar.slug });
    else if (isSame(name, SETTABLE.color)) calendars.change(calendar.id, { color: value });
    else if (isSame(name, SETTABLE.description)) calendars.change(calendar.id, { description: value });
    else return false;
    return true;
  };
  for (const one of edit.set) {
    if (one.name === 'supported-calendar-component-set') continue;
    if (!write(one, one.text.trim())) dead.set(calendar.id, one);
  }
  for (const one of edit.removed) {
    if (!write(one, null)) dead.remove(calendar.id, one);
  }
}

function validColor(value: XmlElement): boolean {
  return !isSame(value, SETTABLE.color) || /^#[0-9a-f]{6}([0-9a-f]{2})?$/i.test(value.text.trim());
}

function isSame(a: XmlName, b: XmlName): boolean {
  return nameKey(a) === nameKey(b);
}
