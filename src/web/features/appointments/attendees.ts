import type { Appointment, Participant } from '../../../contract/index.ts';
import type { Attendee } from './draft.ts';

/** The address as people write it. */
export function plainAddress(address: string): string {
  return address.replace(/^mailto:/i, '');
}

/** What to call somebody. */
export function nameOf({ address, participant }: Attendee): string {
  return participant.name === undefined || participant.name === '' ? plainAddress(address) : participant.name;
}

/** Who organises a meeting; null when nobody does. */
export function organizerOf(
  appointment: Pick<Appointment, 'participants'>,
): { address: string; name: string } | null {
  const entry = Object.entries(appointment.participants ?? {}).find(
    ([, participant]) => participant.roles['owner'],
  );
  if (entry === undefined) return null;
  const [address, participant] = entry;
  return { address, name: nameOf({ address, participant }) };
}

/** Adds somebody who is invited; whoever is there already stays as they are. */
export function withAttendee(
  attendees: readonly Attendee[],
  email: string,
  name: string,
): readonly Attendee[] {
  const address = `mailto:${email.toLowerCase()}`;
  if (attendees.some((each) => each.address === address)) return attendees;
  const participant: Participant = {
    ...(name === '' ? {} : { name }),
    roles: { attendee: true },
    participationStatus: 'needs-action',
    expectReply: true,
  };
  return [...attendees, { address, participant }];
}

/** A meeting with others has an organiser: the one who makes it, if they have an address. */
export function withOrganizer(
  attendees: readonly Attendee[],
  email: string,
  name: string,
): readonly Attendee[] {
  const others = attendees.length > 0;
  if (!others || email === '' || attendees.some((each) => each.participant.roles['owner'])) return attendees;
  const address = `mailto:${email.toLowerCase()}`;
  const participant: Participant = {
    name,
    roles: { attendee: true, owner: true },
    participationStatus: 'accepted',
  };
  return [{ address, participant }, ...attendees.filter((each) => each.address !== address)];
}
