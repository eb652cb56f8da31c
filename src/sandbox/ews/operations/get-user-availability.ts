// https://learn.microsoft.com/exchange/client-developer/web-service-reference/getuseravailability-operation
import { busyPeriods } from '../../groupware/free-busy.ts';
import type { BusyPeriod } from '../../groupware/free-busy.ts';
import type { Frame } from '../../groupware/ical/occurrences.ts';
import type { XmlElement } from '../../xml/tree.ts';
import type { RequestZone } from '../calendar-port.ts';
import type { EwsContext } from '../context.ts';
import { ItemProblem } from '../item-problem.ts';
import { problemOf } from '../responses.ts';
import { m, messageChild, mWith, t, typeChild, typeText } from '../xml.ts';

/** Exchange answers for at most 62 days. */
const LONGEST_MS = 62 * 86_400_000;

/** Tells when people are busy, without saying why; on the clock of the request's time zone. */
export function getUserAvailability(request: XmlElement, context: EwsContext): XmlElement {
  const mailboxes = messageChild(request, 'MailboxDataArray')?.children ?? [];
  const options = typeChild(request, 'FreeBusyViewOptions');
  const answers = mailboxes.map((mailbox) => {
    try {
      const zone = zoneOf(request, context);
      return answerFor(mailbox, frameOf(options, zone), zone, options, context);
    } catch (error) {
      const { code, message } = problemOf(error);
      const failed = mWith(
        'ResponseMessage',
        { ResponseClass: 'Error' },
        m('MessageText', message),
        m('ResponseCode', code),
        m('DescriptiveLinkKey', '0'),
      );
      return m('FreeBusyResponse', failed, m('FreeBusyView', t('FreeBusyViewType', 'None')));
    }
  });
  return m('GetUserAvailabilityResponse', m('FreeBusyResponseArray', ...answers));
}

function answerFor(
  mailbox: XmlElement,
  frame: Frame,
  zone: RequestZone,
  options: XmlElement | undefined,
  context: EwsContext,
): XmlElement {
  const { groupware } = context;
  const email = typeChild(mailbox, 'Email');
  const address = email === undefined ? '' : (typeText(email, 'Address') ?? '');
  const user = groupware.users.withAddress(address);
  if (user === undefined) {
    throw new ItemProblem(
      'ErrorMailRecipientNotFound',
      `Unable to resolve e-mail address ${address} to an Active Directory object.`,
    );
  }
  const calendar = groupware.calendars.defaultOf(user.name);
  const objects = calendar === undefined ? [] : groupware.events.in(calendar.id).map(({ object }) => object);
  const periods = [...busyPeriods(objects, frame, user.address)].sort((a, b) => a.start - b.start);
  const view = (options === undefined ? undefined : typeText(options, 'RequestedView')) ?? 'FreeBusyMerged';
  const minutes = Number(
    (options === undefined ? undefined : typeText(options, 'MergedFreeBusyIntervalInMinutes')) ?? 30,
  );
  const granted = view.replace('Detailed', 'FreeBusy');
  const content = [
    t('FreeBusyViewType', granted === 'FreeBusyMerged' || granted === 'FreeBusy' ? granted : 'MergedOnly'),
    ...(/Merged/.test(view) ? [t('MergedFreeBusy', merged(periods, frame, minutes))] : []),
    ...(view === 'MergedOnly'
      ? []
      : [t('CalendarEventArray', ...periods.map((one) => eventElement(one, zone)))]),
    workingHours(context),
  ];
  const fine = mWith('ResponseMessage', { ResponseClass: 'Success' }, m('ResponseCode', 'NoError'));
  return m('FreeBusyResponse', fine, m('FreeBusyView', ...content));
}

function eventElement({ start, end, kind }: BusyPeriod, zone: RequestZone): XmlElement {
  return t(
    'CalendarEvent',
    t('StartTime', zone.toWall(start)),
    t('EndTime', zone.toWall(end)),
    t('BusyType', kind === 'BUSY' ? 'Busy' : 'Tentative'),
  );
}

/** Five days from eight to five, in the zone that users have set. */
function workingHours({ calendar, groupware, options }: EwsContext): XmlElement {
  const period = t(
    'WorkingPeriod',
    t('DayOfWeek', 'Monday Tuesday Wednesday Thursday Friday'),
    t('StartTimeInMinutes', '480'),
    t('EndTimeInMinutes', '1020'),
  );
  const zone = calendar.zones.serializable(options.timeZone, groupware.clock.now());
  return t('WorkingHours', zone, t('WorkingPeriodArray', period));
}

/** One digit for each interval: 0 free, 1 tentative, 2 busy. */
function merged(periods: readonly BusyPeriod[], frame: Frame, minutes: number): string {
  const step = minutes * 60_000;
  const count = Math.ceil((frame.to - frame.from) / step);
  return Array.from({ length: count }, (_, index) => {
    const from = frame.from + index * step;
    const here = periods.filter((one) => one.start < from + step && one.end > from);
    return here.some(({ kind }) => kind === 'BUSY') ? '2' : here.length > 0 ? '1' : '0';
  }).join('');
}

function zoneOf(request: XmlElement, { calendar }: EwsContext): RequestZone {
  const element = typeChild(request, 'TimeZone');
  if (element !== undefined) return calendar.zones.zoneOf(element);
  const utc = (at: number): string => new Date(at).toISOString().slice(0, 19);
  return { toInstant: (wall) => Date.parse(`${wall}Z`), toWall: utc };
}

function frameOf(options: XmlElement | undefined, zone: RequestZone): Frame {
  const timeWindow = options === undefined ? undefined : typeChild(options, 'TimeWindow');
  const at = (name: string): number => {
    const text = (timeWindow === undefined ? undefined : typeText(timeWindow, name)) ?? '';
    return /(Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : zone.toInstant(text.slice(0, 19));
  };
  if (timeWindow === undefined) {
    throw new ItemProblem('ErrorInvalidFreeBusyViewType', 'FreeBusyViewOptions with a TimeWindow is needed.');
  }
  const frame = { from: at('StartTime'), to: at('EndTime') };
  if (frame.to <= frame.from)
    throw new ItemProblem('ErrorInvalidTimeInterval', 'EndTime must be greater than StartTime.');
  if (frame.to - frame.from > LONGEST_MS) {
    throw new ItemProblem('ErrorTimeIntervalTooBig', 'The requested time window is greater than 62 days.');
  }
  return frame;
}
