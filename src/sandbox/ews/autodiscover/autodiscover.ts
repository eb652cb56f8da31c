import type { Groupware } from '../../groupware/groupware.ts';
import type { User } from '../../groupware/model.ts';
import { empty } from '../../http/message.ts';
import type { SandboxRequest, SandboxResponse } from '../../http/message.ts';
import { autodiscoverJson } from './json.ts';
import { autodiscoverPox } from './pox.ts';

/** Where Autodiscover lives, in lower case. */
export const AUTODISCOVER = '/autodiscover/autodiscover.';

/** Answers Autodiscover in both forms; null: somebody has to sign in first. The JSON form tells everybody. */
export function autodiscover(
  groupware: Groupware,
  request: SandboxRequest,
  user: User | null,
): SandboxResponse | null {
  const path = request.path.toLowerCase();
  const ewsUrl = `http://${request.headers['host'] ?? 'localhost'}/EWS/Exchange.asmx`;
  if (path.startsWith(`${AUTODISCOVER}json`)) return autodiscoverJson(request, ewsUrl);
  if (path !== `${AUTODISCOVER}xml`) return empty(404);
  if (user === null) return null;
  return request.method === 'POST'
    ? autodiscoverPox(groupware, request, ewsUrl)
    : empty(405, { Allow: 'POST' });
}
