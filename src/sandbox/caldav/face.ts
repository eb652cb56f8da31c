import type { Faults } from '../faults.ts';
import type { Groupware } from '../groupware/groupware.ts';
import type { User } from '../groupware/model.ts';
import { empty } from '../http/message.ts';
import type { Face, SandboxRequest, SandboxResponse } from '../http/message.ts';
import { get } from './calls/get.ts';
import { remove } from './calls/delete.ts';
import { mkcalendar } from './calls/mkcalendar.ts';
import { propfind } from './calls/propfind.ts';
import { post } from './calls/post.ts';
import { proppatch } from './calls/proppatch.ts';
import { put, tooLarge } from './calls/put.ts';
import { report } from './calls/report.ts';
import { checkOwner } from './context.ts';
import type { CallContext, CaldavOptions } from './context.ts';
import { deadProperties } from './dead-properties.ts';
import type { DeadProperties } from './dead-properties.ts';
import { placeOf, ROOT } from './paths.ts';
import { Problem, problemResponse } from './problem.ts';

type Call = (context: CallContext, dead: DeadProperties) => SandboxResponse;

const CALLS: ReadonlyMap<string, Call> = new Map<string, Call>([
  ['PROPFIND', propfind],
  ['PROPPATCH', proppatch],
  ['MKCALENDAR', mkcalendar],
  ['MKCOL', mkcalendar],
  ['GET', get],
  ['HEAD', get],
  ['PUT', put],
  ['DELETE', remove],
  ['REPORT', report],
  ['POST', post],
]);

const ALLOW = ['OPTIONS', ...CALLS.keys()].join(', ');
const WELL_KNOWN = '/.well-known/caldav';

/** CalDAV (RFC 4791, 6578, 6638) over a groupware, with Basic authentication. */
export function caldavFace(groupware: Groupware, faults: Faults, options: CaldavOptions): Face {
  const dead = deadProperties();
  return {
    prefixes: [ROOT, ROOT.slice(0, -1), WELL_KNOWN, '/'],
    handle(request) {
      try {
        return answer({ groupware, faults, options }, dead, request);
      } catch (error) {
        if (error instanceof Problem) return problemResponse(error);
        throw error;
      }
    },
    tooLarge: () => problemResponse(tooLarge()),
  };
}

function answer(
  server: Pick<CallContext, 'groupware' | 'faults' | 'options'>,
  dead: DeadProperties,
  request: SandboxRequest,
): SandboxResponse {
  // RFC 6764, 5: before anybody signs in.
  if (request.path === WELL_KNOWN) return empty(301, { Location: ROOT });
  const place = placeOf(request.path);
  const dav = { DAV: davHeader(server.options) };
  if (request.method === 'OPTIONS') return empty(200, { ...dav, Allow: ALLOW });
  const call = CALLS.get(request.method);
  if (call === undefined) {
    throw new Problem(405, 'This method is not known here.', null, [], { ...dav, Allow: ALLOW });
  }
  const user = signedIn(server.groupware, request);
  checkOwner(place, user);
  const target = { operation: request.method, path: request.path };
  const response = call({ ...server, request, place, user, target }, dead);
  return { ...response, headers: { ...dav, ...response.headers } };
}

function davHeader({ scheduling }: CaldavOptions): string {
  const base = '1, 3, access-control, calendar-access, extended-mkcol';
  return scheduling === 'implicit' ? `${base}, calendar-auto-schedule` : base;
}

/** RFC 7617. */
function signedIn(groupware: Groupware, request: SandboxRequest): User {
  const encoded = /^Basic\s+([A-Za-z0-9+/=]+)$/i.exec(request.headers['authorization'] ?? '')?.[1] ?? '';
  const credentials = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = credentials.indexOf(':');
  const user =
    colon < 0 ? null : groupware.users.signIn(credentials.slice(0, colon), credentials.slice(colon + 1));
  if (user !== null) return user;
  const challenge = { 'WWW-Authenticate': 'Basic realm="Sandbox", charset="UTF-8"' };
  throw new Problem(401, 'Name or password is wrong.', null, [], challenge);
}
