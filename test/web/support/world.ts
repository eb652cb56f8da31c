import { randomUUID } from 'node:crypto';
import type {
  Appointment,
  Company,
  Conflict,
  DormantEntry,
  HeldDeletion,
  HistoryEntry,
  Mailbox,
  MailboxCollection,
  Matter,
  Message,
  NotSentEntry,
  Opportunity,
  Person,
  Policy,
  QuarantineEntry,
  Rule,
  User,
} from '../../../src/contract/index.ts';

/** Everything that the fake server holds. Tests change it as they like. */
export interface World {
  readonly users: User[];
  readonly passwords: Map<string, string>;
  readonly companies: Company[];
  readonly persons: Person[];
  readonly opportunities: Opportunity[];
  readonly matters: Matter[];
  readonly appointments: Appointment[];
  readonly mailboxes: Mailbox[];
  readonly collections: Map<string, MailboxCollection[]>;
  readonly history: HistoryEntry[];
  readonly held: HeldDeletion[];
  readonly quarantine: QuarantineEntry[];
  readonly notSent: NotSentEntry[];
  readonly dormant: DormantEntry[];
  readonly conflicts: Conflict[];
  readonly messages: Message[];
  readonly rules: Rule[];
  policy: Policy;
}

/** A world in which nothing has happened yet but one administrator, `anna` with the password `correct horse`. */
export function emptyWorld(): World {
  const anna = user('anna', 'Anna Berger', 'admin');
  return {
    users: [anna],
    passwords: new Map([['anna', 'correct horse']]),
    companies: [],
    persons: [],
    opportunities: [],
    matters: [],
    appointments: [],
    mailboxes: [],
    collections: new Map(),
    history: [],
    held: [],
    quarantine: [],
    notSent: [],
    dormant: [],
    conflicts: [],
    messages: [],
    rules: [],
    policy: { version: '1', privacy: 'in' },
  };
}

/** A user with an address of their own. */
export function user(username: string, displayName: string, role: User['role'] = 'user'): User {
  return {
    id: id(),
    version: '1',
    username,
    displayName,
    email: `${username}@berger.example`,
    language: 'en',
    timeZone: 'Europe/Berlin',
    role,
    active: true,
    ...stamps(),
  };
}

/** What every record carries. */
export function frame(ownerId: string) {
  return {
    id: id(),
    version: '1',
    ownerId,
    readers: ['everyone' as const],
    url: 'https://crm.example/',
    ...stamps(),
  };
}

export function company(ownerId: string, name: string, parts: Partial<Company> = {}): Company {
  const empty = {
    website: '',
    email: '',
    phone: '',
    street: '',
    postalCode: '',
    city: '',
    country: '',
    notes: '',
  };
  return { ...frame(ownerId), name, ...empty, ...parts };
}

export function person(
  ownerId: string,
  givenName: string,
  familyName: string,
  parts: Partial<Person> = {},
): Person {
  const name = `${givenName} ${familyName}`.trim();
  const empty = { emails: [], phone: '', jobTitle: '', companyId: null, notes: '' };
  return { ...frame(ownerId), name, givenName, familyName, ...empty, ...parts };
}

/** A meeting of one hour in Berlin unless said otherwise. */
export function appointment(
  ownerId: string,
  title: string,
  start: string,
  parts: Partial<Appointment> = {},
): Appointment {
  return {
    ...frame(ownerId),
    uid: randomUUID(),
    title,
    start,
    timeZone: 'Europe/Berlin',
    duration: 'PT1H',
    users: [ownerId],
    links: [],
    synchronisation: [],
    ...parts,
  };
}

/** A connected CalDAV account in step. */
export function mailbox(ownerId: string, name: string, parts: Partial<Mailbox> = {}): Mailbox {
  return {
    id: id(),
    version: '1',
    ownerId,
    kind: 'caldav',
    name,
    url: 'https://calendar.example',
    user: 'anna',
    addresses: ['mailto:anna@berger.example'],
    server: 'Cyrus IMAP',
    endpoint: 'https://calendar.example/dav/',
    state: 'waiting',
    watched: false,
    lastError: null,
    lastPumpAt: new Date(Date.now() - 130_000).toISOString(),
    nextPumpAt: new Date(Date.now() + 170_000).toISOString(),
    settings: {
      paused: false,
      direction: 'both',
      privacy: 'busy',
      scope: 'all',
      existingInMailbox: 'all',
      existingInCrm: 'all',
      actingFor: [],
      daysBack: 90,
      daysAhead: 365,
      intervalSeconds: 300,
      mailPolicy: 'none',
    },
    counts: counts({ linked: 128 }),
    ...stamps(),
    ...parts,
  };
}

/** Counts, none of anything unless said otherwise. */
export function counts(parts: Partial<Mailbox['counts']> = {}): Mailbox['counts'] {
  const nothing = { held: 0, quarantined: 0, notSent: 0, pending: 0, dormant: 0, conflicts: 0 };
  return { linked: 0, ...nothing, ...parts };
}

/** The calendars of a freshly connected account. */
export function calendars(): MailboxCollection[] {
  const calendar = { kinds: ['Event'], writable: true, selected: false, createIn: false };
  return [
    { ...calendar, id: '/anna/work/', name: 'Work', color: '#0f737e' },
    { ...calendar, id: '/anna/private/', name: 'Private', color: '#c2703d' },
    { ...calendar, id: '/holidays/', name: 'Public holidays', color: null, writable: false },
    { ...calendar, id: '/anna/tasks/', name: 'Tasks', kinds: ['Task'], color: null },
  ];
}

/** A random id of the right form. */
export function id(): string {
  return randomUUID();
}

/** Creation and change: now. */
export function stamps(): { createdAt: string; updatedAt: string } {
  const now = new Date().toISOString();
  return { createdAt: now, updatedAt: now };
}
