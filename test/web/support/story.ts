import { Temporal } from 'temporal-polyfill';
import { addMessages } from './fake-messages.ts';
import { matter, opportunity } from './fake-routes.ts';
import {
  appointment,
  calendars,
  company,
  counts,
  emptyWorld,
  id,
  mailbox,
  person,
  stamps,
  user,
} from './world.ts';
import type { World } from './world.ts';

/** A working day at a small law firm, around today: every page has something to show, every state occurs. */
export function storyWorld(): World {
  const world = emptyWorld();
  const [anna] = world.users;
  if (anna === undefined) throw new Error('the empty world has a user');
  const jonas = user('jonas', 'Jonas Weber');
  world.users.push(jonas, { ...user('former', 'Petra Former'), active: false });
  const nordlicht = company(anna.id, 'Nordlicht Energie GmbH', {
    city: 'Hamburg',
    street: 'Deichstraße 12',
    postalCode: '20459',
    country: 'Germany',
    website: 'nordlicht.example',
    email: 'kontakt@nordlicht.example',
    phone: '+49 40 555 0100',
    notes: 'Framework agreement since 2019.\nPrefers meetings before noon.',
  });
  world.companies.push(
    nordlicht,
    company(anna.id, 'Fjord Shipping AS', { city: 'Bergen' }),
    company(anna.id, 'Atelier Zürn', { city: 'Konstanz' }),
  );
  const sofia = person(anna.id, 'Sofía', 'Lindqvist', {
    emails: ['sofia.lindqvist@nordlicht.example'],
    jobTitle: 'Head of legal',
    companyId: nordlicht.id,
    phone: '+49 40 555 0101',
  });
  world.persons.push(sofia, person(anna.id, 'Tom', 'Okafor', { jobTitle: 'CEO' }));
  world.opportunities.push({
    ...opportunity(anna.id),
    name: 'Wind park Borkum West',
    number: 'Y1-1-100',
    stage: 'offered',
    amount: 84000,
    currency: 'EUR',
    closeDate: day(40).slice(0, 10),
    companyId: nordlicht.id,
    personId: sofia.id,
  });
  world.matters.push({
    ...matter(anna.id),
    name: 'Nordlicht v. Grid Authority',
    number: '2026-0042',
    companyId: nordlicht.id,
  });
  addMeetings(world, anna.id, nordlicht.id, sofia.id);
  addMailboxes(world, anna.id);
  addExchange(world, jonas.id);
  addRules(world, jonas.id);
  return world;
}

/** What the firm's administrator decided for everybody. */
function addRules(world: World, someone: string): void {
  const any = { users: [], parts: [], private: null, categories: [], domains: [] };
  const rule = { version: '1', active: true, ...stamps() };
  world.rules.push(
    {
      ...{ ...rule, id: id(), name: 'Families and doctors' },
      when: { ...any, categories: ['Family', 'Doctor'], private: false },
      then: { type: 'direction', direction: 'none' },
    },
    {
      ...{ ...rule, id: id(), name: 'Works council: nobody reads along', active: false },
      when: { ...any, users: [someone], domains: ['works-council.nordlicht-energie.example'] },
      then: { type: 'privacy', privacy: 'busy' },
    },
    {
      ...{ ...rule, id: id(), name: 'Numbers of opportunities' },
      when: any,
      then: { type: 'link', recordType: 'opportunity', text: 'Meeting to Opportunity' },
    },
  );
}

/** A local date-time some days from today. */
function day(offset: number, time = '09:00:00'): string {
  return `${Temporal.Now.plainDateISO('Europe/Berlin').add({ days: offset }).toString()}T${time}`;
}

function addMeetings(world: World, annaId: string, companyId: string, personId: string): void {
  const linkedAt = new Date().toISOString();
  const toCompany = {
    recordType: 'company' as const,
    id: companyId,
    title: 'Nordlicht Energie GmbH',
    linkedBy: annaId,
    linkedAt,
    rule: null,
  };
  const toPerson = { ...toCompany, recordType: 'person' as const, id: personId, title: 'Sofía Lindqvist' };
  const synchronisation = (state: string, code: string | null) => [
    {
      mailboxId: id(),
      userId: annaId,
      linkId: id(),
      state,
      reason: code === null ? null : { code, parameters: {} },
    },
  ];
  const participants = {
    'mailto:anna@berger.example': {
      name: 'Anna Berger',
      roles: { owner: true, attendee: true },
      participationStatus: 'accepted',
    },
    'mailto:sofia.lindqvist@nordlicht.example': {
      name: 'Sofía Lindqvist',
      roles: { attendee: true },
      participationStatus: 'tentative',
    },
    'mailto:clerk@court.example': { roles: { attendee: true, optional: true } },
  } as const;
  const { title: _, ...untitled } = appointment(annaId, '', day(0, '16:00:00'));
  const weekly = [{ frequency: 'weekly' as const, byDay: [] }].map(({ frequency }) => ({ frequency }));
  world.appointments.push(
    appointment(annaId, 'Contract review with Nordlicht', day(0, '10:00:00'), {
      locations: { '1': { name: 'Deichstraße 12, Hamburg, room 3' } },
      description: 'Draft 4 of the supply contract.\nOpen: liability cap, governing law.',
      duration: 'PT1H30M',
      participants,
      links: [toCompany, toPerson],
      synchronisation: synchronisation('active', null),
    }),
    appointment(annaId, 'Team meeting', day(-14, '08:30:00'), {
      duration: 'PT45M',
      recurrenceRules: weekly,
      recurrenceOverrides: {
        [day(7, '08:30:00')]: { excluded: true },
        [day(0, '08:30:00')]: { title: 'Team meeting (with budget)' },
      },
      synchronisation: synchronisation('active', null),
    }),
    appointment(annaId, 'Call with Bergen', day(1, '09:00:00'), {
      timeZone: 'America/New_York',
      duration: 'PT30M',
      virtualLocations: { '1': { uri: 'https://meet.example/bergen' } },
      links: [toCompany],
      synchronisation: synchronisation('not-sent', 'not-sent'),
    }),
    appointment(annaId, 'Hearing preparation', day(1, '14:00:00'), {
      status: 'tentative',
      links: [toCompany],
    }),
    appointment(annaId, 'Energy law conference', day(2, '00:00:00'), {
      showWithoutTime: true,
      duration: 'P2D',
      locations: { '1': { name: 'Berlin' } },
      synchronisation: synchronisation('active', null),
    }),
    { ...untitled, privacy: 'private', synchronisation: synchronisation('active', 'private-busy-only') },
    appointment(annaId, 'Kick-off last spring', day(-60, '11:00:00'), {
      links: [toCompany],
      synchronisation: synchronisation('active', null),
    }),
  );
}

function addMailboxes(world: World, annaId: string): void {
  const work = mailbox(annaId, 'Work calendar', {
    counts: counts({ linked: 128, held: 2, quarantined: 1, notSent: 1, dormant: 3, conflicts: 4 }),
  });
  const stopped = mailbox(annaId, 'Old calendar', {
    state: 'stopped',
    lastError: { code: 'wrong-credentials', parameters: {} },
    counts: counts({ linked: 17 }),
  });
  const fine = mailbox(annaId, 'Association', {
    counts: counts({ linked: 9, dormant: 3 }),
  });
  world.mailboxes.push(work, stopped, fine);
  const chosen = calendars().map((each, index) => ({ ...each, selected: index < 2, createIn: index === 0 }));
  for (const each of world.mailboxes) world.collections.set(each.id, chosen);
  const since = new Date(Date.now() - 7_200_000).toISOString();
  const held = { code: 'deletion-held', parameters: {} };
  world.held.push(
    { linkId: id(), appointmentId: null, title: 'Quarterly review', side: 'crm', reason: held, since },
    {
      linkId: id(),
      appointmentId: null,
      title: 'Lunch with Tom Okafor',
      side: 'mailbox',
      reason: held,
      since,
    },
  );
  world.quarantine.push({
    linkId: id(),
    appointmentId: null,
    title: null,
    reason: { code: 'item-malformed', parameters: {} },
    since,
  });
  const [first, , third] = world.appointments;
  world.notSent.push({
    linkId: id(),
    appointmentId: third?.id ?? null,
    title: third?.title ?? null,
    reason: { code: 'not-sent', parameters: {} },
    since,
  });
  const about = { linkId: id(), appointmentId: first?.id ?? null, title: first?.title ?? null };
  world.history.push(
    {
      id: '4',
      at: since,
      event: 'changed-in-mailbox',
      phase: 'observed',
      reason: { code: 'edited', parameters: { fields: ['title', 'start', 'duration'] } },
      ...about,
    },
    { id: '3', at: since, event: 'updated-in-crm', phase: 'done', reason: null, ...about },
    {
      id: '2',
      at: since,
      event: 'conflict',
      phase: 'decided',
      reason: { code: 'conflict-kept', parameters: { field: 'title' } },
      ...about,
    },
    { id: '1', at: since, event: 'created-in-crm', phase: 'done', reason: null, ...about },
  );
  addConflicts(world, work.id);
  addMessages(world);
  for (const [title, code] of [
    ['Dentist', 'outside-window'],
    [null, 'private-kept-out'],
    ['Choir rehearsal', 'collection-not-synchronized'],
  ] as const) {
    const privacy = title === null ? { privacy: 'private' as const } : {};
    world.dormant.push({
      linkId: id(),
      appointmentId: null,
      title,
      ...privacy,
      reason: { code, parameters: {} },
      since,
    });
  }
}

/** A colleague's, which the administrator sees from outside. */
function addExchange(world: World, ownerId: string): void {
  const exchange = mailbox(ownerId, 'jonas@berger.example', {
    kind: 'ews',
    watched: true,
    url: 'jonas@berger.example',
    user: 'jonas@berger.example',
    addresses: ['mailto:jonas@berger.example'],
    server: 'Exchange 15.2.1118.7',
    endpoint: 'https://mail.berger.example/EWS/Exchange.asmx',
    counts: counts({ linked: 61, quarantined: 1, dormant: 2 }),
  });
  world.mailboxes.push(exchange);
  world.collections.set(exchange.id, calendars());
}

/** A short one, a long one, one about a participant that can't be undone, and one where both sides kept their own. */
function addConflicts(world: World, mailboxId: string): void {
  const [first] = world.appointments;
  if (first === undefined) throw new Error('the story has meetings');
  const common = {
    mailboxId,
    linkId: id(),
    appointmentId: first.id,
    title: first.title ?? null,
    at: new Date(Date.now() - 90_000_000).toISOString(),
    recurrenceId: null,
    participant: null,
  };
  const long = Array.from({ length: 40 }, (_, line) => `Point ${line + 1}: to be agreed on with the board.`);
  const values = { crm: first.title ?? '', mailbox: 'Review with Nordlicht (moved)' };
  world.conflicts.push(
    { ...common, id: id(), field: 'title', kept: 'crm', values, usable: true },
    {
      ...common,
      id: id(),
      field: 'description',
      kept: 'both',
      values: { crm: first.description ?? '', mailbox: long.join('\n') },
      usable: true,
    },
    {
      ...common,
      id: id(),
      field: 'start',
      kept: 'mailbox',
      values: { crm: day(3, '15:00:00'), mailbox: first.start },
      usable: true,
    },
    {
      ...common,
      id: id(),
      field: 'participationStatus',
      participant: 'mailto:sofia.lindqvist@nordlicht.example',
      kept: 'mailbox',
      values: { crm: 'declined', mailbox: 'tentative' },
      usable: false,
    },
  );
}
