import type { XmlElement } from '../../../xml/tree.ts';
import { t, tWith } from '../../xml.ts';
import type { YearRules, ZoneRules, ZoneTransition } from './rules.ts';

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/**
 * t:StartTimeZone, t:TimeZoneDefinition and the like: the id and the name alone, or with all periods and transitions,
 * as Windows' registry has them.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/timezonedefinition
 */
export function definitionElement(element: string, rules: ZoneRules, full: boolean): XmlElement {
  const { id, name, years } = rules;
  if (!full) return tWith(element, { Id: id, Name: name });
  const groups = years.map((group, index) => groupElement(id, group, index));
  const changes = years
    .slice(1)
    .map((group, index) =>
      t(
        'AbsoluteDateTransition',
        target('Group', String(index + 1)),
        t('DateTime', `${String(group.year)}-01-01T00:00:00`),
      ),
    );
  return tWith(
    element,
    { Id: id, Name: name },
    t('Periods', ...years.flatMap((group) => periodElements(id, group))),
    t('TransitionsGroups', ...groups),
    t('Transitions', t('Transition', target('Group', '0')), ...changes),
  );
}

function periodElements(id: string, { year, standard, transitions }: YearRules): readonly XmlElement[] {
  const offsets = [...new Set([standard, ...transitions.map((one) => one.after)])];
  return offsets.map((offset) =>
    tWith('Period', {
      Bias: bias(offset),
      Name: offset > standard ? 'Daylight' : 'Standard',
      Id: periodId(id, year, standard, offset),
    }),
  );
}

function periodId(id: string, year: number, standard: number, offset: number): string {
  const more = offset > standard ? 'Daylight' : 'Standard';
  // A year that knows two summer times (one of them doubled) needs two names.
  const double = offset - standard > 60 ? String(offset - standard) : '';
  return `trule:Microsoft/Registry/${id}/${String(year)}-${more}${double}`;
}

function groupElement(id: string, { year, standard, transitions }: YearRules, index: number): XmlElement {
  const to = (offset: number): XmlElement => target('Period', periodId(id, year, standard, offset));
  const inside =
    transitions.length === 0
      ? [t('Transition', to(standard))]
      : transitions.map((one) => transitionElement(one, to(one.after)));
  return tWith('TransitionsGroup', { Id: String(index) }, ...inside);
}

function transitionElement({ month, on, time }: ZoneTransition, to: XmlElement): XmlElement {
  const when = [t('TimeOffset', duration(time)), t('Month', String(month))];
  if ('day' in on) return t('RecurringDateTransition', to, ...when, t('Day', String(on.day)));
  const weekday = t('DayOfWeek', WEEKDAYS[on.weekday] ?? 'Sunday');
  return t('RecurringDayTransition', to, ...when, weekday, t('Occurrence', String(on.occurrence)));
}

function target(kind: 'Period' | 'Group', text: string): XmlElement {
  return tWith('To', { Kind: kind }, text);
}

/** What to add to the clock to get UTC, as xs:duration. */
function bias(offset: number): string {
  return offset > 0 ? `-${duration(offset)}` : duration(-offset);
}

function duration(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const parts = `${hours > 0 ? `${String(hours)}H` : ''}${rest > 0 ? `${String(rest)}M` : ''}`;
  return parts === '' ? 'PT0S' : `PT${parts}`;
}
