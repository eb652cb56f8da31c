import type { XmlElement } from '../../../xml/tree.ts';
import { ItemProblem } from '../../item-problem.ts';
import { t } from '../../xml.ts';
import { namedZone } from './item-zone.ts';
import type { ZoneTransition } from './rules.ts';

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/**
 * See CalendarMapping.zones.serializable. A zone without summer time changes in month 0, as Windows writes it.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/timezone-availability
 */
export function serializableZone(id: string, at: number): XmlElement {
  const zone = namedZone(id);
  if (zone === null) throw new ItemProblem('ErrorTimeZone', `The time zone is not valid: ${id}.`);
  const year = new Date(at).getUTCFullYear();
  const { years } = zone.rules();
  const { standard, transitions } = years.findLast((one) => one.year <= year) ?? years[0];
  const back = transitions.find(({ after }) => after === standard);
  const forward = transitions.find(({ after }) => after > standard);
  return t(
    'TimeZone',
    t('Bias', String(0 - standard)),
    changeElement('StandardTime', 0, back, year),
    changeElement('DaylightTime', forward === undefined ? 0 : standard - forward.after, forward, year),
  );
}

function changeElement(
  name: string,
  bias: number,
  transition: ZoneTransition | undefined,
  year: number,
): XmlElement {
  const { month = 0, on = { weekday: 0, occurrence: 0 }, time = 0 } = transition ?? {};
  const order = 'day' in on ? on.day : on.occurrence === -1 ? 5 : on.occurrence;
  const two = (value: number): string => String(value).padStart(2, '0');
  return t(
    name,
    t('Bias', String(bias)),
    t('Time', `${two(Math.floor(time / 60))}:${two(time % 60)}:00`),
    t('DayOrder', String(order)),
    t('Month', String(month)),
    t('DayOfWeek', WEEKDAYS['day' in on ? 0 : on.weekday] ?? 'Sunday'),
    ...('day' in on ? [t('Year', String(year))] : []),
  );
}
