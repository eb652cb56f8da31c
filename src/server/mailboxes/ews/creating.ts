// https://learn.microsoft.com/en-us/exchange/client-developer/exchange-web-services/how-to-create-appointments-and-meetings-by-using-ews-in-exchange-2013
import { Stale, SyncError } from '../../../sync/errors.ts';
import type { CreateRequest, MailPolicy, WriteOutcome } from '../../../sync/ports.ts';
import { normaliseEvent } from '../../../sync/kinds/event/normalise.ts';
import type { Event } from '../../../sync/kinds/event/event.ts';
import type { Element } from './element.ts';
import type { Restriction } from './fields.ts';
import { newItem } from './from-item.ts';
import { organizedByMain } from './organizer.ts';
import { CLEAN_GLOBAL_OBJECT_ID, CORRELATION_KEY, extendedValue } from './own-properties.ts';
import { correlationKeyOf } from './reading.ts';
import type { Reader } from './reading.ts';
import { seriesWork } from './series.ts';
import type { OccurrenceWork } from './series.ts';
import { writeOccurrences } from './occurrences.ts';
import { cleanGlobalObjectId } from './uid.ts';
import { failure, partlyWritten, said } from './writing.ts';
import type { WrittenItem } from './wire.ts';

/** A request that can be carried out. */
interface Prepared {
  readonly request: CreateRequest;
  readonly event: Event;
  readonly item: Element;
  readonly exceptions: readonly OccurrenceWork[];
}

/** Creates items, one outcome per request: those of a batch together, then the exceptions of each series. */
export async function createItems(
  reader: Reader,
  requests: readonly CreateRequest[],
): Promise<readonly WriteOutcome[]> {
  const outcomes = new Map<CreateRequest, WriteOutcome>();
  const prepared: Prepared[] = [];
  for (const request of requests) {
    try {
      prepared.push(prepare(reader, request));
    } catch (error) {
      outcomes.set(request, failure(error));
    }
  }
  for (const collection of new Set(prepared.map(({ request }) => request.collection))) {
    const some = prepared.filter(({ request }) => request.collection === collection);
    const present = await existing(reader, collection, some);
    for (const { request } of some.filter((one) => present(one)))
      outcomes.set(request, { ok: false, error: new Stale({ code: 'uid-exists' }) });
    const missing = some.filter((one) => !present(one));
    for (const policy of ['none', 'send'] as const) {
      const alike = missing.filter(({ request }) => request.intent.mailPolicy === policy);
      for (const [request, outcome] of await createAlike(reader, collection, alike, policy))
        outcomes.set(request, outcome);
    }
  }
  return requests.map((request) => outcomes.get(request) ?? failure(null));
}

/** Throws Malformed and Unsupported before anything is written. */
function prepare({ owner }: Reader, request: CreateRequest): Prepared {
  const event = organizedByMain(normaliseEvent(request.item), owner);
  const { recurrenceOverrides: _later, ...plain } = event;
  const recurring = (event.recurrenceRules ?? []).length > 0;
  const exceptions = recurring ? seriesWork(plain, event).occurrences : [];
  return { request, event, item: newItem(event, owner, request.intent.correlationKey), exceptions };
}

/** Exchange creates whatever it is asked to: whether an item with this key or UID is there, a search tells before. */
async function existing(
  { ews, context }: Reader,
  collection: string,
  prepared: readonly Prepared[],
): Promise<(one: Prepared) => boolean> {
  if (prepared.length === 0) return () => false;
  const equal = (field: typeof CORRELATION_KEY, value: string): Restriction => ({
    type: 'equal',
    field,
    value,
  });
  const ids = new Map(prepared.map((one) => [one, cleanGlobalObjectId(one.event.uid)]));
  const all = prepared.flatMap((one) => [
    equal(CORRELATION_KEY, one.request.intent.correlationKey),
    equal(CLEAN_GLOBAL_OBJECT_ID, ids.get(one) ?? ''),
  ]);
  const shape = { base: 'IdOnly', additional: [CORRELATION_KEY, CLEAN_GLOBAL_OBJECT_ID] } as const;
  const question = { folder: { id: collection }, shape, restriction: { type: 'or', all } } as const;
  const { elements } = await ews.findItem(question, context);
  const keys = new Set(elements.map(correlationKeyOf));
  const uids = new Set(elements.map((element) => extendedValue(element, CLEAN_GLOBAL_OBJECT_ID)));
  return (one) => keys.has(one.request.intent.correlationKey) || uids.has(ids.get(one) ?? '');
}

async function createAlike(
  reader: Reader,
  collection: string,
  prepared: readonly Prepared[],
  policy: MailPolicy,
): Promise<readonly (readonly [CreateRequest, WriteOutcome])[]> {
  if (prepared.length === 0) return [];
  const items = prepared.map(({ item }) => item);
  const mail = policy === 'send' ? 'SendToAllAndSaveCopy' : 'SendToNone';
  const written = await said(
    reader.ews.createItem({ folder: { id: collection }, items, mail }, reader.context),
    prepared,
  );
  const results: (readonly [CreateRequest, WriteOutcome])[] = [];
  for (const [index, one] of prepared.entries())
    results.push([one.request, await completed(reader, collection, one, written[index])]);
  return results;
}

/** The exceptions of a series come after its master. */
async function completed(
  reader: Reader,
  collection: string,
  { request, event, exceptions }: Prepared,
  written: WrittenItem | undefined,
): Promise<WriteOutcome> {
  if (written?.ok !== true) return failure(written?.error ?? null);
  const ref = { collection, id: written.id.id };
  if (exceptions.length === 0) return { ok: true, ref, version: written.id.changeKey, item: null };
  try {
    await writeOccurrences(reader, ref.id, event, exceptions, request.intent.mailPolicy);
  } catch (error) {
    if (error instanceof SyncError) return { ok: false, error: partlyWritten(error) };
    throw error;
  }
  return { ok: true, ref, version: null, item: null };
}
