import { problemOf } from '../ews/responses.ts';
import type { Groupware } from '../groupware/groupware.ts';
import { empty } from '../http/message.ts';
import type { Face, SandboxRequest, SandboxResponse } from '../http/message.ts';
import type { AppointmentInput, SendInput, SessionAnswer } from './answers.ts';
import { appointmentAnswer, calendarAnswer } from './appointment.ts';
import { deleteAppointment, respond, saveAppointment } from './appointment-write.ts';
import { changeStream } from './changes.ts';
import { mailboxesOf } from './mailbox-context.ts';
import type { MailboxContext } from './mailbox-context.ts';
import { attachmentContent, deleteMessage, markRead, moveMessage, sendMail } from './mail-actions.ts';
import { foldersAnswer } from './mail-folders.ts';
import { messagesAnswer } from './mail-list.ts';
import { messageAnswer } from './mail-message.ts';
import { colleagueOf, OUTLOOK_PATH, sessionCookie, signedIn } from './session.ts';

/** Something that a signed-in colleague asks or wants done. `body` is what the page sent, as JSON. */
type Answering = (context: MailboxContext, request: SandboxRequest, body: unknown) => unknown;

const MOST_MESSAGES = 200;

/** What Outlook's page asks for, by method and path. What is undefined has nothing to say. */
const ANSWERS: ReadonlyMap<string, Answering> = new Map<string, Answering>([
  ['GET folders', foldersAnswer],
  [
    'GET messages',
    (context, { query }) =>
      messagesAnswer(context, {
        folder: query.get('folder') ?? '',
        search: query.get('search') ?? '',
        after: Number(query.get('after') ?? 0),
        limit: Math.min(Number(query.get('limit') ?? 50), MOST_MESSAGES),
      }),
  ],
  ['GET message', (context, { query }) => messageAnswer(context, query.get('id') ?? '')],
  [
    'POST message/read',
    (context, _request, body) => {
      const { id, read } = body as { readonly id: string; readonly read: boolean };
      markRead(context, id, read);
    },
  ],
  [
    'POST message/move',
    (context, _request, body) => {
      const { id, to } = body as { readonly id: string; readonly to: string };
      return moveMessage(context, id, to);
    },
  ],
  ['DELETE message', (context, { query }) => deleteMessage(context, query.get('id') ?? '')],
  ['POST message/send', (context, _request, body) => sendMail(context, body as SendInput)],
  ['GET attachment', (context, { query }) => attachment(context, query)],
  [
    'GET calendar',
    (context, { query }) =>
      calendarAnswer(context, Number(query.get('from') ?? 0), Number(query.get('to') ?? 0)),
  ],
  ['GET appointment', (context, { query }) => appointmentAnswer(context, query.get('id') ?? '')],
  ['POST appointment', (context, _request, body) => saveAppointment(context, body as AppointmentInput)],
  [
    'DELETE appointment',
    (context, { query }) => deleteAppointment(context, query.get('id') ?? '', query.get('send') === 'true'),
  ],
  [
    'POST appointment/respond',
    (context, _request, body) => {
      const { id, answer } = body as {
        readonly id: string;
        readonly answer: 'accepted' | 'tentative' | 'declined';
      };
      return respond(context, id, answer);
    },
  ],
  ['GET changes', ({ groupware }) => new Finished(changeStream(groupware))],
]);

/** JSON for the page that plays Outlook on the web; `timeZone` is the Windows name that it tells add-ins. */
export function outlookFace(groupware: Groupware, timeZone: string): Face {
  const mailboxOf = mailboxesOf(groupware, timeZone);
  return {
    prefixes: [OUTLOOK_PATH],
    async handle(request) {
      const name = request.path.slice(OUTLOOK_PATH.length);
      try {
        const body = bodyOf(request);
        if (name === 'session') return session(groupware, timeZone, request, body);
        const user = signedIn(groupware, request);
        if (user === null) return problem(401, 'not-signed-in', 'Nobody is signed in.');
        const answer = ANSWERS.get(`${request.method} ${name}`);
        if (answer === undefined) return problem(404, 'bad-request', 'There is nothing here.');
        return answered(await answer(mailboxOf(user), request, body));
      } catch (error) {
        if (error instanceof BadRequest) return problem(400, 'bad-request', error.message);
        const { code, message } = problemOf(error);
        return problem(/NotFound|Malformed/.test(code) ? 404 : 422, code, message);
      }
    },
    tooLarge: () => empty(413),
  };
}

/** An answer that is no JSON. */
class Finished {
  readonly response: SandboxResponse;
  constructor(response: SandboxResponse) {
    this.response = response;
  }
}

class BadRequest extends Error {}

/** What was sent as JSON. Another site's page could send forms and plain texts only. */
function bodyOf({ method, headers, body }: SandboxRequest): unknown {
  if (method !== 'POST') return null;
  if (!(headers['content-type'] ?? '').startsWith('application/json'))
    throw new BadRequest('It is not JSON.');
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    throw new BadRequest('It is not JSON.');
  }
}

function session(
  groupware: Groupware,
  timeZone: string,
  request: SandboxRequest,
  body: unknown,
): SandboxResponse {
  const chosen =
    request.method === 'POST'
      ? (groupware.users.named((body as { readonly name: string }).name) ?? null)
      : request.method === 'DELETE'
        ? null
        : signedIn(groupware, request);
  const answer: SessionAnswer = {
    user: chosen === null ? null : colleagueOf(chosen),
    colleagues: groupware.users.all().map(colleagueOf),
    timeZone,
  };
  const { headers, ...rest } = json(200, answer);
  if (request.method === 'GET') return { ...rest, headers };
  return { ...rest, headers: { ...headers, 'Set-Cookie': sessionCookie(chosen) } };
}

async function attachment(context: MailboxContext, query: URLSearchParams): Promise<Finished> {
  const { name, contentType, content } = await attachmentContent(context, query.get('id') ?? '');
  const shown = query.get('show') === 'true' && /^image\/(png|jpeg|gif|webp)$/.test(contentType);
  return new Finished({
    status: 200,
    headers: {
      'Content-Type': shown ? contentType : 'application/octet-stream',
      'Content-Disposition': `${shown ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(name)}`,
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'private, max-age=3600',
    },
    body: '',
    bytes: content,
  });
}

function answered(answer: unknown): SandboxResponse {
  if (answer instanceof Finished) return answer.response;
  return answer === undefined ? empty(204) : json(200, answer);
}

function problem(status: number, code: string, message: string): SandboxResponse {
  return json(status, { code, message });
}

function json(status: number, answer: unknown): SandboxResponse {
  return {
    status,
    headers: { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' },
    body: JSON.stringify(answer),
  };
}
