import type { Faults, FaultTarget } from '../faults.ts';
import { empty, plain } from './message.ts';
import type { SandboxResponse } from './message.ts';

/** What becomes of a request: an answer (perhaps broken off), a cut, or silence. */
export type Trouble =
  | { readonly then: 'answer'; readonly response: SandboxResponse; readonly cutAfter: number | null }
  | { readonly then: 'cut' }
  | { readonly then: 'silence' };

/** Handles a request under the transport faults that lie in wait for it. */
export async function transportTrouble(
  faults: Faults,
  target: FaultTarget,
  handle: () => SandboxResponse | Promise<SandboxResponse>,
): Promise<Trouble> {
  const before = faults.take(['throttle', 'unavailable', 'cut-before', 'answer'], target);
  if (before !== null) {
    switch (before.kind) {
      case 'cut-before':
        return { then: 'cut' };
      case 'throttle':
        return whole({
          ...plain(429, 'Too fast.'),
          headers: { 'Retry-After': String(before.retryAfterSeconds) },
        });
      case 'unavailable':
        return whole(empty(503, retryAfter(before.retryAfterSeconds)));
      case 'answer':
        return whole({ status: before.status, headers: before.headers, body: before.body });
    }
  }
  const response = await handle();
  const after = faults.take(['cut-after', 'lose-acknowledgement', 'hang', 'truncate-answer'], target);
  switch (after?.kind) {
    case 'cut-after':
      return { then: 'cut' };
    case 'hang':
      return { then: 'silence' };
    case 'lose-acknowledgement':
      return whole(plain(504, 'The gateway got no answer in time.'));
    case 'truncate-answer':
      return { then: 'answer', response, cutAfter: after.bytes };
    case undefined:
      return whole(response);
  }
}

function whole(response: SandboxResponse): Trouble {
  return { then: 'answer', response, cutAfter: null };
}

function retryAfter(seconds: number | null): Readonly<Record<string, string>> {
  return seconds === null ? {} : { 'Retry-After': String(seconds) };
}
