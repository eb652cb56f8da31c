// https://www.rfc-editor.org/rfc/rfc4918#section-9.4
import { empty } from '../../http/message.ts';
import type { SandboxResponse } from '../../http/message.ts';
import { etagOf, eventAt, notFound, scheduleTagOf } from '../context.ts';
import type { CallContext } from '../context.ts';
import { EVENT_TYPE, isScheduled } from '../properties/event-properties.ts';
import { tagsOf } from '../request.ts';

/** Answers GET and HEAD of an event with what was stored, byte for byte. */
export function get(context: CallContext): SandboxResponse {
  const event = eventAt(context, context.place);
  if (event === undefined) throw notFound();
  const headers = {
    ETag: etagOf(event),
    ...(isScheduled(context, event) ? { 'Schedule-Tag': scheduleTagOf(event) } : {}),
  };
  const known = tagsOf(context.request.headers['if-none-match']);
  if (known === '*' || known?.includes(etagOf(event)) === true) return empty(304, headers);
  return { status: 200, headers: { ...headers, 'Content-Type': EVENT_TYPE }, body: event.object.text };
}
