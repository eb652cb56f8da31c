import ICAL from 'ical.js';

/** What an exception has of its own in any case. */
const OWN = [
  'dtstart',
  'dtend',
  'duration',
  'rrule',
  'rdate',
  'exdate',
  'recurrence-id',
  'uid',
  'dtstamp',
  'created',
  'last-modified',
  'sequence',
];

/** The content lines of a VEVENT by the names of their properties, alarms as `valarm`. */
export type LinesByName = ReadonlyMap<string, string>;

/** The content lines of a VEVENT. */
export function linesByName(event: ICAL.Component): LinesByName {
  const lines = new Map<string, string>();
  for (const part of [...event.getAllProperties(), ...event.getAllSubcomponents('valarm')]) {
    const text = part instanceof ICAL.Property ? part.toICALString() : part.toString();
    lines.set(part.name, `${lines.get(part.name) ?? ''}${text}\n`);
  }
  return lines;
}

/**
 * Passes on to the exceptions of a series what changed in its master, where an exception had the same as the master
 * before: with Exchange, exceptions hold only what is different.
 */
export function passOn(calendar: ICAL.Component, master: ICAL.Component, before: LinesByName): void {
  const after = linesByName(master);
  const names = new Set([...before.keys(), ...after.keys()].filter((name) => !OWN.includes(name)));
  const changed = [...names].filter((name) => before.get(name) !== after.get(name));
  for (const exception of calendar.getAllSubcomponents('vevent')) {
    if (exception === master) continue;
    const lines = linesByName(exception);
    for (const name of changed.filter((one) => lines.get(one) === before.get(one))) {
      take(exception, master, name);
    }
  }
}

function take(exception: ICAL.Component, master: ICAL.Component, name: string): void {
  if (name === 'valarm') {
    exception.removeAllSubcomponents('valarm');
    for (const alarm of master.getAllSubcomponents('valarm')) {
      exception.addSubcomponent(new ICAL.Component(structuredClone(alarm.toJSON()) as unknown[]));
    }
    return;
  }
  exception.removeAllProperties(name);
  for (const property of master.getAllProperties(name)) {
    exception.addProperty(new ICAL.Property(structuredClone(property.toJSON()) as unknown[]));
  }
}
