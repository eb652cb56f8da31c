import { Malformed, SyncError, Unavailable } from '../../../../sync/errors.ts';
import type { Effect } from '../../../../sync/errors.ts';
import type { CallContext } from '../../../../sync/ports.ts';
import type { Element } from '../element.ts';
import { concernsAll, failureError } from '../errors.ts';
import type { Outcome } from '../wire.ts';
import type { ResponseMessage } from './read.ts';
import type { Soap } from './soap.ts';

type Failed = Extract<Outcome<object>, { ok: false }>;

/** Asks about several things at once; one outcome for each, in their order. Throws what concerns the whole mailbox. */
export async function readBatch<T extends object>(
  soap: Pick<Soap, 'call' | 'now'>,
  operation: Element,
  count: number,
  context: CallContext,
  resultOf: (message: Element) => T | null,
): Promise<readonly Outcome<T>[]> {
  const outcomes: Outcome<T>[] = [];
  await soap.call({ operation, reads: true }, context, (message) => {
    outcomes.push(outcomeOf(message, resultOf, 'none', soap.now()));
  });
  // An error of the server's own that hits one of many is about that one: asked for again and again it never ends.
  const someWork = outcomes.some(({ ok }) => ok);
  const settled = outcomes.map((outcome) => (someWork ? unreadable(outcome) : outcome));
  for (const outcome of settled) if (!outcome.ok && concernsAll(outcome.error)) throw outcome.error;
  if (settled.length < count) throw missing('none');
  return settled.slice(0, count);
}

/** Asks for one thing. Throws its error. */
export async function readOne(soap: Soap, operation: Element, context: CallContext): Promise<Element> {
  const [outcome] = await readBatch(soap, operation, 1, context, (element) => ({ element }));
  if (outcome?.ok !== true) throw outcome?.error ?? missing('none');
  return outcome.element;
}

/**
 * Writes several things with one request; one outcome for each. What the server said before its answer broke off
 * counts, the rest is unknown. When the server refuses the request as a whole because of something in it, each is
 * sent alone, so that only the guilty one fails. Throws when nothing was said of any.
 */
export async function writeBatch<R, T extends object>(
  soap: Soap,
  requests: readonly R[],
  operationOf: (requests: readonly R[]) => Element,
  context: CallContext,
  resultOf: (message: Element) => T | null,
): Promise<readonly Outcome<T>[]> {
  const outcomes: Outcome<T>[] = [];
  let broken: SyncError = missing('unknown');
  try {
    await soap.call({ operation: operationOf(requests), reads: false }, context, (message) => {
      outcomes.push(outcomeOf(message, resultOf, 'unknown', soap.now()));
    });
  } catch (error) {
    if (!(error instanceof SyncError)) throw error;
    if (error instanceof Malformed && requests.length > 1 && outcomes.length === 0)
      return oneByOne(soap, requests, operationOf, context, resultOf);
    if (outcomes.length === 0) throw error;
    broken = error;
  }
  return requests.map((_request, index) => outcomes[index] ?? failed(broken, ''));
}

async function oneByOne<R, T extends object>(
  ...[soap, requests, operationOf, context, resultOf]: Parameters<typeof writeBatch<R, T>>
): Promise<readonly Outcome<T>[]> {
  const outcomes: Outcome<T>[] = [];
  for (const request of requests) {
    try {
      outcomes.push(...(await writeBatch(soap, [request], operationOf, context, resultOf)));
    } catch (error) {
      if (!(error instanceof SyncError)) throw error;
      outcomes.push(failed(error, ''));
    }
  }
  return outcomes;
}

function outcomeOf<T extends object>(
  message: ResponseMessage,
  resultOf: (message: Element) => T | null,
  effect: Effect,
  now: number,
): Outcome<T> {
  if (!message.ok) return failed(failureError(message, effect, now), message.code);
  if (message.cut) return failed(new Malformed({ code: 'item-unreadable' }), message.code);
  const result = resultOf(message.element);
  if (result !== null) return { ok: true, ...result };
  // Success with nothing inside. What was read that way can't be; what was written that way may have been.
  const error = effect === 'none' ? new Malformed({ code: 'item-unreadable' }) : missing(effect);
  return failed(error, message.code);
}

function failed(error: SyncError, responseCode: string): Failed {
  return { ok: false, error, responseCode };
}

function unreadable<T>(outcome: Outcome<T>): Outcome<T> {
  if (outcome.ok || outcome.responseCode !== 'ErrorInternalServerError') return outcome;
  const parameters = { status: outcome.responseCode };
  return { ...outcome, error: new Malformed({ code: 'unreadable-on-server', parameters }) };
}

function missing(effect: Effect): Unavailable {
  return new Unavailable({ code: 'outcome-missing' }, effect);
}
