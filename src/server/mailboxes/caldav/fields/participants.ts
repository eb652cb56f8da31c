// https://www.rfc-editor.org/rfc/rfc5545#section-3.8.4.1 (ATTENDEE), 3.8.4.3 (ORGANIZER)
import type { Json, JsonObject } from '../../../../sync/json.ts';
import { equal, isObject } from '../../../../sync/json.ts';
import { makeLine, parameterOf, withParameter } from '../icalendar/content-line.ts';
import type { ContentLine, Parameter } from '../icalendar/content-line.ts';
import { addLine, lineOf, linesOf, replaceLine, setLine } from '../icalendar/component.ts';
import type { Component } from '../icalendar/component.ts';
import type { EventField } from './field.ts';

type Pairs = readonly (readonly [wire: string, value: string])[];

/** The first of each is the default. ROLE gives a role beside `attendee`. */
const KINDS: Pairs = [
  ['INDIVIDUAL', 'individual'],
  ['GROUP', 'group'],
  ['RESOURCE', 'resource'],
  ['ROOM', 'location'],
];
const ROLES: Pairs = [
  ['REQ-PARTICIPANT', ''],
  ['OPT-PARTICIPANT', 'optional'],
  ['NON-PARTICIPANT', 'informational'],
  ['CHAIR', 'chair'],
];
const STATES: Pairs = [
  ['NEEDS-ACTION', 'needs-action'],
  ['ACCEPTED', 'accepted'],
  ['DECLINED', 'declined'],
  ['TENTATIVE', 'tentative'],
  ['DELEGATED', 'delegated'],
];

function decode(pairs: Pairs, line: ContentLine, name: string): string | undefined {
  const wire = parameterOf(line, name)?.toUpperCase();
  const index = pairs.findIndex(([known]) => known === wire);
  return index > 0 ? pairs[index]?.[1] : undefined;
}

/** The canonical address: `mailto:` and the address in lower case, or another URI as it is. */
export function canonicalAddress(line: ContentLine): string {
  // Some programs put the address in quotes or brackets, or leave out its scheme.
  const value = line.value
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .trim();
  const bare = value.includes('@') && !/^[a-z][a-z0-9+.-]*:/i.test(value) ? value : undefined;
  const mail = /^mailto:\s*<?(.*?)>?$/i.exec(value)?.[1] ?? bare ?? parameterOf(line, 'EMAIL');
  return mail === undefined ? value : `mailto:${mail.trim().toLowerCase()}`;
}

/** The name of a participant; a server that puts the address in its place says nothing. */
function commonName(line: ContentLine): string | undefined {
  const name = parameterOf(line, 'CN')?.replace(/\s+/g, ' ').trim() ?? '';
  return name === '' || `mailto:${name.toLowerCase()}` === canonicalAddress(line) ? undefined : name;
}

function participantOf(line: ContentLine, isOrganizer: boolean): JsonObject {
  const name = commonName(line);
  const kind = decode(KINDS, line, 'CUTYPE');
  const role = decode(ROLES, line, 'ROLE');
  const state = decode(STATES, line, 'PARTSTAT');
  return {
    ...(name === undefined ? {} : { name }),
    ...(kind === undefined ? {} : { kind }),
    roles: isOrganizer
      ? { owner: true }
      : { attendee: true, ...(role === undefined ? {} : { [role]: true }) },
    ...(state === undefined || isOrganizer ? {} : { participationStatus: state }),
    ...(!isOrganizer && parameterOf(line, 'RSVP')?.toUpperCase() === 'TRUE' ? { expectReply: true } : {}),
  };
}

function read(component: Component): Readonly<Record<string, JsonObject>> {
  const found: Record<string, JsonObject> = {};
  for (const line of linesOf(component, 'ATTENDEE')) {
    const address = canonicalAddress(line);
    if (line.value.trim() !== '') found[address] ??= participantOf(line, false);
  }
  const organizer = lineOf(component, 'ORGANIZER');
  if (organizer === undefined || organizer.value.trim() === '') return found;
  const address = canonicalAddress(organizer);
  const attendee = found[address];
  const owner = participantOf(organizer, true);
  const roles = { owner: true, ...(isObject(attendee?.['roles']) ? attendee['roles'] : {}) };
  return { ...found, [address]: { ...owner, ...attendee, roles } };
}

export const participants: EventField = {
  name: 'participants',
  read(component) {
    const found = read(component);
    return Object.keys(found).length === 0 ? undefined : found;
  },
  write(component, target) {
    const wanted = isObject(target) ? target : {};
    const old = read(component);
    if (equal(wanted, old)) return;
    writeOrganizer(component, wanted);
    for (const line of linesOf(component, 'ATTENDEE')) {
      const address = canonicalAddress(line);
      const entry = wanted[address];
      if (!isObject(entry) || !hasRole(entry, 'attendee')) replaceLine(component, line, []);
      else if (!equal(entry, old[address]))
        replaceLine(component, line, [attendeeLine(line.value, entry, line)]);
    }
    for (const [address, entry] of Object.entries(wanted)) {
      const known = linesOf(component, 'ATTENDEE').some((line) => canonicalAddress(line) === address);
      if (known || !isObject(entry) || !hasRole(entry, 'attendee')) continue;
      addLine(component, attendeeLine(address, entry), ['ATTENDEE', 'ORGANIZER']);
    }
  },
};

function writeOrganizer(component: Component, wanted: JsonObject): void {
  const owner = Object.entries(wanted).find(([, entry]) => hasRole(entry, 'owner'));
  const line = lineOf(component, 'ORGANIZER');
  if (owner === undefined) {
    setLine(component, 'ORGANIZER', undefined);
    return;
  }
  const [address, entry] = owner;
  if (line !== undefined && canonicalAddress(line) === address) {
    if (hasRole(entry, 'attendee') || nameOf(entry) === commonName(line)) return;
    const renamed = withParameter(line.parameters, 'CN', nameOf(entry));
    setLine(component, 'ORGANIZER', makeLine('ORGANIZER', line.value, renamed));
    return;
  }
  setLine(component, 'ORGANIZER', makeLine('ORGANIZER', address, withParameter([], 'CN', nameOf(entry))));
}

function attendeeLine(address: string, entry: JsonObject, old?: ContentLine): ContentLine {
  let parameters: readonly Parameter[] = old?.parameters ?? [];
  const set = (name: string, value: string | undefined, standard: string | undefined): void => {
    const now = parameters.find((parameter) => parameter.name === name)?.values[0];
    const same = (now?.toUpperCase() ?? standard) === (value?.toUpperCase() ?? standard);
    if (!same) parameters = withParameter(parameters, name, value);
  };
  const roles = isObject(entry['roles']) ? entry['roles'] : {};
  const role = ROLES.find(([, value]) => value !== '' && roles[value] === true)?.[0];
  if (old === undefined || commonName(old) !== nameOf(entry))
    parameters = withParameter(parameters, 'CN', nameOf(entry));
  set('CUTYPE', wireOf(KINDS, entry['kind']), 'INDIVIDUAL');
  set('ROLE', role, 'REQ-PARTICIPANT');
  set('PARTSTAT', wireOf(STATES, entry['participationStatus']), 'NEEDS-ACTION');
  set('RSVP', entry['expectReply'] === true ? 'TRUE' : undefined, 'FALSE');
  return parameters === old?.parameters ? old : makeLine('ATTENDEE', address, parameters);
}

function wireOf(pairs: Pairs, value: Json | undefined): string | undefined {
  const index = pairs.findIndex(([, known]) => known === value);
  return index > 0 ? pairs[index]?.[0] : undefined;
}

function hasRole(entry: Json | undefined, role: string): boolean {
  return isObject(entry) && isObject(entry['roles']) && entry['roles'][role] === true;
}

function nameOf(entry: Json | undefined): string | undefined {
  return isObject(entry) && typeof entry['name'] === 'string' && entry['name'] !== ''
    ? entry['name']
    : undefined;
}
