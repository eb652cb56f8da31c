// https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/getuseravailability-operation
import type { CallContext } from '../../../../sync/ports.ts';
import { descendantOf, childrenOf, element, textOf } from '../element.ts';
import type { Element } from '../element.ts';
import { readBatch } from '../soap/batch.ts';
import type { Soap } from '../soap/soap.ts';
import { readTime } from '../times.ts';
import type { Outcome } from '../wire.ts';

/** Times are epoch milliseconds; at most 62 days. At most 100 mailboxes. */
export interface AvailabilityQuestion {
  readonly addresses: readonly string[];
  readonly start: number;
  readonly end: number;
}

/** One stretch of time as another one's calendar shows it. Times are epoch milliseconds. */
export interface BusyTime {
  readonly start: number;
  readonly end: number;
  /** `Free`, `Tentative`, `Busy`, `OOF`, `WorkingElsewhere`, `NoData`. */
  readonly busyType: string;
  /** Null where the owner doesn't show details. */
  readonly subject: string | null;
  readonly location: string | null;
}

/** What one person's calendar lets us see. */
export interface Availability {
  readonly busy: readonly BusyTime[];
  /** SerializableTimeZone of the working hours: where this person lives. Null where it isn't said. */
  readonly timeZone: Element | null;
}

/** UTC, whose transitions change nothing; the schema wants two. */
const UTC = element('TimeZone', [
  element('Bias', '0'),
  ...['StandardTime', 'DaylightTime'].map((name, index) =>
    element(name, [
      element('Bias', '0'),
      element('Time', '00:00:00'),
      element('DayOrder', '1'),
      element('Month', index === 0 ? '10' : '4'),
      element('DayOfWeek', 'Sunday'),
    ]),
  ),
]);

export async function getUserAvailability(
  soap: Soap,
  { addresses, start, end }: AvailabilityQuestion,
  context: CallContext,
): Promise<readonly Outcome<Availability>[]> {
  if (addresses.length === 0) return [];
  const window = [element('StartTime', utc(start)), element('EndTime', utc(end))];
  const operation = element('m:GetUserAvailabilityRequest', [
    UTC,
    element('m:MailboxDataArray', addresses.map(mailboxData)),
    element('FreeBusyViewOptions', [element('TimeWindow', window), element('RequestedView', 'Detailed')]),
  ]);
  return readBatch(soap, operation, addresses.length, context, (response) => {
    const events = childrenOf(descendantOf(response, 'FreeBusyView', 'CalendarEventArray'), 'CalendarEvent');
    const timeZone = descendantOf(response, 'FreeBusyView', 'WorkingHours', 'TimeZone') ?? null;
    return { busy: events.map(busyTimeOf).filter((time) => time !== null), timeZone };
  });
}

function mailboxData(address: string): Element {
  return element('MailboxData', [
    element('Email', [element('Address', address)]),
    element('AttendeeType', 'Required'),
    element('ExcludeConflicts', 'false'),
  ]);
}

/** Without zone: it is in the one of the request. */
function utc(time: number): string {
  return new Date(time).toISOString().replace(/\.\d+Z$/, '');
}

function busyTimeOf(event: Element): BusyTime | null {
  const start = readTime(textOf(event, 'StartTime') ?? '');
  const end = readTime(textOf(event, 'EndTime') ?? '');
  if (start === null || end === null) return null;
  return {
    start,
    end,
    busyType: textOf(event, 'BusyType') ?? 'NoData',
    subject: textOf(event, 'CalendarEventDetails', 'Subject'),
    location: textOf(event, 'CalendarEventDetails', 'Location'),
  };
}
