import cookie from '@fastify/cookie';
import { TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox';
import fastify, { LogController, type FastifyBaseLogger } from 'fastify';
import type { IdempotencyStore } from '../storage/idempotency.ts';
import type { PaneSessionStore } from '../storage/pane-sessions.ts';
import type { SessionStore } from '../storage/sessions.ts';
import { newId } from '../storage/uuid.ts';
import type { Api } from './api.ts';
import { authenticate } from './auth.ts';
import { eventStreams } from './event-stream.ts';
import { stopGracefully } from './graceful-stop.ts';
import { idempotency } from './idempotency.ts';
import type { Mailboxes } from './mailbox-services.ts';
import { metricsRoute, type Metrics } from './metrics.ts';
import { openApi } from './openapi.ts';
import { servePages } from './pages.ts';
import { servePane, type PaneFiles } from './pane-pages.ts';
import { answerProblem } from './problem-answer.ts';
import { requestLog } from './request-log.ts';
import { appointmentRoutes } from './routes/appointments.ts';
import { healthRoute } from './routes/health.ts';
import { itemRoutes } from './routes/items.ts';
import { mailboxListRoutes } from './routes/mailbox-lists.ts';
import { mailboxRoutes } from './routes/mailboxes.ts';
import { messageRoutes } from './routes/messages.ts';
import { paneRoutes } from './routes/pane.ts';
import { recordRoutes } from './routes/records.ts';
import { rehearsalRoutes } from './routes/rehearsals.ts';
import { ruleRoutes } from './routes/rules.ts';
import { searchRoutes } from './routes/search.ts';
import { sessionRoutes, tokenRoutes } from './routes/session.ts';
import { synchronisationRoutes } from './routes/synchronisation.ts';
import { userRoutes } from './routes/users.ts';
import type { Rules } from './rules.ts';
import { securityHeaders } from './security-headers.ts';
import type { Items, Messages, RecordServices, Users } from './services.ts';
import { rateLimits, signInLimit } from './rate-limits.ts';

/** Everything that the application works with. */
export interface AppServices {
  readonly users: Users;
  readonly sessions: SessionStore;
  readonly paneSessions: PaneSessionStore;
  readonly idempotency: IdempotencyStore;
  readonly records: RecordServices;
  readonly mailboxes: Mailboxes;
  readonly rules: Rules;
  readonly items: Items;
  readonly messages: Messages;
  readonly metrics: Metrics;
  /** Whether the database answers; must not throw. */
  readonly databaseAnswers: () => Promise<boolean>;
  readonly now: () => Date;
}

/** How it is served. */
export interface AppOptions {
  readonly logger: FastifyBaseLogger;
  readonly version: string;
  /** Certificate and key in PEM; null: plain http, for a proxy in front that speaks https. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
  /** Proxies in front (addresses and networks, separated by commas) whose X-Forwarded-* are believed; null: nobody's. */
  readonly trustProxy: string | null;
  /** Folder of the built pages, or null. */
  readonly pages: string | null;
  /** What Outlook loads, or null. */
  readonly pane: PaneFiles | null;
  /** Origins of Outlooks on the web, beside Microsoft's own, that may show the pane in a frame. */
  readonly frameAncestors: readonly string[];
  /** Where browsers find this server; the manifest names it. */
  readonly publicUrl: () => string;
  /** Needed to read /metrics; null: from this machine only. */
  readonly metricsToken: string | null;
  /** Key for hashes of requests. */
  readonly secret: Buffer;
}

/** Largest body of a request in bytes. */
const BODY_LIMIT = 2_000_000;

/** The REST API and the pages as one Fastify application, ready to listen. `close()` lets running requests end. */
export async function createApp(services: AppServices, options: AppOptions): Promise<Api> {
  const api = createServer(options);
  securityHeaders(api, options.frameAncestors);
  requestLog(api);
  stopGracefully(api, options.tls === null ? 'connection' : 'secureConnection');
  api.setErrorHandler((error, request, reply) => answerProblem(error, request, reply));
  await api.register(cookie);
  await rateLimits(api);
  await openApi(api, options.version);
  authenticate(api, services);
  idempotency(api, { store: services.idempotency, secret: options.secret, now: services.now });
  const streams = eventStreams(api);
  metricsRoute(api, services.metrics, options.metricsToken);
  healthRoute(api, { version: options.version, databaseAnswers: services.databaseAnswers });
  const attempts = signInLimit(api);
  sessionRoutes(api, { ...services, attempts });
  tokenRoutes(api, services);
  paneRoutes(api, { ...services, attempts });
  userRoutes(api, services.users, services.sessions, attempts);
  appointmentRoutes(api, services.records.appointments);
  recordRoutes(api, services.records);
  ruleRoutes(api, services.rules);
  searchRoutes(api, services.records.search);
  itemRoutes(api, services.items);
  messageRoutes(api, services.messages);
  mailboxRoutes(api, services.mailboxes);
  synchronisationRoutes(api, services.mailboxes, streams);
  mailboxListRoutes(api, services.mailboxes);
  rehearsalRoutes(api, services.mailboxes);
  if (options.pane !== null) await servePane(api, options.pane, options.publicUrl);
  await servePages(api, options.pages);
  return api;
}

function createServer(options: AppOptions): Api {
  const app = fastify({
    loggerInstance: options.logger,
    logController: new LogController({ disableRequestLogging: true }),
    https: options.tls,
    trustProxy: options.trustProxy ?? false,
    bodyLimit: BODY_LIMIT,
    genReqId: newId,
    requestIdHeader: false,
    // Ours says it as a problem document.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    requestTimeout: 120_000,
  }) as unknown as Api;
  // Bodies are taken as they are (Fastify's own way turns null into '' and drops what isn't in the schema);
  // parameters are texts, and converted.
  app.setValidatorCompiler(TypeBoxValidatorCompiler);
  app.removeContentTypeParser('text/plain');
  return app;
}
