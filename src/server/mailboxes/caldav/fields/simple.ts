// https://www.rfc-editor.org/rfc/rfc5545#section-3.8.1 (SUMMARY, DESCRIPTION, STATUS, PRIORITY, CLASS), 3.8.2.7 (TRANSP);
// https://www.rfc-editor.org/rfc/rfc7986#section-5.9 (COLOR)
import type { Json } from '../../../../sync/json.ts';
import { makeLine } from '../icalendar/content-line.ts';
import type { ContentLine } from '../icalendar/content-line.ts';
import { lineOf, setLine } from '../icalendar/component.ts';
import type { Component } from '../icalendar/component.ts';
import { decodeText, encodeText } from '../icalendar/text.ts';
import type { EventField } from './field.ts';

/** A text keeps the language that it was written in as long as it is the same text. */
function textField(
  name: string,
  property: string,
  clean: (text: string) => string,
  alsoRemoved?: string,
): EventField {
  const read = (component: Component): string | undefined => {
    const text = clean(decodeText(lineOf(component, property)?.value ?? ''));
    return text === '' ? undefined : text;
  };
  return {
    name,
    read,
    write(component, target) {
      const text = typeof target === 'string' ? target : '';
      if ((read(component) ?? '') === text) return;
      setLine(component, property, text === '' ? undefined : makeLine(property, encodeText(text)));
      if (alsoRemoved !== undefined) setLine(component, alsoRemoved, undefined);
    },
  };
}

export const title = textField('title', 'SUMMARY', (text) => text.replace(/\s*\n\s*/g, ' ').trim());

/** Outlook's formatted twin goes when the text changes, or Outlook would go on showing the old one. */
export const description = textField(
  'description',
  'DESCRIPTION',
  (text) => text.replace(/\r\n?/g, '\n').trimEnd(),
  'X-ALT-DESC',
);

/** A property with few values, each with its canonical counterpart; the first of `pairs` is the default. */
function choiceField(
  name: string,
  property: string,
  pairs: readonly (readonly [wire: string, value: string])[],
): EventField {
  const standard = pairs[0]?.[1];
  const read = (component: Component): string | undefined => {
    const wire = lineOf(component, property)?.value.trim().toUpperCase();
    const value = pairs.find(([known]) => known === wire)?.[1];
    return value === standard ? undefined : value;
  };
  return {
    name,
    read,
    write(component, target) {
      const value = target ?? standard;
      if ((read(component) ?? standard) === value) return;
      const wire = pairs.find(([, known]) => known === value)?.[0];
      if (wire !== undefined) setLine(component, property, makeLine(property, wire));
    },
  };
}

export const status = choiceField('status', 'STATUS', [
  ['CONFIRMED', 'confirmed'],
  ['TENTATIVE', 'tentative'],
  ['CANCELLED', 'cancelled'],
]);

export const privacy = choiceField('privacy', 'CLASS', [
  ['PUBLIC', 'public'],
  ['PRIVATE', 'private'],
  ['CONFIDENTIAL', 'secret'],
]);

export const freeBusyStatus = choiceField('freeBusyStatus', 'TRANSP', [
  ['OPAQUE', 'busy'],
  ['TRANSPARENT', 'free'],
]);

export const priority: EventField = {
  name: 'priority',
  read: (component) => integerOf(lineOf(component, 'PRIORITY'), 9),
  write(component, target) {
    if ((integerOf(lineOf(component, 'PRIORITY'), 9) ?? 0) === (target ?? 0)) return;
    setLine(
      component,
      'PRIORITY',
      typeof target === 'number' && target > 0 ? makeLine('PRIORITY', String(target)) : undefined,
    );
  },
};

/** SEQUENCE of a component, 0 without one. */
export function sequenceOf(component: Component): number {
  return integerOf(lineOf(component, 'SEQUENCE'), 2 ** 31 - 1) ?? 0;
}

function integerOf(line: ContentLine | undefined, most: number): number | undefined {
  const value = Number(line?.value.trim() ?? 0);
  return Number.isInteger(value) && value > 0 && value <= most ? value : undefined;
}

export const color: EventField = {
  name: 'color',
  read: (component) => colorOf(component),
  write(component, target) {
    if (colorOf(component) === (target ?? undefined)) return;
    setLine(
      component,
      'COLOR',
      typeof target === 'string' ? makeLine('COLOR', encodeText(target)) : undefined,
    );
  },
};

function colorOf(component: Component): Json | undefined {
  const value = decodeText(lineOf(component, 'COLOR')?.value.trim().toLowerCase() ?? '');
  return value === '' ? undefined : value;
}

/** The UID, or undefined when there is none that says something. */
export function uidOf(component: Component): string | undefined {
  const uid = decodeText(lineOf(component, 'UID')?.value ?? '').trim();
  return uid === '' ? undefined : uid;
}
