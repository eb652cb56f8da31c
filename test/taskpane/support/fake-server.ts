import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';
import {
  ItemDecisionInput,
  ItemLinksInput,
  ItemMarkInput,
  ItemSave,
  ItemView,
  ItemViewInput,
  PaneCodeInput,
  PaneToken,
  Problem,
  RecordHits,
  sentence,
} from '../../../src/contract/index.ts';
import type { ItemInView, RecordHit, RecordRef, User } from '../../../src/contract/index.ts';
import { anna, id, linked, records, view } from './story.ts';

/** A request that the fake refuses. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string) {
    super(code);
    this.status = status;
    this.code = code;
  }
}

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

/** A server as the pane sees it, with what tests turn on it. */
export interface FakeServer {
  /** Who signs in. */
  user: User;
  signedIn: boolean;
  /** No request gets an answer. */
  down: boolean;
  /** By subject of the item; one that isn't here is answered with the story's. */
  readonly views: Map<string, ItemView>;
  /** Method, path and, of a write, its item's subject. */
  readonly requests: string[];
  readonly idempotencyKeys: string[];
  /** What did not keep to the contract. */
  readonly violations: string[];
  /** Refused once each: the next request whose line in `requests` matches. */
  readonly refusals: { readonly matching: RegExp; readonly refusal: Refusal }[];
  /** Waited for before a request is answered: of the request's line. */
  before: (line: string) => Promise<void>;
  /** Where changes of a view stand: those of what is dismissed. */
  readonly dismissed: Set<string>;
  answer(method: string, url: URL, headers: Readonly<Record<string, string>>, body: unknown): Promise<Answer>;
}

const TOKEN = 'token-of-anna';
/** What the dialog hands over. */
export const CODE = 'code-of-anna';

interface Call {
  readonly server: FakeServer;
  readonly undos: Map<string, () => void>;
  readonly url: URL;
  readonly params: readonly string[];
  readonly body: unknown;
}

interface Route {
  readonly method: string;
  readonly path: RegExp;
  readonly input?: TSchema;
  readonly output?: TSchema;
  /** Answered without a token. */
  readonly open?: true;
  handle(call: Call): unknown;
}

/** A server on which Anna is signed in. */
export function fakeServer(): FakeServer {
  const undos = new Map<string, () => void>();
  const server: FakeServer = {
    user: anna,
    signedIn: true,
    down: false,
    views: new Map(),
    requests: [],
    idempotencyKeys: [],
    violations: [],
    refusals: [],
    dismissed: new Set(),
    before: () => Promise.resolve(),
    answer: async (method, url, headers, body) => {
      const subject = (body as { item?: ItemInView } | undefined)?.item?.subject;
      const line = [method, url.pathname, subject].filter((part) => part !== undefined).join(' ');
      server.requests.push(line);
      if (headers['idempotency-key'] !== undefined) server.idempotencyKeys.push(headers['idempotency-key']);
      await server.before(line);
      try {
        return carryOut(server, undos, { method, url, headers, body, line });
      } catch (error) {
        const refusal = error instanceof Refusal ? error : new Refusal(500, 'internal-error');
        if (!(error instanceof Refusal)) server.violations.push(String(error));
        return problem(server, refusal, headers['accept-language'] === 'de' ? 'de' : 'en');
      }
    },
  };
  return server;
}

interface Incoming {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly line: string;
}

function carryOut(server: FakeServer, undos: Map<string, () => void>, incoming: Incoming): Answer {
  const { method, url, headers, body, line } = incoming;
  const planned = server.refusals.findIndex(({ matching }) => matching.test(line));
  if (planned >= 0) throw server.refusals.splice(planned, 1)[0]!.refusal;
  for (const route of ROUTES) {
    const match = route.method === method ? route.path.exec(url.pathname) : null;
    if (match === null) continue;
    const allowed = server.signedIn && headers['authorization'] === `Bearer ${TOKEN}`;
    if (!allowed && route.open !== true) throw new Refusal(401, 'not-signed-in');
    check(server, route.input, body, `request ${line}`);
    const answered = route.handle({ server, undos, url, params: match.slice(1), body });
    check(server, route.output, answered, `answer ${line}`);
    return answered === undefined ? { status: 204 } : { status: 200, body: answered };
  }
  server.violations.push(`no such address: ${line}`);
  throw new Refusal(404, 'unknown-path');
}

function check(server: FakeServer, schema: TSchema | undefined, value: unknown, what: string): void {
  if (schema === undefined || Value.Check(schema, value)) return;
  const [first] = Value.Errors(schema, value);
  server.violations.push(`${what}: ${first?.instancePath} ${first?.message} in ${JSON.stringify(value)}`);
}

function problem(server: FakeServer, { status, code }: Refusal, language: 'en' | 'de'): Answer {
  const parameters = {};
  const detail = sentence(language, code, parameters);
  const body = {
    type: 'about:blank',
    title: String(status),
    status,
    detail,
    code,
    parameters,
    requestId: 'req-7',
  };
  check(server, Problem, body, `problem ${code}`);
  return { status, body };
}

function viewOf(server: FakeServer, item: ItemInView): ItemView {
  const known = server.views.get(item.subject) ?? view();
  server.views.set(item.subject, known);
  return {
    ...known,
    suggestions: known.suggestions.filter(({ record }) => !server.dismissed.has(record.id)),
  };
}

/** Changes the view of an item; answers the save, which can be undone. */
function save({ server, undos, body }: Call, change: (before: ItemView) => ItemView): ItemSave {
  const { item } = body as { readonly item: ItemInView };
  const before = viewOf(server, item);
  const after = change(before);
  server.views.set(item.subject, after);
  const own = id();
  undos.set(own, () => void server.views.set(item.subject, before));
  const gone = (from: ItemView, to: ItemView) =>
    from.links.filter((link) => !to.links.some((other) => other.id === link.id)).map(hitOf);
  return { id: own, added: gone(after, before), removed: gone(before, after), view: after };
}

function hitOf({ recordType, id: own, title, subtitle, url, date }: RecordHit): RecordHit {
  return { recordType, id: own, title, subtitle, url, ...(date !== undefined && { date }) };
}

const token = (user: User): PaneToken => ({
  token: TOKEN,
  expiresAt: new Date(Date.now() + 600_000).toISOString(),
  user,
});

const ROUTES: readonly Route[] = [
  {
    method: 'POST',
    path: /^\/api\/pane\/refresh$/,
    open: true,
    output: PaneToken,
    handle: ({ server }) => {
      if (!server.signedIn) throw new Refusal(401, 'not-signed-in');
      return token(server.user);
    },
  },
  {
    method: 'POST',
    path: /^\/api\/pane\/token$/,
    open: true,
    input: PaneCodeInput,
    output: PaneToken,
    handle: ({ server, body }) => {
      if ((body as PaneCodeInput).code !== CODE) throw new Refusal(401, 'not-signed-in');
      server.signedIn = true;
      return token(server.user);
    },
  },
  {
    method: 'DELETE',
    path: /^\/api\/pane\/session$/,
    handle: ({ server }) => {
      server.signedIn = false;
      return undefined;
    },
  },
  {
    method: 'POST',
    path: /^\/api\/items\/view$/,
    input: ItemViewInput,
    output: ItemView,
    handle: ({ server, body }) => viewOf(server, (body as ItemViewInput).item),
  },
  {
    method: 'POST',
    path: /^\/api\/items\/links$/,
    input: ItemLinksInput,
    output: ItemSave,
    handle: (call) => {
      const wanted = (call.body as ItemLinksInput).records;
      const added = wanted.map(({ id: own }) => records.find((record) => record.id === own)!);
      return save(call, (before) => ({
        ...before,
        links: [
          ...before.links,
          ...added.map((record) =>
            linked(record, { linkedBy: { id: anna.id, displayName: anna.displayName } }),
          ),
        ],
        suggestions: before.suggestions.filter(({ record }) => !wanted.some((each) => each.id === record.id)),
      }));
    },
  },
  {
    method: 'POST',
    path: /^\/api\/items\/links\/remove$/,
    input: ItemLinksInput,
    output: ItemSave,
    handle: (call) => {
      const gone: readonly RecordRef[] = (call.body as ItemLinksInput).records;
      return save(call, (before) => ({
        ...before,
        links: before.links.filter((link) => !gone.some((each) => each.id === link.id)),
      }));
    },
  },
  {
    method: 'POST',
    path: /^\/api\/items\/mark$/,
    input: ItemMarkInput,
    output: ItemSave,
    handle: (call) => {
      const { synchronise } = call.body as ItemMarkInput;
      const reason = synchronise ? null : { code: 'unmarked', parameters: {} };
      const state = synchronise ? ('synchronised' as const) : ('not-synchronised' as const);
      return save(call, (before) => ({
        ...before,
        state: { ...before.state, state, marked: synchronise, reason },
      }));
    },
  },
  {
    method: 'POST',
    path: /^\/api\/items\/not-sent$/,
    input: ItemDecisionInput,
    output: ItemView,
    handle: ({ server, body }) => {
      const { item } = body as ItemDecisionInput;
      const before = viewOf(server, item);
      if (before.state.reason?.code !== 'not-sent') throw new Refusal(409, 'link-not-waiting');
      const after: ItemView = { ...before, state: { ...before.state, state: 'queued', reason: null } };
      server.views.set(item.subject, after);
      return after;
    },
  },
  {
    method: 'POST',
    path: /^\/api\/items\/saves\/([^/]+)\/undo$/,
    handle: ({ undos, params: [own = ''] }) => {
      const undo = undos.get(own);
      if (undo === undefined) throw new Refusal(409, 'save-not-undoable');
      undo();
      return undefined;
    },
  },
  {
    method: 'PUT',
    path: /^\/api\/items\/dismissals\/\w+\/([^/]+)$/,
    handle: ({ server, params: [own = ''] }) => void server.dismissed.add(own),
  },
  {
    method: 'DELETE',
    path: /^\/api\/items\/dismissals\/\w+\/([^/]+)$/,
    handle: ({ server, params: [own = ''] }) => void server.dismissed.delete(own),
  },
  {
    method: 'GET',
    path: /^\/api\/records\/search$/,
    output: RecordHits,
    handle: ({ url }) => {
      const wanted = url.searchParams.get('q')?.toLowerCase() ?? '';
      return { items: records.filter(({ title }) => title.toLowerCase().includes(wanted)) };
    },
  },
];
