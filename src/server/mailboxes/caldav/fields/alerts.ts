// https://www.rfc-editor.org/rfc/rfc5545#section-3.6.6 (VALARM), 3.8.6.3 (TRIGGER)
import type { Json, JsonObject } from '../../../../sync/json.ts';
import { isObject } from '../../../../sync/json.ts';
import { makeLine, parameterOf } from '../icalendar/content-line.ts';
import { componentsOf, lineOf, makeComponent } from '../icalendar/component.ts';
import type { Component } from '../icalendar/component.ts';
import { durationSeconds, formatSeconds } from '../icalendar/duration.ts';
import { decodeText, encodeText } from '../icalendar/text.ts';
import type { EventField } from './field.ts';

/** An alert as the canonical form has it, or null when the alarm says nothing that we understand. */
function alertOf(alarm: Component): JsonObject | null {
  const line = lineOf(alarm, 'TRIGGER');
  if (line === undefined) return null;
  const action = lineOf(alarm, 'ACTION')?.value.trim().toUpperCase() === 'EMAIL' ? { action: 'email' } : {};
  const absolute = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z?$/i.exec(line.value.trim());
  if (absolute !== null) {
    const [year, month, day, hour, minute, second] = absolute.slice(1);
    const when = `${String(year)}-${String(month)}-${String(day)}T${String(hour)}:${String(minute)}:${String(second)}Z`;
    return { trigger: { '@type': 'AbsoluteTrigger', when }, ...action };
  }
  const seconds = durationSeconds(line.value);
  if (seconds === null) return null;
  const end = parameterOf(line, 'RELATED')?.toUpperCase() === 'END' ? { relativeTo: 'end' } : {};
  return { trigger: { '@type': 'OffsetTrigger', offset: formatSeconds(seconds), ...end }, ...action };
}

/** The content of an alert as one text: two alerts that say the same have the same. */
function contentOf(alert: JsonObject): string {
  const trigger = isObject(alert['trigger']) ? alert['trigger'] : {};
  const action = alert['action'] === 'email' ? 'email' : 'display';
  if (typeof trigger['when'] === 'string') return `${action} ${trigger['when']}`;
  const seconds = durationSeconds(typeof trigger['offset'] === 'string' ? trigger['offset'] : 'PT0S') ?? 0;
  return `${action} ${formatSeconds(seconds)} ${trigger['relativeTo'] === 'end' ? 'end' : 'start'}`;
}

export const alerts: EventField = {
  name: 'alerts',
  read(component) {
    const found = componentsOf(component, 'VALARM')
      .map(alertOf)
      .filter((alert) => alert !== null);
    return found.length === 0
      ? undefined
      : Object.fromEntries(found.map((alert) => [contentOf(alert), alert]));
  },
  write(component, target) {
    const wanted = new Map(alertsIn(target).map((alert) => [contentOf(alert), alert]));
    for (const alarm of componentsOf(component, 'VALARM')) {
      const alert = alertOf(alarm);
      if (alert === null) continue;
      const content = contentOf(alert);
      if (!wanted.has(content)) component.entries.splice(component.entries.indexOf(alarm), 1);
      wanted.delete(content);
    }
    for (const alert of wanted.values()) component.entries.push(makeAlarm(alert, component));
  },
};

function alertsIn(target: Json | undefined): readonly JsonObject[] {
  return isObject(target)
    ? Object.values(target).filter((alert): alert is JsonObject => isObject(alert))
    : [];
}

/** Always one to be shown: an e-mail alarm would need somebody to write to, and nobody is written to from here. */
function makeAlarm(alert: JsonObject, event: Component): Component {
  const trigger = isObject(alert['trigger']) ? alert['trigger'] : {};
  const text = decodeText(lineOf(event, 'SUMMARY')?.value ?? '');
  return makeComponent('VALARM', [
    makeLine('ACTION', 'DISPLAY'),
    triggerLine(trigger),
    makeLine('DESCRIPTION', encodeText(text === '' ? 'Reminder' : text)),
  ]);
}

function triggerLine(trigger: JsonObject): ReturnType<typeof makeLine> {
  if (typeof trigger['when'] === 'string') {
    const when = trigger['when'].replace(/[-:]/g, '').replace(/\.\d+/, '');
    return makeLine('TRIGGER', when, [{ name: 'VALUE', values: ['DATE-TIME'] }]);
  }
  const seconds = durationSeconds(typeof trigger['offset'] === 'string' ? trigger['offset'] : 'PT0S') ?? 0;
  const related = trigger['relativeTo'] === 'end' ? [{ name: 'RELATED', values: ['END'] }] : [];
  return makeLine('TRIGGER', formatSeconds(seconds), related);
}
