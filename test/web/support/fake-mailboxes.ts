import * as contract from '../../../src/contract/index.ts';
import { failed, verdict, worded } from './fake-accounts.ts';
import { Refusal } from './fake-api.ts';
import type { Exchange, Route } from './fake-api.ts';
import { changed, expect412, found, page, versioned } from './fake-routes.ts';
import { calendars, counts, mailbox } from './world.ts';

const ONE = /^\/api\/mailboxes\/([^/]+)$/;

const KINDS = [
  { kind: 'caldav', name: 'CalDAV' },
  { kind: 'ews', name: 'Exchange' },
];

/** /api/mailboxes and what is below it. */
export const mailboxRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: /^\/api\/mailboxes$/,
    answerSchema: contract.MailboxPage,
    handle: (exchange) => {
      const { world, user, query } = exchange;
      const ownerId = query.get('ownerId') ?? user.id;
      if (ownerId !== user.id && user.role !== 'admin') throw new Refusal(403, 'not-allowed');
      return page(
        world.mailboxes.filter((each) => each.ownerId === ownerId),
        exchange,
      );
    },
  },
  {
    method: 'GET',
    path: /^\/api\/mailboxes\/kinds$/,
    answerSchema: contract.MailboxKinds,
    handle: () => ({ status: 200, body: { items: KINDS } }),
  },
  {
    method: 'POST',
    path: /^\/api\/mailboxes\/test$/,
    bodySchema: contract.MailboxAccountInput,
    answerSchema: contract.MailboxTestResult,
    handle: ({ body, language }) => ({
      status: 200,
      body: worded(verdict(body as contract.MailboxAccountInput), language),
    }),
  },
  {
    method: 'POST',
    path: /^\/api\/mailboxes$/,
    bodySchema: contract.MailboxInput,
    answerSchema: contract.Mailbox,
    handle: ({ world, user, body }) => {
      const input = body as contract.MailboxInput;
      const { kind, url, password, ownerId = user.id } = input;
      if (ownerId !== user.id && user.role !== 'admin') throw new Refusal(403, 'not-allowed');
      const { error, server = '', endpoint } = verdict({ kind, url, user: input.user, password });
      if (error !== undefined) throw new Refusal(422, error.code, error.parameters);
      const fresh = mailbox(ownerId, input.name ?? input.user, {
        kind,
        url: url === '' ? input.user : url,
        user: input.user,
        server,
        endpoint: endpoint ?? null,
        state: 'new',
        counts: counts(),
        lastPumpAt: null,
        nextPumpAt: null,
      });
      world.mailboxes.push(fresh);
      world.collections.set(fresh.id, calendars());
      return versioned(fresh, 201);
    },
  },
  {
    method: 'POST',
    path: /^\/api\/mailboxes\/([^/]+)\/test$/,
    answerSchema: contract.MailboxTestResult,
    handle: ({ world, params, language }) => {
      const { lastError, server, endpoint, addresses } = found(world.mailboxes, params[0]);
      const where = endpoint === null ? {} : { endpoint };
      const body =
        lastError === null
          ? { ok: true, server, ...where, addresses }
          : failed(lastError.code, lastError.parameters);
      return { status: 200, body: worded(body, language) };
    },
  },
  {
    method: 'GET',
    path: ONE,
    answerSchema: contract.Mailbox,
    handle: ({ world, params }) => versioned(found(world.mailboxes, params[0])),
  },
  {
    method: 'PATCH',
    path: ONE,
    bodySchema: contract.MailboxPatch,
    answerSchema: contract.Mailbox,
    handle: (exchange) => {
      const { settings, password: _, ...account } = exchange.body as contract.MailboxPatch;
      const before = found(exchange.world.mailboxes, exchange.params[0]);
      return versioned(
        changed(exchange.world.mailboxes, exchange, {
          ...account,
          settings: { ...before.settings, ...settings },
        }),
      );
    },
  },
  {
    method: 'DELETE',
    path: ONE,
    handle: ({ world, params, ifMatch }) => {
      const item = found(world.mailboxes, params[0]);
      expect412(item, ifMatch);
      world.mailboxes.splice(world.mailboxes.indexOf(item), 1);
      return { status: 204 };
    },
  },
  ...collectionRoutes(),
  ...progressRoutes(),
  ...listRoutes(),
  ...decisionRoutes(),
];

function collectionRoutes(): readonly Route[] {
  const path = /^\/api\/mailboxes\/([^/]+)\/collections$/;
  return [
    {
      method: 'GET',
      path,
      answerSchema: contract.MailboxCollections,
      handle: ({ world, params: [id = ''] }) => ({
        status: 200,
        body: { items: world.collections.get(id) ?? [] },
      }),
    },
    {
      method: 'PUT',
      path,
      bodySchema: contract.CollectionChoice,
      answerSchema: contract.MailboxCollections,
      handle: ({ world, params: [id = ''], body }) => {
        const { selected, createIn } = body as contract.CollectionChoice;
        const items = (world.collections.get(id) ?? []).map((each) => ({
          ...each,
          selected: selected.includes(each.id),
          createIn: each.id === createIn,
        }));
        world.collections.set(id, items);
        return { status: 200, body: { items } };
      },
    },
  ];
}

function progressRoutes(): readonly Route[] {
  return [
    {
      method: 'POST',
      path: /^\/api\/mailboxes\/([^/]+)\/synchronise$/,
      answerSchema: contract.Mailbox,
      handle: ({ world, params }) => {
        const item = found(world.mailboxes, params[0]);
        const next: contract.Mailbox = { ...item, state: 'queued' };
        world.mailboxes[world.mailboxes.indexOf(item)] = next;
        return { status: 202, body: next };
      },
    },
    {
      method: 'GET',
      path: /^\/api\/mailboxes\/([^/]+)\/progress$/,
      handle: ({ api, world, params, response }) => {
        response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
        const send = (data: unknown) =>
          void response.write(`event: progress\ndata: ${JSON.stringify(data)}\n\n`);
        send(progressOf(found(world.mailboxes, params[0])));
        api.progress.add(send);
        response.on('close', () => api.progress.delete(send));
        return { status: 200, streaming: true };
      },
    },
  ];
}

/** What the progress stream says of a mailbox that stands still. */
export function progressOf(item: contract.Mailbox): contract.ProgressEvent {
  const { id, state, counts, lastError, lastPumpAt, nextPumpAt } = item;
  const at = new Date().toISOString();
  return { mailboxId: id, at, state, phase: null, done: 0, counts, lastError, lastPumpAt, nextPumpAt };
}

function listRoutes(): readonly Route[] {
  const list = (
    name: string,
    answerSchema: Route['answerSchema'],
    items: (exchange: Exchange) => readonly unknown[],
  ): Route => ({
    method: 'GET',
    path: new RegExp(`^/api/mailboxes/([^/]+)/${name}$`),
    ...(answerSchema === undefined ? {} : { answerSchema }),
    handle: (exchange) => page(items(exchange), exchange),
  });
  return [
    list('history', contract.HistoryPage, ({ world, query }) => {
      const linkId = query.get('linkId');
      return world.history.filter((entry) => linkId === null || entry.linkId === linkId);
    }),
    list('held', contract.HeldDeletionPage, ({ world }) => world.held),
    list('quarantine', contract.QuarantinePage, ({ world }) => world.quarantine),
    list('not-sent', contract.NotSentPage, ({ world }) => world.notSent),
    list('dormant', contract.DormantPage, ({ world }) => world.dormant),
  ];
}

/** One less in a mailbox's counts. */
export function lessOf(
  mailboxes: contract.Mailbox[],
  id: string | undefined,
  name: keyof contract.Mailbox['counts'],
): void {
  const item = found(mailboxes, id);
  const changedCounts = { ...item.counts, [name]: item.counts[name] - 1 };
  mailboxes[mailboxes.indexOf(item)] = { ...item, counts: changedCounts };
}

/** The appointment, no longer waiting in the mailbox of this link. */
function decided(item: contract.Appointment, linkId: string | undefined): contract.Appointment {
  const synchronisation = item.synchronisation.map((entry) =>
    entry.linkId === linkId ? { ...entry, state: 'active', reason: null } : entry,
  );
  return { ...item, synchronisation };
}

function decisionRoutes(): readonly Route[] {
  const decide = (
    name: string,
    bodySchema: Route['bodySchema'] | undefined,
    list: 'held' | 'quarantine' | 'notSent' | 'dormant',
    count: 'held' | 'quarantined' | 'notSent' | 'dormant',
  ): Route => ({
    method: 'POST',
    path: new RegExp(`^/api/mailboxes/([^/]+)/${name}$`),
    ...(bodySchema === undefined ? {} : { bodySchema }),
    handle: ({ world, params: [id, linkId] }) => {
      const items: { linkId: string }[] = world[list];
      const index = items.findIndex((each) => each.linkId === linkId);
      if (index < 0) throw new Refusal(409, 'link-not-held');
      items.splice(index, 1);
      lessOf(world.mailboxes, id, count);
      if (list === 'notSent')
        world.appointments.forEach((each, at) => (world.appointments[at] = decided(each, linkId)));
      return { status: 202 };
    },
  });
  return [
    decide('held/([^/]+)', contract.HeldDecision, 'held', 'held'),
    decide('quarantine/([^/]+)/retry', undefined, 'quarantine', 'quarantined'),
    decide('dormant/([^/]+)/apart', undefined, 'dormant', 'dormant'),
    decide('not-sent/([^/]+)', contract.NotSentDecision, 'notSent', 'notSent'),
  ];
}
