import { randomUUID } from 'node:crypto';
import type { Faults } from '../faults.ts';
import type { Groupware } from '../groupware/groupware.ts';
import type { User } from '../groupware/model.ts';
import { empty } from '../http/message.ts';
import type { Face, SandboxRequest, SandboxResponse } from '../http/message.ts';
import { AUTODISCOVER, autodiscover } from './autodiscover/autodiscover.ts';
import { calendarMapping } from './calendar/mapping.ts';
import type { EwsOptions, EwsServer } from './context.ts';
import { faultResponse, openEnvelope, operationIn, sealed } from './envelope.ts';
import { subscriptionsOf } from './notifications/subscriptions.ts';
import { OPERATIONS } from './operations/operations.ts';
import { RequestProblem } from './request-problem.ts';
import { checkRequest } from './schema/check.ts';
import { requestTroubles } from './troubles.ts';

/** Where Exchange Web Services live; letters of any case. */
export const EWS_PATH = '/EWS/Exchange.asmx';

const CHALLENGE = { 'WWW-Authenticate': 'Basic realm="Sandbox"' };

/** Exchange Web Services (SOAP) and Autodiscover over a groupware, with Basic authentication. */
export function ewsFace(groupware: Groupware, faults: Faults, options: EwsOptions): Face {
  const subscriptions = subscriptionsOf(groupware);
  const server: EwsServer = { groupware, faults, options, subscriptions, calendar: calendarMapping };
  return {
    prefixes: [EWS_PATH.toLowerCase(), AUTODISCOVER],
    ignoresCase: true,
    operationOf: ({ method, path, body }) =>
      path.toLowerCase().startsWith(AUTODISCOVER) ? 'Autodiscover' : (operationIn(body) ?? method),
    async handle(request) {
      if (request.path.toLowerCase().startsWith(AUTODISCOVER)) {
        return autodiscover(groupware, request, signedIn(groupware, request)) ?? unauthorized();
      }
      const user = signedIn(groupware, request);
      if (user === null) return unauthorized();
      if (request.method !== 'POST') return empty(405, { Allow: 'POST' });
      const response = await answer(server, user, request);
      return { ...response, headers: { ...response.headers, 'request-id': randomUUID() } };
    },
    tooLarge: () => empty(413),
  };
}

async function answer(server: EwsServer, user: User, request: SandboxRequest): Promise<SandboxResponse> {
  try {
    const { operation, version, timeZoneContext } = openEnvelope(request.body);
    const handler = OPERATIONS.get(operation.name);
    if (handler === undefined) {
      throw new RequestProblem('ErrorInvalidRequest', `The operation ${operation.name} is not offered here.`);
    }
    checkRequest(operation);
    const target = { operation: operation.name, path: request.path };
    requestTroubles({ faults: server.faults, target });
    const result = await handler(operation, { ...server, user, target, version, timeZoneContext });
    if (!('stream' in result)) return sealed(result);
    return { status: 200, headers: sealedHeaders(), body: '', stream: result.stream };
  } catch (error) {
    if (error instanceof RequestProblem) return faultResponse(error);
    throw error;
  }
}

function sealedHeaders(): Readonly<Record<string, string>> {
  return { 'Content-Type': 'text/xml; charset=utf-8' };
}

function unauthorized(): SandboxResponse {
  return empty(401, CHALLENGE);
}

/** RFC 7617. Exchange takes the mail address, the name, and DOMAIN\name. */
function signedIn(groupware: Groupware, request: SandboxRequest): User | null {
  const encoded = /^Basic\s+([A-Za-z0-9+/=]+)$/i.exec(request.headers['authorization'] ?? '')?.[1] ?? '';
  const credentials = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = credentials.indexOf(':');
  if (colon < 0) return null;
  const login = credentials.slice(0, colon).replace(/^.*\\/, '');
  return groupware.users.signIn(login, credentials.slice(colon + 1));
}
