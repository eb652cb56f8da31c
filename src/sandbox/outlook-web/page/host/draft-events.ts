import { wireAttachment } from './initial-data.ts';
import type { HostedDraft, HostedPerson } from './item.ts';
import { EVENTS } from './names.ts';

/** An event with its payload. */
export interface HostEvent {
  readonly name: string;
  readonly data: unknown;
}

/** What add-ins are told when a draft changed, whoever changed it. */
export function draftEvents(before: HostedDraft, after: HostedDraft): readonly HostEvent[] {
  const required = !samePeople(before.required, after.required);
  const optional = !samePeople(before.optional, after.optional);
  const events: (HostEvent | false)[] = [
    (required || optional) && recipientsChanged(required, optional),
    (before.start !== after.start || before.end !== after.end) && {
      name: EVENTS.time,
      data: [JSON.stringify({ start: after.start, end: after.end })],
    },
    before.location !== after.location && {
      name: EVENTS.locations,
      data: [JSON.stringify({ enhancedLocations: locations(after) })],
    },
    ...attachmentEvents(before, after),
  ];
  return events.filter((event) => event !== false);
}

function recipientsChanged(required: boolean, optional: boolean): HostEvent {
  const fields = {
    to: false,
    cc: false,
    bcc: false,
    requiredAttendees: required,
    optionalAttendees: optional,
    resources: false,
  };
  return { name: EVENTS.recipients, data: [JSON.stringify(fields)] };
}

function samePeople(one: readonly HostedPerson[], other: readonly HostedPerson[]): boolean {
  const key = (people: readonly HostedPerson[]): string =>
    people.map(({ name, address }) => `${name}\n${address}`).join('\n\n');
  return key(one) === key(other);
}

function locations({ location }: HostedDraft): readonly unknown[] {
  if (location === '') return [];
  return [
    { displayName: location, emailAddress: null, locationIdentifier: { id: location, type: 'custom' } },
  ];
}

function attachmentEvents(before: HostedDraft, after: HostedDraft): readonly HostEvent[] {
  const missing = (here: HostedDraft, there: HostedDraft): HostedDraft['attachments'] =>
    here.attachments.filter(({ id }) => !there.attachments.some((one) => one.id === id));
  const told = (status: 'added' | 'removed', list: HostedDraft['attachments']): readonly HostEvent[] =>
    list.map((one) => ({
      name: EVENTS.attachments,
      data: [JSON.stringify({ attachmentStatus: status, attachmentDetails: wireAttachment(one) })],
    }));
  return [...told('added', missing(after, before)), ...told('removed', missing(before, after))];
}
