// https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/updateitem-operation
import { Gone, Stale, SyncError, Unavailable } from '../../../sync/errors.ts';
import type { UpdateRequest, Version, WriteOutcome } from '../../../sync/ports.ts';
import type { Item, Patch } from '../../../sync/item.ts';
import type { Event } from '../../../sync/kinds/event/event.ts';
import { normaliseEvent } from '../../../sync/kinds/event/normalise.ts';
import { textOf } from './element.ts';
import type { Element } from './element.ts';
import type { FieldChange } from './fields.ts';
import { itemEdit, recurrenceAnew, setOwn } from './from-item.ts';
import { inUpdateOrder } from './field-changes.ts';
import { writeOccurrences } from './occurrences.ts';
import { organizedByMain } from './organizer.ts';
import { TOLD_BY } from './own-properties.ts';
import { PAIRED } from './properties/all.ts';
import { textChange } from './properties/property.ts';
import { readSeries } from './reading.ts';
import type { Reader } from './reading.ts';
import { seriesWork } from './series.ts';
import type { SeriesWork } from './series.ts';
import { itemIdOf } from './soap/ids.ts';
import { toItem } from './to-item.ts';
import type { ItemWithExceptions } from './to-item.ts';
import type { ItemId, ItemUpdate, MeetingMail, Outcome, WrittenItem } from './wire.ts';
import { failure, partlyWritten, said } from './writing.ts';

/** An update that can be carried out. */
interface Planned {
  readonly request: UpdateRequest;
  readonly target: Event;
  readonly id: ItemId;
  readonly changes: readonly FieldChange[];
  /** The rule, to be written once more afterwards: see `recurrenceAnew`. */
  readonly rule: FieldChange | null;
  /** What is to be done to single occurrences; null: to be found out once the master is written. */
  readonly series: SeriesWork | null;
}

/**
 * Updates items, one outcome per request. All are read first, in one request: what stands there decides which fields
 * change. Masters and single events are written together, then the occurrences of each series, in this order.
 */
export async function updateItems(
  reader: Reader,
  requests: readonly UpdateRequest[],
): Promise<readonly WriteOutcome[]> {
  const stored = await readSeries(
    reader,
    requests.map(({ ref }) => ref.id),
  );
  const outcomes = new Map<UpdateRequest, WriteOutcome>();
  const planned: Planned[] = [];
  for (const request of requests) {
    try {
      planned.push(plan(reader, request, stored.get(request.ref.id)));
    } catch (error) {
      outcomes.set(request, failure(error));
    }
  }
  const mails = new Set(planned.map(mailOf));
  for (const mail of mails) {
    const alike = planned.filter((one) => mailOf(one) === mail);
    const written = await writeMasters(reader, alike, mail);
    for (const one of alike) outcomes.set(one.request, await completed(reader, one, written.get(one)));
  }
  return requests.map((request) => outcomes.get(request) ?? failure(null));
}

/** Throws Gone, Stale, Malformed and Unsupported before anything is written. */
function plan(
  { owner }: Reader,
  request: UpdateRequest,
  stored: Outcome<ItemWithExceptions> | undefined,
): Planned {
  const { ref, patch, item, intent } = request;
  if (stored === undefined) throw new Gone({ code: 'item-gone' });
  if (!stored.ok) throw stored.error;
  const id = itemIdOf(stored.item) ?? { id: ref.id, changeKey: null };
  if (intent.expectedVersion !== null && id.changeKey !== intent.expectedVersion)
    throw new Stale({ code: 'version-moved-on' });
  const now = toItem(stored, owner);
  if (now.item === undefined) throw now.error;
  const target = organizedByMain(normaliseEvent(asNamed(item, now.item, patch)), owner);
  if (tellsOnly(request)) {
    const changes = [setOwn(TOLD_BY, intent.id), subjectOf(stored.item)];
    return { request, target, id, changes, rule: null, series: NO_WORK };
  }
  const { changes, resets } = itemEdit(stored.item, new Set(Object.keys(patch)), target, owner);
  if ((target.recurrenceRules ?? []).length === 0)
    return { request, target, id, changes, rule: null, series: NO_WORK };
  // Also to learn, before anything is written, whether all exceptions can be expressed.
  const series = seriesWork(resets ? withoutOverrides(target) : now.item, target);
  const anew = series.restores && !resets ? recurrenceAnew(target) : null;
  const isLater = anew !== null || (changes.length > 0 && (resets || hasOverrides(target)));
  return {
    request,
    target,
    id,
    changes: anew === null ? changes : inUpdateOrder([...changes, anew[0]]),
    rule: anew?.[1] ?? null,
    series: isLater ? null : series,
  };
}

/**
 * The item as it shall be afterwards, with the properties that nobody named as they are: also those that the request
 * says nothing of because nobody else has them. Times and exceptions are written together.
 */
function asNamed(item: Item, now: Event, patch: Patch): Item {
  const unnamed = PAIRED.filter((name) => !(name in patch));
  const wanted = Object.entries(item).filter(([name]) => !unnamed.includes(name));
  const kept = Object.entries(now).filter(([name]) => unnamed.includes(name));
  return Object.fromEntries([...wanted, ...kept]) as Item;
}

/** Whether nothing is to be changed, and everybody is to be told: Exchange mails with an update, and with nothing else. */
function tellsOnly({ patch, intent }: UpdateRequest): boolean {
  return intent.mailPolicy === 'send' && Object.keys(patch).length === 0;
}

/** The subject as it stands. */
function subjectOf(item: Element): FieldChange {
  return textChange('item:Subject', textOf(item, 'Subject') ?? undefined);
}

const NO_WORK: SeriesWork = { occurrences: [], restores: false };

function withoutOverrides({ recurrenceOverrides: _overrides, ...event }: Event): Event {
  return event;
}

function hasOverrides(event: Event): boolean {
  return Object.keys(event.recurrenceOverrides ?? {}).length > 0;
}

/** Whom an update mails: nobody, unless a person asked for it. */
function mailOf({ request }: Planned): MeetingMail {
  if (request.intent.mailPolicy === 'none') return 'SendToNone';
  const names = Object.keys(request.patch);
  const isPeople = names.length > 0 && names.every((name) => name === 'participants');
  return isPeople ? 'SendToChangedAndSaveCopy' : 'SendToAllAndSaveCopy';
}

async function writeMasters(
  { ews, context }: Reader,
  planned: readonly Planned[],
  mail: MeetingMail,
): Promise<ReadonlyMap<Planned, WrittenItem>> {
  const changing = planned.filter(({ changes }) => changes.length > 0);
  const updates: readonly ItemUpdate[] = changing.map(({ id, changes }) => {
    return { item: id, element: 'CalendarItem', changes };
  });
  if (updates.length === 0) return new Map();
  const written = await said(ews.updateItem({ updates, mail }, context), updates);
  return new Map(
    changing.flatMap((one, index) => {
      const outcome = written[index];
      return outcome === undefined ? [] : [[one, outcome] as const];
    }),
  );
}

async function completed(
  reader: Reader,
  planned: Planned,
  written: WrittenItem | undefined,
): Promise<WriteOutcome> {
  const { request, target, id, changes, rule, series } = planned;
  const { ref, intent } = request;
  const isWritten = changes.length > 0;
  if (isWritten && written?.ok !== true) return failure(written?.error ?? null);
  const at = written?.ok === true ? written.id : id;
  const version: Version | null = at.changeKey;
  try {
    if (rule !== null) await writeRule(reader, at, rule, mailOf(planned));
    const work = series ?? (await workLeft(reader, ref.id, target));
    if (work.occurrences.length === 0)
      return { ok: true, ref, version: rule === null ? version : null, item: null };
    await writeOccurrences(reader, ref.id, target, work.occurrences, intent.mailPolicy);
    return { ok: true, ref, version: null, item: null };
  } catch (error) {
    if (!(error instanceof SyncError)) throw error;
    return { ok: false, error: isWritten ? partlyWritten(error) : error };
  }
}

/** Throws what stands in the way: the series has been written before, so whatever that promises, look. */
async function writeRule(
  { ews, context }: Reader,
  item: ItemId,
  rule: FieldChange,
  mail: MeetingMail,
): Promise<void> {
  const [outcome] = await ews.updateItem(
    { updates: [{ item, element: 'CalendarItem', changes: [rule] }], mail },
    context,
  );
  if (outcome?.ok !== true) throw outcome?.error ?? new Unavailable({ code: 'outcome-missing' });
}

/** What a written master did to its exceptions is not the same everywhere: only a look tells what is left to do. */
async function workLeft(reader: Reader, id: string, target: Event): Promise<SeriesWork> {
  const stored = (await readSeries(reader, [id])).get(id);
  if (stored === undefined) throw new Gone({ code: 'item-gone' });
  if (!stored.ok) throw stored.error;
  const now = toItem(stored, reader.owner);
  if (now.item === undefined) throw now.error;
  const { occurrences } = seriesWork(now.item, target);
  // An occurrence that the server keeps away all the same can't be written: that is what the server makes of it.
  return { occurrences: occurrences.filter(({ id }) => !isAway(now.item, id)), restores: false };
}

function isAway({ recurrenceOverrides = {} }: Event, id: string): boolean {
  return recurrenceOverrides[id]?.['excluded'] === true;
}
