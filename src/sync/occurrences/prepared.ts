import { Gone, Stale, Unavailable } from '../errors.ts';
import type { SyncError } from '../errors.ts';
import type { Patch } from '../item.ts';
import { refKey } from '../observation.ts';
import type {
  CallContext,
  Found,
  Intent,
  Reading,
  Ref,
  RemoveRequest,
  UpdateRequest,
  WriteOutcome,
} from '../ports.ts';
import { occurrenceName } from './occurrence-ref.ts';
import { kindOfSeries, presented } from './present.ts';
import type { RecurringKind } from './present.ts';
import { readWhole } from './presenting.ts';
import type { Presenting } from './presenting.ts';

type Request = UpdateRequest | RemoveRequest;

/** What is to become of one occurrence; a patch of null takes it out of its series. */
export interface PartWrite {
  readonly request: Request;
  readonly patch: Patch | null;
}

/** One write of a series that does what several requests ask of its occurrences. */
export interface SeriesWrite {
  readonly kind: RecurringKind;
  /** The series as it was just read. */
  readonly found: Found;
  /** Null: none of its occurrences would be left, so it goes as a whole. */
  readonly patch: Patch | null;
  readonly intent: Intent;
  readonly requests: readonly Request[];
}

/** What can be written, and the outcomes of what can't. */
export interface Prepared {
  readonly writes: readonly SeriesWrite[];
  readonly refused: ReadonlyMap<Request, WriteOutcome>;
}

/**
 * Reads the series and makes one write of each. An occurrence that is not as it was expected is refused (Stale), one that is
 * no more is Gone; the others of the same series go on. The series itself is written on the version that was just read.
 */
export async function prepared(
  presenting: Presenting,
  parts: readonly PartWrite[],
  context: CallContext,
): Promise<Prepared> {
  const groups = new Map<string, { readonly ref: Ref; readonly parts: PartWrite[] }>();
  for (const part of parts) {
    const name = occurrenceName(part.request.ref);
    if (name === null) continue;
    const group = groups.get(refKey(name.series)) ?? { ref: name.series, parts: [] };
    group.parts.push(part);
    groups.set(refKey(name.series), group);
  }
  const readings = await looked(
    presenting,
    [...groups.values()].map(({ ref }) => ref),
    context,
  );
  const writes: SeriesWrite[] = [];
  const refused = new Map<Request, WriteOutcome>();
  for (const [key, group] of groups) {
    const write = together(presenting, group.parts, readings.get(key), refused);
    if (write !== null) writes.push(write);
  }
  return { writes, refused };
}

/** Nothing has been written yet when this fails. */
async function looked(
  presenting: Presenting,
  refs: readonly Ref[],
  context: CallContext,
): Promise<ReadonlyMap<string, Reading>> {
  try {
    return await readWhole(presenting, refs, () => context);
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    throw new Unavailable({ code: error.code, parameters: error.parameters, cause: error }, 'none');
  }
}

function together(
  { kinds }: Presenting,
  parts: readonly PartWrite[],
  reading: Reading | undefined,
  refused: Map<Request, WriteOutcome>,
): SeriesWrite | null {
  const found = reading?.type === 'found' ? reading.found : null;
  const kind = found === null ? null : kindOfSeries(kinds, found.item);
  const ids = parts.map(({ request }) => idOf(request));
  const there = found === null || kind === null ? new Map<string, Found>() : presented(kind, found, ids);
  const allowed: PartWrite[] = [];
  for (const part of parts) {
    const { intent } = part.request;
    const isAway = reading?.type === 'gone' || found !== null;
    const error = whyNot(there.get(idOf(part.request)), isAway, intent, allowed[0]?.request.intent);
    if (error === null) allowed.push(part);
    else refused.set(part.request, { ok: false, error });
  }
  const [first] = allowed;
  if (found === null || kind === null || first === undefined) return null;
  const changes = new Map(allowed.map(({ request, patch }) => [idOf(request), patch]));
  return {
    kind,
    found,
    patch: kind.series.change(found.item, changes),
    intent: { ...first.request.intent, expectedVersion: found.version },
    requests: allowed.map(({ request }) => request),
  };
}

/** Why an occurrence can't be written now. `first`: the intent of what is written of the same series. */
function whyNot(
  part: Found | undefined,
  isAway: boolean,
  intent: Intent,
  first: Intent | undefined,
): SyncError | null {
  if (part === undefined)
    return isAway ? new Gone({ code: 'not-there' }) : new Stale({ code: 'not-to-be-seen' });
  if (intent.expectedVersion !== null && intent.expectedVersion !== part.version)
    return new Stale({ code: 'version-moved-on' });
  // One write mails or it doesn't: what is to be told otherwise comes next.
  const isOther = first !== undefined && first.mailPolicy !== intent.mailPolicy;
  return isOther ? new Stale({ code: 'another-mail-policy' }) : null;
}

function idOf({ ref }: Request): string {
  return occurrenceName(ref)?.recurrenceId ?? '';
}
