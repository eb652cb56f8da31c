import type { Groupware } from './groupware/groupware.ts';
import { empty } from './http/message.ts';
import type { Face } from './http/message.ts';

/** `GET /sandbox/outbox`: every mail that was sent, as JSON, oldest first. Nothing can be changed here. */
export function outboxPage(groupware: Groupware): Face {
  return {
    prefixes: ['/sandbox/'],
    handle({ method, path }) {
      if (path !== '/sandbox/outbox') return empty(404);
      if (method !== 'GET' && method !== 'HEAD') return empty(405, { Allow: 'GET, HEAD' });
      return {
        status: 200,
        headers: { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' },
        body: JSON.stringify({ mails: groupware.outbox.mails() }),
      };
    },
    tooLarge: () => empty(413),
  };
}
