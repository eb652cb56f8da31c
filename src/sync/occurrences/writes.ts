import { Unavailable } from '../errors.ts';
import { applyPatch } from '../item.ts';
import type {
  CallContext,
  CreateRequest,
  Mailbox,
  RemoveRequest,
  UpdateRequest,
  WriteOutcome,
} from '../ports.ts';
import { occurrenceName } from './occurrence-ref.ts';
import type { Presenting } from './presenting.ts';
import { prepared } from './prepared.ts';
import type { SeriesWrite } from './prepared.ts';
import { storedParts } from './stored-parts.ts';

type Outcomes = Map<UpdateRequest | RemoveRequest, WriteOutcome>;

/** The writing verbs, in which a write of an occurrence is one of the exceptions of its series. */
export function writesOf(presenting: Presenting): Pick<Mailbox, 'create' | 'update' | 'remove'> {
  const { mailbox } = presenting;
  return {
    create: (requests, context) =>
      mailbox.create(
        requests.map((one) => asSingle(presenting, one)),
        context,
      ),
    async update(requests, context) {
      const [plain, parts] = apart(requests);
      const given = parts.map((request) => ({ request, patch: request.patch }));
      const { writes, refused } = await prepared(presenting, given, context);
      const outcomes: Outcomes = new Map(refused);
      await updateAll(presenting, plain, writes, context, outcomes);
      return requests.map((request) => outcomes.get(request) ?? unanswered());
    },
    async remove(requests, context) {
      const [plain, parts] = apart(requests);
      const given = parts.map((request) => ({ request, patch: null }));
      const { writes, refused } = await prepared(presenting, given, context);
      const outcomes: Outcomes = new Map(refused);
      await updateAll(
        presenting,
        [],
        writes.filter(({ patch }) => patch !== null),
        context,
        outcomes,
      );
      await removeAll(
        presenting,
        plain,
        writes.filter(({ patch }) => patch === null),
        context,
        outcomes,
      );
      return requests.map((request) => outcomes.get(request) ?? unanswered());
    },
  };
}

/**
 * What comes back although its series has it no more, or is no more itself, comes back as an item of its own. So does a single
 * item of which somebody has made a series meanwhile: that has its identity now.
 */
function asSingle({ kinds, told }: Presenting, request: CreateRequest): CreateRequest {
  const { collection, item, intent } = request;
  const kind = kinds.find(({ type }) => type === item['@type']);
  if (kind?.series === undefined) return request;
  const identity = kind.identity(kind.normalise(item));
  const series = [...(told.get(collection)?.series.values() ?? [])];
  const isTaken = identity !== null && series.some((one) => one.identity === identity);
  return isTaken || kind.series.isOccurrence(item)
    ? { ...request, item: kind.series.single(item, intent.correlationKey) }
    : request;
}

function apart<T extends UpdateRequest | RemoveRequest>(requests: readonly T[]): readonly [T[], T[]] {
  const isPart = ({ ref }: T): boolean => occurrenceName(ref) !== null;
  return [requests.filter((request) => !isPart(request)), requests.filter(isPart)];
}

/** Writes single items and series in one call, and says of each occurrence what became of it. */
async function updateAll(
  presenting: Presenting,
  plain: readonly UpdateRequest[],
  writes: readonly SeriesWrite[],
  context: CallContext,
  outcomes: Outcomes,
): Promise<void> {
  if (plain.length + writes.length === 0) return;
  const changed = writes.map(({ found, patch, intent }): UpdateRequest => {
    const changes = patch ?? {};
    return { ref: found.ref, patch: changes, item: applyPatch(found.item, changes), intent };
  });
  const answers = await presenting.mailbox.update([...plain, ...changed], context);
  note(outcomes, plain, answers);
  const written = writes.map((write, index) => ({
    write,
    outcome: answers[plain.length + index] ?? unanswered(),
  }));
  const stored = await storedParts(presenting, written, context);
  for (const { write, outcome } of written) {
    for (const request of write.requests) outcomes.set(request, stored.get(request) ?? outcome);
  }
}

/** Removes single items, and series of which no occurrence would be left. */
async function removeAll(
  { mailbox }: Presenting,
  plain: readonly RemoveRequest[],
  writes: readonly SeriesWrite[],
  context: CallContext,
  outcomes: Outcomes,
): Promise<void> {
  if (plain.length + writes.length === 0) return;
  const emptied = writes.map(({ found, intent }): RemoveRequest => ({ ref: found.ref, intent }));
  const answers = await mailbox.remove([...plain, ...emptied], context);
  note(outcomes, plain, answers);
  for (const [index, { requests }] of writes.entries()) {
    const outcome = answers[plain.length + index] ?? unanswered();
    for (const request of requests)
      outcomes.set(request, outcome.ok ? { ...outcome, ref: request.ref } : outcome);
  }
}

function note(
  outcomes: Outcomes,
  requests: readonly (UpdateRequest | RemoveRequest)[],
  answers: readonly WriteOutcome[],
): void {
  for (const [index, request] of requests.entries()) outcomes.set(request, answers[index] ?? unanswered());
}

function unanswered(): WriteOutcome {
  return { ok: false, error: new Unavailable({ code: 'outcome-missing' }) };
}
