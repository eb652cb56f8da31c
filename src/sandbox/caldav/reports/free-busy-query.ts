// https://www.rfc-editor.org/rfc/rfc4791#section-7.10
import type { SandboxResponse } from '../../http/message.ts';
import { child } from '../../xml/tree.ts';
import type { XmlElement } from '../../xml/tree.ts';
import { calendarAt } from '../context.ts';
import type { CallContext } from '../context.ts';
import { freeBusyText } from '../free-busy-text.ts';
import { Problem } from '../problem.ts';
import { caldav } from '../xml/names.ts';
import { frameOf } from './time-range.ts';

/** When the calendar is busy, as a VFREEBUSY. */
export function freeBusyQuery(context: CallContext, body: XmlElement): SandboxResponse {
  const { groupware, user } = context;
  const calendar = calendarAt(context);
  const range = child(body, caldav('time-range'));
  if (range === undefined) throw new Problem(400, 'A free-busy-query has a time-range.');
  const objects = groupware.events.in(calendar.id).map(({ object }) => object);
  return {
    status: 200,
    headers: { 'Content-Type': 'text/calendar; charset=utf-8' },
    body: freeBusyText({ objects, frame: frameOf(range), owner: user.address, now: groupware.clock.now() }),
  };
}
