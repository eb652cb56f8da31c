import { createHash, timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { FastifyRequest } from 'fastify';
import type { Api } from './api.ts';
import { ProblemError } from './problem.ts';

/** What the server counts, for Prometheus. */
export interface Metrics {
  readonly registry: Registry;
  /** A request to this server was answered. `route` is the pattern, so that ids don't become labels. */
  observeRequest(method: string, route: string, status: number, seconds: number): void;
  /** A mailbox was synchronised; `error` is the code of what ended it early, or null. */
  observePump(error: string | null, seconds: number): void;
  /** A request to a mailbox's server ended. */
  observeWire(kind: string, method: string, status: number | null, received: number): void;
}

/** Metrics of one process. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'liaison_http_request_duration_seconds',
    help: 'Requests to the API and the pages',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [registry],
  });
  const pumps = new Histogram({
    name: 'liaison_pump_duration_seconds',
    help: 'Synchronisations of mailboxes, by the code of what ended them early',
    labelNames: ['error'],
    buckets: [0.1, 0.5, 2, 10, 60, 600],
    registers: [registry],
  });
  const wire = new Counter({
    name: 'liaison_mailbox_requests_total',
    help: 'Requests to the servers of mailboxes',
    labelNames: ['kind', 'method', 'status'],
    registers: [registry],
  });
  const received = new Counter({
    name: 'liaison_mailbox_received_bytes_total',
    help: 'Bytes received from the servers of mailboxes, without headers',
    labelNames: ['kind'],
    registers: [registry],
  });
  return {
    registry,
    observeRequest: (method, route, status, seconds) => {
      requests.observe({ method, route, status: String(status) }, seconds);
    },
    observePump: (error, seconds) => {
      pumps.observe({ error: error ?? 'none' }, seconds);
    },
    observeWire: (kind, method, status, bytes) => {
      wire.inc({ kind, method, status: status === null ? 'none' : String(status) });
      received.inc({ kind }, bytes);
    },
  };
}

/** GET /metrics: with the token where one is configured, from this machine only where none is. */
export function metricsRoute(api: Api, metrics: Metrics, token: string | null): void {
  api.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none';
    metrics.observeRequest(request.method, route, reply.statusCode, reply.elapsedTime / 1000);
    done();
  });
  api.get('/metrics', { schema: { hide: true }, config: { public: true } }, async (request, reply) => {
    if (!mayRead(request, token))
      throw new ProblemError('not-signed-in', { headers: { 'www-authenticate': 'Bearer' } });
    const text = await metrics.registry.metrics();
    return reply.type(metrics.registry.contentType).send(text);
  });
}

function mayRead(request: FastifyRequest, token: string | null): boolean {
  if (token !== null) return sameText(request.headers.authorization ?? '', `Bearer ${token}`);
  // Behind a proxy on this machine everybody would seem local; a forwarded request isn't.
  const forwarded = request.headers['x-forwarded-for'] ?? request.headers.forwarded;
  const address = request.socket.remoteAddress ?? '';
  return forwarded === undefined && isIP(address) > 0 && ipaddr.process(address).range() === 'loopback';
}

function sameText(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
