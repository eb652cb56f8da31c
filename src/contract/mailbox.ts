import { Type, type Static } from 'typebox';
import { pageOf, PageQuery } from './page.ts';
import { Id, Instant, nullable, Reason, Version } from './values.ts';

/** A kind of mailbox that can be connected. */
const MailboxKind = Type.Object({ kind: Type.String(), name: Type.String() }, { title: 'MailboxKind' });
export const MailboxKinds = Type.Object({ items: Type.Array(MailboxKind) }, { title: 'MailboxKinds' });
export type MailboxKinds = Static<typeof MailboxKinds>;

/**
 * - `new`: no calendar chosen yet. `paused`: its settings say so. `waiting`: the next pump is due at `nextPumpAt`. `queued`, `running`: as they say.
 * - `delayed`: the last pump failed and is repeated by itself. `stopped`: a person has to do something first.
 */
export const MAILBOX_STATES = [
  'new',
  'paused',
  'waiting',
  'queued',
  'running',
  'delayed',
  'stopped',
] as const;
export type MailboxState = (typeof MAILBOX_STATES)[number];

/** A calendar of the account. `createIn`: new meetings from the CRM go there. */
export const MailboxCollection = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    kinds: Type.Array(Type.String(), { description: 'Of the items in it: Event, Task, ...' }),
    color: nullable(Type.String()),
    writable: Type.Boolean(),
    selected: Type.Boolean(),
    createIn: Type.Boolean(),
  },
  { title: 'MailboxCollection' },
);
export type MailboxCollection = Static<typeof MailboxCollection>;
export const MailboxCollections = Type.Object(
  { items: Type.Array(MailboxCollection) },
  { title: 'MailboxCollections' },
);
export type MailboxCollections = Static<typeof MailboxCollections>;

/** PUT /api/mailboxes/:id/collections: the choice as a whole. `createIn` is one of `selected`, or null for none. */
export const CollectionChoice = Type.Object(
  {
    selected: Type.Array(Type.String({ minLength: 1, maxLength: 4000 }), {
      maxItems: 200,
      uniqueItems: true,
    }),
    createIn: nullable(Type.String({ minLength: 1, maxLength: 4000 })),
  },
  { additionalProperties: false, title: 'CollectionChoice' },
);
export type CollectionChoice = Static<typeof CollectionChoice>;

const settings = {
  paused: Type.Boolean({
    description: 'Connected, and nothing is read or written by itself until this is false',
  }),
  direction: Type.Enum(['both', 'to-crm', 'to-mailbox', 'none']),
  privacy: Type.Enum(['out', 'busy', 'in'], {
    description: 'Private items: kept out, shown as busy, or taken in',
  }),
  scope: Type.Enum(['all', 'marked'], {
    description: "The mailbox's meetings that get a record: all, or those that were marked in the task pane",
  }),
  existingInMailbox: Type.Enum(['all', 'edited'], {
    description:
      'What was in the calendars when they were first read gets a record: all of it, or what is edited later',
  }),
  existingInCrm: Type.Enum(['all', 'edited'], {
    description:
      "The user's appointments from before come into the calendar: all of them, or what is edited later",
  }),
  actingFor: Type.Array(Type.String({ format: 'email', maxLength: 320 }), {
    maxItems: 50,
    uniqueItems: true,
    description: 'E-mail addresses of those in whose names the owner keeps calendars. Set by administrators',
  }),
  daysBack: nullable(Type.Integer({ minimum: 0, maximum: 36_500, description: 'null: without limit' })),
  daysAhead: nullable(Type.Integer({ minimum: 0, maximum: 36_500, description: 'null: without limit' })),
  intervalSeconds: Type.Integer({ minimum: 30, maximum: 86_400 }),
  mailPolicy: Type.Enum(['none', 'send'], { description: 'send: writing meetings may mail people' }),
};
export const MailboxSettings = Type.Object(settings, { title: 'MailboxSettings' });
export type MailboxSettings = Static<typeof MailboxSettings>;
const MailboxSettingsInput = Type.Object(Type.Partial(MailboxSettings).properties, {
  additionalProperties: false,
});

/** Links of the mailbox by state, and its conflicts. */
export const MailboxCounts = Type.Object(
  {
    linked: Type.Integer(),
    held: Type.Integer(),
    quarantined: Type.Integer(),
    notSent: Type.Integer(),
    pending: Type.Integer({ description: 'Seen, not yet synchronised' }),
    dormant: Type.Integer({ description: 'Left alone for a reason; nobody has to do anything' }),
    conflicts: Type.Integer({ description: 'Values that did not prevail, kept until somebody decides' }),
  },
  { title: 'MailboxCounts' },
);
export type MailboxCounts = Static<typeof MailboxCounts>;

/** A user's account. Never carries the password. */
export const Mailbox = Type.Object(
  {
    id: Id,
    version: Version,
    ownerId: Id,
    kind: Type.String(),
    name: Type.String(),
    url: Type.String({ description: 'What was typed: a URL, a host name, or an e-mail address' }),
    user: Type.String({ description: 'Account name at the provider' }),
    addresses: Type.Array(Type.String()),
    server: Type.String({ description: 'What answered the last test, for people to read' }),
    endpoint: nullable(Type.String({ description: 'URL at which the last test found the account' })),
    state: Type.Enum(MAILBOX_STATES),
    watched: Type.Boolean({
      description: 'Changes in it are listened for; otherwise they are looked for in the interval',
    }),
    lastError: nullable(Reason),
    lastPumpAt: nullable(Instant),
    nextPumpAt: nullable(Instant),
    settings: MailboxSettings,
    counts: MailboxCounts,
    createdAt: Instant,
    updatedAt: Instant,
  },
  { title: 'Mailbox' },
);
export type Mailbox = Static<typeof Mailbox>;
export const MailboxPage = pageOf(Mailbox, 'MailboxPage');

const account = {
  url: Type.String({
    maxLength: 2000,
    description:
      'URL or host name of the server, or an e-mail address by which to find it; empty: the one that `user` is',
  }),
  user: Type.String({ minLength: 1, maxLength: 500 }),
  password: Type.String({ minLength: 1, maxLength: 2000, description: 'Write-only' }),
};

/** POST /api/mailboxes/test: an account before it is saved. */
export const MailboxAccountInput = Type.Object(
  { kind: Type.String({ minLength: 1, maxLength: 50 }), ...account },
  { additionalProperties: false, title: 'MailboxAccountInput' },
);
export type MailboxAccountInput = Static<typeof MailboxAccountInput>;

/**
 * POST /api/mailboxes: tried for real first; nothing is stored of one that fails. `ownerId`: whose it will be, by default
 * the caller's; administrators may name others.
 */
export const MailboxInput = Type.Object(
  {
    kind: Type.String({ minLength: 1, maxLength: 50 }),
    ...account,
    ownerId: Type.Optional(Id),
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    settings: Type.Optional(MailboxSettingsInput),
  },
  { additionalProperties: false, title: 'MailboxInput' },
);
export type MailboxInput = Static<typeof MailboxInput>;

/** PATCH: changed account data are tried for real first. */
export const MailboxPatch = Type.Object(
  {
    ...Type.Partial(Type.Object(account)).properties,
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    settings: Type.Optional(MailboxSettingsInput),
  },
  { additionalProperties: false, title: 'MailboxPatch' },
);
export type MailboxPatch = Static<typeof MailboxPatch>;

/** The Test light: green with what answered, or red with what is wrong (code and sentence). Always 200. */
export const MailboxTestResult = Type.Object(
  {
    ok: Type.Boolean(),
    server: Type.Optional(Type.String({ description: 'What answered, with its version' })),
    endpoint: Type.Optional(Type.String({ description: 'URL at which the account was found' })),
    addresses: Type.Optional(Type.Array(Type.String())),
    error: Type.Optional(Reason),
    detail: Type.Optional(Type.String({ description: "The error's sentence in the request's language" })),
  },
  { title: 'MailboxTestResult' },
);
export type MailboxTestResult = Static<typeof MailboxTestResult>;

/** GET /api/mailboxes: one's own; administrators may ask for another user's, or for `everyone`'s. */
export const MailboxQuery = Type.Object({
  ...PageQuery.properties,
  ownerId: Type.Optional(Type.Union([Id, Type.Literal('everyone')])),
});
export type MailboxQuery = Static<typeof MailboxQuery>;
