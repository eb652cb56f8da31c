import { CODES, failure, success } from '../reply.ts';
import type { Reply } from '../reply.ts';
import { drafting } from './drafting.ts';
import { keeping } from './keeping.ts';
import type { Host, Methods, Params } from './method.ts';
import { notifying } from './notifying.ts';
import { reading } from './reading.ts';
import { showing } from './showing.ts';

/** Telemetry: nobody listens, and nobody minds. */
const ignored: Methods = Object.fromEntries([40, 163, 193, 400, 401, 402].map((id) => [id, () => success()]));

const METHODS: Methods = { ...reading, ...drafting, ...notifying, ...keeping, ...showing, ...ignored };

/** Carries out one of ExecuteMethod's numbers. What this Outlook can't do fails as not supported; it never stays silent. */
export async function executeMethod(id: number, params: unknown, host: Host): Promise<Reply> {
  const method = METHODS[id];
  if (method === undefined) return failure(CODES.notSupported);
  try {
    return await method((params ?? {}) as Params, host);
  } catch {
    return failure(CODES.internal);
  }
}
