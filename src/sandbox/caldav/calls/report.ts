// https://www.rfc-editor.org/rfc/rfc3253#section-3.6
import type { SandboxResponse } from '../../http/message.ts';
import { nameKey } from '../../xml/tree.ts';
import type { XmlElement } from '../../xml/tree.ts';
import type { CallContext } from '../context.ts';
import { Problem } from '../problem.ts';
import { calendarMultiget } from '../reports/calendar-multiget.ts';
import { calendarQuery } from '../reports/calendar-query.ts';
import { freeBusyQuery } from '../reports/free-busy-query.ts';
import { syncCollection } from '../reports/sync-collection.ts';
import { bodyXml } from '../request.ts';
import { caldav, dav } from '../xml/names.ts';

type Report = (context: CallContext, body: XmlElement) => SandboxResponse;

const REPORTS: ReadonlyMap<string, Report> = new Map([
  [nameKey(caldav('calendar-query')), calendarQuery],
  [nameKey(caldav('calendar-multiget')), calendarMultiget],
  [nameKey(caldav('free-busy-query')), freeBusyQuery],
  [nameKey(dav('sync-collection')), syncCollection],
]);

/** Answers REPORT on a calendar. */
export function report(context: CallContext): SandboxResponse {
  const body = bodyXml(context.request, null);
  const run = REPORTS.get(nameKey(body));
  if (run === undefined || context.place.kind !== 'calendar') {
    throw new Problem(403, 'There is no such report here.', dav('supported-report'));
  }
  return run(context, body);
}
