import type { HostedPerson } from './item.ts';

const RESPONSES = { none: 0, organizer: 1, tentative: 2, accepted: 3, declined: 4 } as const;
const TYPES = { other: 0, list: 1, user: 2, external: 3 } as const;

/** A person as office.js takes it. Without a type: a user of the mailbox's own domain, or an external one. */
export function wirePerson(person: HostedPerson, mailbox: string): Readonly<Record<string, unknown>> {
  const type = person.type ?? (domainOf(person.address) === domainOf(mailbox) ? 'user' : 'external');
  return {
    name: person.name,
    address: person.address,
    appointmentResponse: RESPONSES[person.response ?? 'none'],
    recipientType: TYPES[type],
  };
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}

/** People whom an add-in names: `{name, address}`, or addresses alone. What is neither is left out. */
export function peopleFrom(value: unknown): readonly HostedPerson[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry: unknown): readonly HostedPerson[] => {
    if (typeof entry === 'string') return [{ name: entry, address: entry }];
    if (typeof entry !== 'object' || entry === null) return [];
    const { name, address } = entry as { name?: unknown; address?: unknown };
    if (typeof address !== 'string') return [];
    return [{ name: typeof name === 'string' && name !== '' ? name : address, address }];
  });
}
