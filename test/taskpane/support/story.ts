import type {
  ItemInView,
  ItemLink,
  ItemPerson,
  ItemSuggestion,
  ItemView,
  RecordHit,
  RecordType,
  User,
} from '../../../src/contract/index.ts';
import type { OpenItem } from '../../../src/taskpane/office/port.ts';

/** A small firm's morning: mails and a meeting as the pane is shown them, and what the CRM knows about each. */

let last = 0;

/** A fresh id in the form of the server's. */
export function id(): string {
  last += 1;
  return `01980000-0000-7000-8000-${String(last).padStart(12, '0')}`;
}

function hit(recordType: RecordType, title: string, subtitle = ''): RecordHit {
  const own = id();
  return { recordType, id: own, title, subtitle, url: `https://crm.liaison.test/${recordType}/${own}` };
}

export const anna: User = {
  id: id(),
  version: '1',
  username: 'anna',
  displayName: 'Anna Berger',
  email: 'anna.berger@kanzlei.example',
  language: 'en',
  timeZone: 'Europe/Berlin',
  role: 'user',
  active: true,
  createdAt: '2026-01-05T08:00:00Z',
  updatedAt: '2026-01-05T08:00:00Z',
};

export const nordlicht = hit('company', 'Nordlicht Energie GmbH', 'Hamburg');
const sofia = hit('person', 'Sofía Lindqvist', 'Nordlicht Energie GmbH');
export const windPark = hit('opportunity', 'Wind park Borkum West', 'Y1-1-100');
const gridMatter = hit('matter', 'Nordlicht v. Grid Authority', '2026-0042');
const fjord = hit('company', 'Fjord Shipping AS', 'Bergen');

const kickOff: RecordHit = { ...hit('appointment', 'Kick-off Borkum', '2026-03-10'), date: '2026-03-10' };

const jonas = { id: id(), displayName: 'Jonas Weber' };

const people: readonly ItemPerson[] = [
  {
    name: 'Sofía Lindqvist',
    address: 'sofia.lindqvist@nordlicht.example',
    roles: ['from'],
    person: sofia,
    company: nordlicht,
    colleague: null,
  },
  {
    name: 'Anna Berger',
    address: 'anna.berger@kanzlei.example',
    roles: ['to'],
    person: null,
    company: null,
    colleague: { id: anna.id, displayName: 'Anna Berger' },
  },
  {
    name: 'Jonas Weber',
    address: 'jonas.weber@kanzlei.example',
    roles: ['cc'],
    person: null,
    company: null,
    colleague: jonas,
  },
  {
    name: 'Tom Okafor',
    address: 'tom.okafor@windwerk.example',
    roles: ['cc'],
    person: null,
    company: null,
    colleague: null,
  },
];

const suggestions: readonly ItemSuggestion[] = [
  { record: windPark, reasons: [{ code: 'suggested-thread', parameters: {} }] },
  {
    record: nordlicht,
    reasons: [
      { code: 'suggested-company-of', parameters: { name: 'Sofía Lindqvist' } },
      { code: 'suggested-domain', parameters: { domain: 'nordlicht.example' } },
    ],
  },
  {
    record: gridMatter,
    reasons: [{ code: 'suggested-open-matter', parameters: { name: 'Sofía Lindqvist' } }],
  },
];

/** A link as a colleague made it. */
export function linked(record: RecordHit, more: Partial<ItemLink> = {}): ItemLink {
  return {
    ...record,
    linkedBy: jonas,
    linkedAt: '2026-03-02T13:05:00Z',
    rule: null,
    pending: false,
    removable: true,
    ...more,
  };
}

export function view(more: Partial<ItemView> = {}): ItemView {
  return {
    state: {
      state: 'not-synchronised',
      reason: { code: 'mail-not-linked', parameters: {} },
      marked: false,
      markable: true,
      record: null,
    },
    people: [...people],
    links: [],
    suggestions: [...suggestions],
    ...more,
  };
}

/** Of a meeting whose participants don't know of what was saved. */
export function notTold(parameters: Record<string, string> = { by: 'written' }): ItemView {
  const reason = { code: 'not-sent', parameters };
  const state = { ...view().state, state: 'attention' as const, marked: true, reason };
  return view({ state, suggestions: [] });
}

const participants: ItemInView['participants'] = people.map(({ name, address, roles: [role = 'to'] }) => ({
  role,
  name,
  address,
}));

/** A mail that is being read. Its key is its item id. */
export function mail(subject: string, more: Partial<ItemInView> = {}): OpenItem {
  const itemId = `AAMk${subject.replaceAll(/\W/g, '')}`;
  const item: ItemInView = {
    kind: 'message',
    itemId,
    messageId: `<${itemId}@nordlicht.example>`,
    conversationId: `conversation ${itemId}`,
    seriesId: null,
    subject,
    start: null,
    end: null,
    participants,
    ...more,
  };
  return { key: itemId, composing: false, item };
}

/** A meeting; `composing`: being made, and not saved yet. */
export function meeting(subject: string, composing = false): OpenItem {
  const open = mail(subject, {
    kind: 'appointment',
    messageId: null,
    conversationId: null,
    start: '2026-03-04T09:00:00Z',
    end: '2026-03-04T10:00:00Z',
    participants: [
      { role: 'organizer', name: 'Anna Berger', address: 'anna.berger@kanzlei.example' },
      { role: 'required', name: 'Sofía Lindqvist', address: 'sofia.lindqvist@nordlicht.example' },
    ],
  });
  return composing ? { ...open, composing, item: { ...open.item, itemId: null } } : open;
}

/** The people of the meeting. */
export const invited: readonly ItemPerson[] = [
  { ...people[1]!, roles: ['organizer'] },
  { ...people[0]!, roles: ['required'] },
];

export const offer = mail('Offer for the wind park Borkum West');
export const invoice = mail('Invoice 2026-117');

/** What the search knows. */
export const records: readonly RecordHit[] = [nordlicht, sofia, windPark, gridMatter, fjord, kickOff];
