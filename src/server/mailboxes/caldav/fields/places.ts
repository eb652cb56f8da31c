// https://www.rfc-editor.org/rfc/rfc5545#section-3.8.1.7 (LOCATION), https://www.rfc-editor.org/rfc/rfc7986#section-5.11 (CONFERENCE)
import type { Json, JsonObject } from '../../../../sync/json.ts';
import { isObject } from '../../../../sync/json.ts';
import { makeLine, parameterOf } from '../icalendar/content-line.ts';
import type { ContentLine } from '../icalendar/content-line.ts';
import { addLine, isComponent, linesOf, replaceLine, setLine } from '../icalendar/component.ts';
import type { Component } from '../icalendar/component.ts';
import { decodeText, encodeText } from '../icalendar/text.ts';
import type { EventField } from './field.ts';

/** iCalendar has one place; further ones stand in lines of our own, which other programs keep. */
const FURTHER = 'X-LIAISON-LOCATION';

const placeLines = (component: Component): readonly ContentLine[] => [
  ...linesOf(component, 'LOCATION').slice(0, 1),
  ...linesOf(component, FURTHER),
];

const placeName = (line: ContentLine): string =>
  decodeText(line.value)
    .replace(/\s*\n\s*/g, ' ')
    .trim();

/** Where Apple's programs keep the place's coordinates; they show the old place as long as it is there. */
const APPLE_PLACE = 'X-APPLE-STRUCTURED-LOCATION';

export const locations: EventField = {
  name: 'locations',
  read(component) {
    const names = placeLines(component).map(placeName);
    return numbered([...new Set(names)].filter((name) => name !== '').map((name) => ({ name })));
  },
  write(component, target) {
    const names = ordered(target).map((place) => textOf(place['name']));
    const old = placeLines(component)
      .map(placeName)
      .filter((name) => name !== '');
    if (old.length === names.length && old.every((name, index) => name === names[index])) return;
    const [first, ...further] = names;
    if (old[0] !== first) {
      setLine(
        component,
        'LOCATION',
        first === undefined ? undefined : makeLine('LOCATION', encodeText(first)),
      );
      setLine(component, APPLE_PLACE, undefined);
    }
    setLine(component, FURTHER, undefined);
    for (const name of further)
      addLine(component, makeLine(FURTHER, encodeText(name)), [FURTHER, 'LOCATION']);
  },
};

const CONFERENCE_LINES = new Set([
  'CONFERENCE',
  'X-GOOGLE-CONFERENCE',
  'X-MICROSOFT-SKYPETEAMSMEETINGURL',
  'X-MICROSOFT-ONLINEMEETINGEXTERNALLINK',
]);

const conferenceLines = (component: Component): readonly ContentLine[] =>
  component.entries.filter(
    (entry): entry is ContentLine =>
      !isComponent(entry) && CONFERENCE_LINES.has(entry.name) && entry.value.trim() !== '',
  );

export const virtualLocations: EventField = {
  name: 'virtualLocations',
  read(component) {
    const found = new Map<string, JsonObject>();
    for (const line of conferenceLines(component)) {
      const uri = line.value.trim();
      const name = parameterOf(line, 'LABEL');
      if (!found.has(uri)) found.set(uri, { uri, ...(name === undefined ? {} : { name }) });
    }
    return numbered([...found.values()]);
  },
  write(component, target) {
    const wanted = new Map(ordered(target).map((entry) => [textOf(entry['uri']), entry['name']]));
    for (const line of conferenceLines(component)) {
      const uri = line.value.trim();
      const label = parameterOf(line, 'LABEL');
      if (!wanted.has(uri)) replaceLine(component, line, []);
      else if (wanted.get(uri) !== label) replaceLine(component, line, [conference(uri, wanted.get(uri))]);
      wanted.delete(uri);
    }
    for (const [uri, name] of wanted) addLine(component, conference(uri, name), ['CONFERENCE', 'LOCATION']);
  },
};

function conference(uri: string, name: Json | undefined): ContentLine {
  const label = typeof name === 'string' ? [{ name: 'LABEL', values: [name] }] : [];
  return makeLine('CONFERENCE', uri, [{ name: 'VALUE', values: ['URI'] }, ...label]);
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

function numbered(entries: readonly JsonObject[]): JsonObject | undefined {
  if (entries.length === 0) return undefined;
  return Object.fromEntries(entries.map((entry, index) => [String(index + 1), entry]));
}

/** The entries of a map keyed '1', '2', ... in that order. */
function ordered(target: Json | undefined): readonly JsonObject[] {
  if (!isObject(target)) return [];
  const keys = Object.keys(target).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  return keys.map((key) => target[key]).filter((entry): entry is JsonObject => isObject(entry));
}
