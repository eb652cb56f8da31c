import * as contract from '../../../src/contract/index.ts';
import type { TSchema } from 'typebox';
import { appointmentRoutes } from './fake-appointments.ts';
import { Refusal } from './fake-api.ts';
import type { Answer, Exchange, Route } from './fake-api.ts';
import { conflictRoutes } from './fake-conflicts.ts';
import { mailboxRoutes } from './fake-mailboxes.ts';
import { rehearsalRoutes } from './fake-rehearsals.ts';
import { messageRoutes } from './fake-messages.ts';
import { ruleRoutes } from './fake-rules.ts';
import { company, frame, id, person, stamps } from './world.ts';
import type { World } from './world.ts';

/** Whatever has an id and a version. */
export interface Stored {
  readonly id: string;
  readonly version: string;
}

/** The ETag of a version, as the server writes it. */
function etagOf(stored: Stored): string {
  return `"${stored.version}"`;
}

/** What has this id, or 404. */
export function found<T extends { readonly id: string }>(list: readonly T[], wanted: string | undefined): T {
  const item = list.find((each) => each.id === wanted);
  if (item === undefined) throw new Refusal(404, 'not-found');
  return item;
}

/** Writes a patch over the item if If-Match names its version; null removes. */
export function changed<T extends Stored>(list: T[], exchange: Exchange, patch: object): Stored {
  const { params, ifMatch } = exchange;
  const item = found(list, params[0]);
  expect412(item, ifMatch);
  const entries = Object.entries({ ...item, ...patch }).filter(
    ([name, value]) => value !== null || keepsNull(name),
  );
  const next = { ...(Object.fromEntries(entries) as unknown as T), version: `${Number(item.version) + 1}` };
  list[list.indexOf(item)] = next;
  return next;
}

function keepsNull(name: string): boolean {
  return [
    'companyId',
    'personId',
    'endpoint',
    'amount',
    'closeDate',
    'lastError',
    'lastPumpAt',
    'nextPumpAt',
  ].includes(name);
}

/** 428 without If-Match, 412 with another version. */
export function expect412(item: Stored, ifMatch: string | null): void {
  if (ifMatch === null) throw new Refusal(428, 'if-match-required');
  if (ifMatch !== etagOf(item)) throw new Refusal(412, 'version-changed');
}

/** A page of a list; the cursor is the number of items before it. */
export function page<T>(items: readonly T[], { query }: Exchange): Answer {
  const from = Number(query.get('cursor') ?? 0);
  const limit = Number(query.get('limit') ?? 50);
  const next = from + limit < items.length ? String(from + limit) : null;
  return { status: 200, body: { items: items.slice(from, from + limit), nextCursor: next } };
}

/** Answers with an item and its ETag. */
export function versioned(item: Stored, status = 200): Answer {
  return { status, body: item, etag: etagOf(item) };
}

const sessionRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: /^\/api\/session$/,
    open: true,
    bodySchema: contract.SignIn,
    answerSchema: contract.Session,
    handle: ({ api, world, body }) => {
      const { username, password } = body as contract.SignIn;
      const user = world.users.find((each) => each.username === username);
      if (user === undefined || world.passwords.get(username) !== password)
        throw new Refusal(401, 'wrong-credentials');
      const token = id();
      api.session = { token, userId: user.id };
      return {
        status: 201,
        body: session(user),
        cookie: `session=${token}; HttpOnly; SameSite=Strict; Path=/`,
      };
    },
  },
  {
    method: 'GET',
    path: /^\/api\/session$/,
    answerSchema: contract.Session,
    handle: ({ user }) => ({ status: 200, body: session(user) }),
  },
  {
    method: 'DELETE',
    path: /^\/api\/session$/,
    handle: ({ api }) => {
      api.session = null;
      return { status: 204 };
    },
  },
];

function session(user: contract.User): contract.Session {
  return { id: id(), kind: 'cookie', user, expiresAt: new Date(Date.now() + 3_600_000).toISOString() };
}

const userRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: /^\/api\/users$/,
    answerSchema: contract.UserPage,
    handle: (exchange) => page(exchange.world.users, exchange),
  },
  {
    method: 'POST',
    path: /^\/api\/users$/,
    bodySchema: contract.UserInput,
    answerSchema: contract.User,
    handle: ({ world, body }) => {
      const { password, ...input } = body as contract.UserInput;
      if (world.users.some((each) => each.username === input.username))
        throw new Refusal(409, 'username-taken');
      const fresh: contract.User = {
        email: '',
        language: 'en',
        timeZone: 'Etc/UTC',
        role: 'user',
        ...input,
        id: id(),
        version: '1',
        active: true,
        ...stamps(),
      };
      world.users.push(fresh);
      world.passwords.set(fresh.username, password);
      return versioned(fresh, 201);
    },
  },
  {
    method: 'GET',
    path: /^\/api\/users\/([^/]+)$/,
    answerSchema: contract.User,
    handle: ({ world, params }) => versioned(found(world.users, params[0])),
  },
  {
    method: 'PATCH',
    path: /^\/api\/users\/([^/]+)$/,
    bodySchema: contract.UserPatch,
    answerSchema: contract.User,
    handle: (exchange) => versioned(changed(exchange.world.users, exchange, exchange.body as object)),
  },
];

type RecordList = 'companies' | 'persons' | 'opportunities' | 'matters';
const TYPES = {
  companies: 'company',
  persons: 'person',
  opportunities: 'opportunity',
  matters: 'matter',
} as const;

interface RecordSchemas {
  readonly list: RecordList;
  readonly schema: TSchema;
  readonly page: TSchema;
  readonly input: TSchema;
  readonly patch: TSchema;
  readonly create: (ownerId: string, input: Record<string, unknown>) => Stored;
}

const RECORDS: readonly RecordSchemas[] = [
  {
    list: 'companies',
    schema: contract.Company,
    page: contract.CompanyPage,
    input: contract.CompanyInput,
    patch: contract.CompanyPatch,
    create: (owner, input) => company(owner, '', input),
  },
  {
    list: 'persons',
    schema: contract.Person,
    page: contract.PersonPage,
    input: contract.PersonInput,
    patch: contract.PersonPatch,
    create: (owner, input) => {
      const {
        givenName = '',
        familyName = '',
        ...rest
      } = input as { givenName?: string; familyName?: string };
      return person(owner, givenName, familyName, rest);
    },
  },
  {
    list: 'opportunities',
    schema: contract.Opportunity,
    page: contract.OpportunityPage,
    input: contract.OpportunityInput,
    patch: contract.OpportunityPatch,
    create: (owner, input) => ({ ...opportunity(owner), ...input }),
  },
  {
    list: 'matters',
    schema: contract.Matter,
    page: contract.MatterPage,
    input: contract.MatterInput,
    patch: contract.MatterPatch,
    create: (owner, input) => ({ ...matter(owner), ...input }),
  },
];

/** An open opportunity without anything. */
export function opportunity(ownerId: string): contract.Opportunity {
  const empty = {
    number: '',
    amount: null,
    currency: '',
    closeDate: null,
    companyId: null,
    personId: null,
    notes: '',
  };
  return { ...frame(ownerId), name: '', stage: 'open', ...empty };
}

/** An open matter without anything. */
export function matter(ownerId: string): contract.Matter {
  return {
    ...frame(ownerId),
    name: '',
    number: '',
    state: 'open',
    companyId: null,
    personId: null,
    notes: '',
  };
}

function recordRoutes({
  list,
  schema,
  page: pageSchema,
  input,
  patch,
  create,
}: RecordSchemas): readonly Route[] {
  const all = new RegExp(`^/api/${list}$`);
  const one = new RegExp(`^/api/${list}/([^/]+)$`);
  const stored = (world: World) => world[list] as unknown as Stored[];
  return [
    {
      method: 'GET',
      path: all,
      answerSchema: pageSchema,
      handle: (exchange) => page(stored(exchange.world), exchange),
    },
    {
      method: 'POST',
      path: all,
      bodySchema: input,
      answerSchema: schema,
      handle: ({ world, user, body }) => {
        const fresh = create(user.id, body as Record<string, unknown>);
        stored(world).push(fresh);
        return versioned(fresh, 201);
      },
    },
    {
      method: 'GET',
      path: one,
      answerSchema: schema,
      handle: ({ world, params }) => versioned(found(stored(world), params[0])),
    },
    {
      method: 'PATCH',
      path: one,
      bodySchema: patch,
      answerSchema: schema,
      handle: (exchange) => versioned(changed(stored(exchange.world), exchange, exchange.body as object)),
    },
    {
      method: 'DELETE',
      path: one,
      handle: ({ world, params, ifMatch }) => {
        const item = found(stored(world), params[0]);
        expect412(item, ifMatch);
        stored(world).splice(stored(world).indexOf(item), 1);
        return { status: 204 };
      },
    },
    {
      method: 'GET',
      path: new RegExp(`^/api/${list}/([^/]+)/appointments$`),
      answerSchema: contract.AppointmentPage,
      handle: (exchange) => {
        const linked = exchange.world.appointments.filter((each) =>
          each.links.some((link) => link.recordType === TYPES[list] && link.id === exchange.params[0]),
        );
        return page(linked, exchange);
      },
    },
  ];
}

const searchRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: /^\/api\/records\/search$/,
    answerSchema: contract.RecordHits,
    handle: ({ world, query }) => {
      const text = (query.get('q') ?? '').toLowerCase();
      const types = (query.get('types') ?? '').split(',').filter((type) => type !== '');
      const hits = [
        ...world.companies.map((each) => hit('company', each.id, each.name, each.city)),
        ...world.persons.map((each) => hit('person', each.id, each.name, each.jobTitle)),
        ...world.opportunities.map((each) => hit('opportunity', each.id, each.name, each.number)),
        ...world.matters.map((each) => hit('matter', each.id, each.name, each.number)),
        ...world.appointments.map((each) =>
          hit('appointment', each.id, each.title ?? '', each.start.slice(0, 10)),
        ),
      ].filter(
        (each) =>
          each.title.toLowerCase().includes(text) && (types.length === 0 || types.includes(each.recordType)),
      );
      return { status: 200, body: { items: hits.slice(0, Number(query.get('limit') ?? 10)) } };
    },
  },
];

function hit(
  recordType: contract.RecordType,
  recordId: string,
  title: string,
  subtitle: string,
): contract.RecordHit {
  return { recordType, id: recordId, title, subtitle, url: `https://crm.example/${recordType}/${recordId}` };
}

/** The whole API. */
export const routes: readonly Route[] = [
  ...sessionRoutes,
  ...userRoutes,
  ...ruleRoutes,
  ...RECORDS.flatMap(recordRoutes),
  ...searchRoutes,
  ...appointmentRoutes,
  ...mailboxRoutes,
  ...rehearsalRoutes,
  ...conflictRoutes,
  ...messageRoutes,
];
