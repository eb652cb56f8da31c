// https://www.rfc-editor.org/rfc/rfc4791#section-9.7
import type ICAL from 'ical.js';
import { parseCalendar } from '../../groupware/ical/calendar-object.ts';
import type { CalendarObject } from '../../groupware/ical/calendar-object.ts';
import { occurrencesIn } from '../../groupware/ical/occurrences.ts';
import type { Frame } from '../../groupware/ical/occurrences.ts';
import { child, childrenOf, isNamed } from '../../xml/tree.ts';
import type { XmlElement } from '../../xml/tree.ts';
import { Problem } from '../problem.ts';
import { caldav } from '../xml/names.ts';
import { textMatcher } from './text-match.ts';
import { frameOf } from './time-range.ts';

/** Whether an event passes. */
export type EventFilter = (object: CalendarObject) => boolean;

/** Whether a component passes. */
type ComponentTest = (component: ICAL.Component, object: CalendarObject) => boolean;

/** Makes a test of a C:filter. What it cannot do: 403 supported-filter; nonsense: 403 valid-filter. */
export function eventFilter(filter: XmlElement): EventFilter {
  const [root, ...others] = filter.children;
  if (root === undefined || others.length > 0 || !isNamed(root, caldav('comp-filter'))) {
    throw invalid('A filter has one comp-filter.');
  }
  if (root.attributes['name'] !== 'VCALENDAR') throw invalid('The outermost comp-filter is VCALENDAR.');
  const tests = componentTests(root);
  return (object) => {
    const calendar = parseCalendar(object.text);
    return tests.every((test) => test(calendar, object));
  };
}

function componentTests(filter: XmlElement): readonly ComponentTest[] {
  return filter.children.map((condition) => {
    if (isNamed(condition, caldav('prop-filter'))) return propertyTest(condition);
    if (isNamed(condition, caldav('comp-filter'))) return subcomponentTest(condition);
    if (isNamed(condition, caldav('time-range'))) return rangeTest(filter, condition);
    throw unsupported(condition.name);
  });
}

function subcomponentTest(filter: XmlElement): ComponentTest {
  const name = nameOf(filter);
  const inside = (component: ICAL.Component): readonly ICAL.Component[] =>
    component.getAllSubcomponents(name);
  if (child(filter, caldav('is-not-defined')) !== undefined)
    return (component) => inside(component).length === 0;
  const tests = componentTests(filter);
  return (component, object) => inside(component).some((one) => tests.every((test) => test(one, object)));
}

/** The range is asked of the whole object: an occurrence of the series counts wherever it is (9.9). */
function rangeTest(filter: XmlElement, range: XmlElement): ComponentTest {
  if (filter.attributes['name'] !== 'VEVENT') throw unsupported('time-range outside VEVENT');
  const frame = frameOf(range);
  return (_component, object) => isIn(object, frame);
}

/** A rule with more occurrences than can be counted is taken to be everywhere. */
function isIn(object: CalendarObject, frame: Frame): boolean {
  const { occurrences, complete } = occurrencesIn(object, frame);
  return occurrences.length > 0 || !complete;
}

function propertyTest(filter: XmlElement): ComponentTest {
  const name = nameOf(filter);
  const found = (component: ICAL.Component): readonly ICAL.Property[] => component.getAllProperties(name);
  if (child(filter, caldav('is-not-defined')) !== undefined)
    return (component) => found(component).length === 0;
  if (child(filter, caldav('time-range')) !== undefined) throw unsupported('time-range of a property');
  const match = child(filter, caldav('text-match'));
  const matches = match === undefined ? () => true : textMatcher(match);
  const parameters = childrenOf(filter, caldav('param-filter')).map(parameterTest);
  return (component) =>
    found(component).some((property) => {
      const text = property.getValues().map(String).join(',');
      return matches(text) && parameters.every((test) => test(property));
    });
}

function parameterTest(filter: XmlElement): (property: ICAL.Property) => boolean {
  const name = nameOf(filter);
  if (child(filter, caldav('is-not-defined')) !== undefined) {
    return (property) => valueOf(property, name) === null;
  }
  const match = child(filter, caldav('text-match'));
  const matches = match === undefined ? () => true : textMatcher(match);
  return (property) => {
    const value = valueOf(property, name);
    return value !== null && matches(value);
  };
}

function valueOf(property: ICAL.Property, name: string): string | null {
  const value: unknown = property.getParameter(name);
  return typeof value === 'string' ? value : Array.isArray(value) ? value.join(',') : null;
}

function nameOf(filter: XmlElement): string {
  const name = filter.attributes['name'];
  if (name === undefined || name === '') throw invalid(`A ${filter.name} needs a name.`);
  return name.toLowerCase();
}

function invalid(message: string): Problem {
  return new Problem(403, message, caldav('valid-filter'));
}

function unsupported(what: string): Problem {
  return new Problem(403, `This server does not filter by ${what}.`, caldav('supported-filter'));
}
