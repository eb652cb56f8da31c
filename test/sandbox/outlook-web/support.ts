import { storyMails } from '../../../src/demo/story/mails/story-mails.ts';
import { sandboxUsers } from '../../../src/demo/story/sandbox-users.ts';
import { story } from '../../../src/demo/story/story.ts';
import type { SandboxRequest, SandboxResponse } from '../../../src/sandbox/http/message.ts';
import { settableClock, startSandbox } from '../../../src/sandbox/main.ts';
import type { Sandbox } from '../../../src/sandbox/main.ts';
import { outlookFace } from '../../../src/sandbox/outlook-web/face.ts';

const TODAY = '2026-11-21';
export const NOW = Date.parse(`${TODAY}T09:00:00Z`);

let users: Promise<ReturnType<typeof sandboxUsers>> | null = null;

/** The demo's sandbox, standing at nine on its day. */
export async function storySandbox(): Promise<Sandbox> {
  users ??= storyMails(TODAY).then((mails) => sandboxUsers(story(TODAY), mails));
  return startSandbox({ users: await users, clock: settableClock(NOW) });
}

/** What a colleague asks the face. */
export interface Asking {
  get<T>(path: string): Promise<T>;
  /** Rejects with code and message when it is refused. */
  send<T = null>(method: 'POST' | 'DELETE', path: string, body?: object): Promise<T>;
  raw(method: string, path: string, body?: object): Promise<SandboxResponse>;
}

/** The face of a sandbox as one colleague sees it; null: nobody is signed in. */
export function asColleague({ groupware }: Sandbox, name: string | null): Asking {
  const face = outlookFace(groupware, 'W. Europe Standard Time');
  const raw: Asking['raw'] = async (method, path, body) => {
    const [place = '', query = ''] = path.split('?');
    const request: SandboxRequest = {
      method,
      path: `/outlook/${place}`,
      query: new URLSearchParams(query),
      headers: {
        ...(name === null ? {} : { cookie: `other=1; sandbox_outlook=${name}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: Buffer.from(body === undefined ? '' : JSON.stringify(body)),
    };
    return face.handle(request);
  };
  const send = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const { status, body: text } = await raw(method, path, body);
    if (status >= 300) throw new Error(text);
    return (text === '' ? null : JSON.parse(text)) as T;
  };
  return {
    raw,
    send: (method, path, body = {}) => send(method, path, body),
    get: (path) => send('GET', path),
  };
}
