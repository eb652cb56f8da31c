import type { ApiClient } from './api.ts';
import type { Story, StoryOpportunity, StoryUser } from './story/types.ts';

/** Ids of what was created, by the story's own keys. */
interface Ids {
  readonly users: Map<string, string>;
  readonly records: Map<string, { readonly recordType: string; readonly id: string }>;
}

/** The CRM's words for the story's stages. */
const STAGES: Readonly<Record<StoryOpportunity['stage'], string>> = {
  lead: 'open',
  qualified: 'open',
  proposal: 'offered',
  negotiation: 'offered',
};

/** Signs a colleague in. */
export type SignInAs = (user: StoryUser) => Promise<ApiClient>;

/** Makes the colleagues' accounts. */
export async function loadUsers(admin: ApiClient, story: Story): Promise<void> {
  for (const { name, password, displayName, address, timeZone, role } of story.users) {
    await admin.post('/api/users', { username: name, password, displayName, email: address, timeZone, role });
  }
}

/**
 * Tells the story through the API as its people would: each creates what is theirs and lets the colleagues read it.
 * The first colleague keeps the companies and persons.
 */
export async function loadStory(story: Story, signInAs: SignInAs): Promise<void> {
  const clients = new Map<string, ApiClient>();
  const ids: Ids = { users: new Map(), records: new Map() };
  for (const user of story.users) {
    const client = await signInAs(user);
    clients.set(user.name, client);
    const { user: profile } = (await client.get('/api/session')) as {
      readonly user?: { readonly id: string };
    };
    ids.users.set(user.name, profile?.id ?? '');
  }
  const as = (name: string): ApiClient => {
    const client = clients.get(name);
    if (client === undefined) throw new Error(`The story has no colleague called ${name}`);
    return client;
  };
  try {
    const readers = [...ids.users.values()];
    await loadCompanies(as(story.users[0]?.name ?? ''), story, ids, readers);
    await loadBusiness(as, story, ids, readers);
    await loadMeetings(as, story, ids);
  } finally {
    for (const client of clients.values()) await client.close();
  }
}

async function loadCompanies(
  keeper: ApiClient,
  story: Story,
  ids: Ids,
  readers: readonly string[],
): Promise<void> {
  for (const company of story.companies) {
    const { key, name, domain, city, country, industry, phone } = company;
    const { id } = await keeper.post('/api/companies', {
      name,
      website: `https://${domain}`,
      city,
      country,
      phone,
      notes: industry,
      readers,
    });
    ids.records.set(key, { recordType: 'company', id: String(id) });
  }
  for (const person of story.persons) {
    const { key, company, givenName, surname, jobTitle, addresses, phones } = person;
    const { id } = await keeper.post('/api/persons', {
      givenName,
      familyName: surname,
      emails: addresses,
      phone: phones[0] ?? '',
      jobTitle,
      companyId: company === null ? null : (ids.records.get(company)?.id ?? null),
      readers,
    });
    ids.records.set(key, { recordType: 'person', id: String(id) });
  }
}

async function loadBusiness(
  as: (name: string) => ApiClient,
  story: Story,
  ids: Ids,
  readers: readonly string[],
): Promise<void> {
  for (const { number, title, company, stage, amount, currency, closesOn, owner } of story.opportunities) {
    const companyId = ids.records.get(company)?.id ?? null;
    const body = {
      name: title,
      number,
      stage: STAGES[stage],
      amount,
      currency,
      closeDate: closesOn,
      companyId,
      readers,
    };
    const { id } = await as(owner).post('/api/opportunities', body);
    ids.records.set(number, { recordType: 'opportunity', id: String(id) });
  }
  for (const { number, title, company, status, owner } of story.matters) {
    const companyId = ids.records.get(company)?.id ?? null;
    const { id } = await as(owner).post('/api/matters', {
      name: title,
      number,
      state: status,
      companyId,
      readers,
    });
    ids.records.set(number, { recordType: 'matter', id: String(id) });
  }
}

async function loadMeetings(as: (name: string) => ApiClient, story: Story, ids: Ids): Promise<void> {
  for (const { event, users, subjects } of story.meetings.inCrm) {
    const { '@type': _type, ...properties } = event;
    const about = [
      ...subjects.companies,
      ...subjects.persons,
      ...subjects.opportunities,
      ...subjects.matters,
    ];
    const links = about.flatMap((key) => ids.records.get(key) ?? []);
    const [first] = users;
    if (first === undefined) continue;
    await as(first).post('/api/appointments', {
      ...properties,
      links,
      users: users.flatMap((name) => ids.users.get(name) ?? []),
    });
  }
}
