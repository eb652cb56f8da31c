import { Gone, Stale } from '../../../src/sync/errors.ts';
import type { JsonObject } from '../../../src/sync/json.ts';
import type { Event } from '../../../src/sync/kinds/event/event.ts';
import { normaliseEvent } from '../../../src/sync/kinds/event/normalise.ts';
import { occurrences } from '../../../src/sync/kinds/event/occurrences.ts';
import type { OpenMailbox } from './harness.ts';
import { anEvent, anIntent, aSeries, created, found, only, soon } from './events.ts';

const SHAPES: readonly (readonly [string, Event])[] = [
  [
    'in a zone',
    anEvent({ description: 'With, signs; and \\ lines\nand more', locations: { '1': { name: 'Room 1' } } }),
  ],
  ['all day', dateOnly(anEvent({ start: '2026-05-01T00:00:00', duration: 'P2D', showWithoutTime: true }))],
  ['floating', dateOnly(anEvent({ start: '2026-05-01T08:15:00', duration: 'PT45M' }))],
  ['in UTC', anEvent({ timeZone: 'Etc/UTC', start: '2026-05-01T22:30:00', duration: 'PT3H' })],
  [
    'personal',
    anEvent({ freeBusyStatus: 'free', privacy: 'private', keywords: { travel: true, café: true } }),
  ],
  [
    'long and foreign',
    anEvent({ title: `${'会議：四半期レビュー '.repeat(12)}🚀`.trim(), priority: 2, status: 'tentative' }),
  ],
  ['a series', aSeries()],
];

function dateOnly({ timeZone: _zone, ...event }: Event): Event {
  return event;
}

/** What `create` promises. */
export function describeCreate(open: () => OpenMailbox): void {
  it.each(SHAPES)('creates an event %s and reads it back as it was', async (_name, shape) => {
    const { mailbox, collection } = open();
    const event = { ...shape, uid: anEvent().uid } as Event;
    const intent = anIntent();
    const [outcome] = await mailbox.create([{ collection, item: event, intent }], soon());
    if (outcome?.ok !== true) throw new Error('not created', { cause: outcome?.error });
    const stored = await found(mailbox, outcome.ref);
    expect(only(stored.item, event)).toEqual(event);
    expect(stored.correlationKey).toBe(intent.correlationKey);
    expect(outcome.version ?? stored.version).toBe(stored.version);
  });

  it('creates a meeting with everybody in it, when a person asked for the invitations', async () => {
    const { mailbox, collection } = open();
    const [owner = 'mailto:owner@contract.example'] = (await mailbox.probe(soon())).addresses;
    const participants = {
      [owner]: {
        roles: { owner: true, attendee: true },
        name: 'Olga Owner',
        participationStatus: 'accepted',
      },
      'mailto:guest@contract.example': { roles: { attendee: true, optional: true }, name: 'Gert; Guest' },
    } as const;
    const intent = { ...anIntent(), mailPolicy: 'send' } as const;
    const [outcome] = await mailbox.create([{ collection, item: anEvent({ participants }), intent }], soon());
    if (outcome?.ok !== true) throw new Error('not created', { cause: outcome?.error });
    expect((await found(mailbox, outcome.ref)).item['participants']).toEqual(participants);
  });

  it('never overwrites: same key, or same UID', async () => {
    const { mailbox, collection } = open();
    const key = anIntent().correlationKey;
    const first = await created(mailbox, collection, anEvent({ title: 'First' }), key);
    const sameKey = { collection, item: anEvent({ title: 'Second' }), intent: anIntent(null, key) };
    const sameUid = {
      collection,
      item: anEvent({ title: 'Third', uid: first.item['uid'] as string }),
      intent: anIntent(),
    };
    const outcomes = await mailbox.create([sameKey, sameUid], soon());
    for (const outcome of outcomes) expect(outcome.ok ? outcome : outcome.error).toBeInstanceOf(Stale);
    expect(await found(mailbox, first.ref)).toEqual(first);
    expect(await mailbox.find(collection, [sameUid.intent.correlationKey], soon())).toEqual([null]);
  });

  it('answers each request of a batch for itself', async () => {
    const { mailbox, collection } = open();
    const taken = anIntent().correlationKey;
    await created(mailbox, collection, anEvent(), taken);
    const requests = [anIntent(), anIntent(null, taken), anIntent()].map((intent, index) => ({
      collection,
      item: anEvent({ title: `Number ${String(index)}` }),
      intent,
    }));
    const outcomes = await mailbox.create(requests, soon());
    expect(outcomes.map((outcome) => outcome.ok)).toEqual([true, false, true]);
    const hits = await mailbox.find(
      collection,
      requests.map((request) => request.intent.correlationKey),
      soon(),
    );
    expect([hits[0]?.item['title'], hits[2]?.item['title']]).toEqual(['Number 0', 'Number 2']);
  });
}

/** What `update` and `remove` promise. */
export function describeChange(open: () => OpenMailbox): void {
  const patched = (event: object, patch: object) => ({ ...event, ...patch }) as Event;

  it('writes the patch and leaves everything else alone, the unknown included', async () => {
    const { mailbox, collection, human } = open();
    const event = anEvent({ description: 'stays', alerts: {}, locations: { '1': { name: 'Hall' } } });
    const { ref } = await created(mailbox, collection, event);
    await human.mark(ref, 'hands off');
    const before = await found(mailbox, ref);
    const patch = { title: 'New title' };
    const request = { ref, patch, item: patched(before.item, patch), intent: anIntent(before.version) };
    const [outcome] = await mailbox.update([request], soon());
    const after = await found(mailbox, ref);
    expect(outcome).toMatchObject({ ok: true, ref });
    expect(outcome?.ok === true ? (outcome.version ?? after.version) : null).toBe(after.version);
    expect(after.version).not.toBe(before.version);
    expect(after.item).toEqual({ ...before.item, title: 'New title', ...sequenceOf(after.item) });
    expect(after.correlationKey).toBe(before.correlationKey);
    expect(await human.readMark(ref)).toBe('hands off');
  });

  it('removes a property that the patch sets to null', async () => {
    const { mailbox, collection } = open();
    const before = await created(mailbox, collection, anEvent({ description: 'to go', priority: 1 }));
    const { description: _gone, ...rest } = before.item;
    const request = {
      ref: before.ref,
      patch: { description: null },
      item: patched(rest, {}),
      intent: anIntent(before.version),
    };
    expect(await mailbox.update([request], soon())).toMatchObject([{ ok: true }]);
    const { item } = await found(mailbox, before.ref);
    expect([item['description'] ?? '', item['priority']]).toEqual(['', 1]);
  });

  it('moves an event: start, zone and duration', async () => {
    const { mailbox, collection } = open();
    const before = await created(mailbox, collection, anEvent());
    const patch = { start: '2026-03-11T16:00:00', timeZone: 'America/New_York', duration: 'PT30M' };
    const request = {
      ref: before.ref,
      patch,
      item: patched(before.item, patch),
      intent: anIntent(before.version),
    };
    expect(await mailbox.update([request], soon())).toMatchObject([{ ok: true }]);
    expect((await found(mailbox, before.ref)).item).toMatchObject({ ...patch, title: 'Kick-off' });
  });

  it('keeps the exceptions of a series when the series is renamed, and changes one exception alone', async () => {
    const { mailbox, collection } = open();
    const before = await created(mailbox, collection, aSeries());
    const rename = { title: 'Weekly review' };
    const first = {
      ref: before.ref,
      patch: rename,
      item: patched(before.item, rename),
      intent: anIntent(before.version),
    };
    expect(await mailbox.update([first], soon())).toMatchObject([{ ok: true }]);
    const renamed = await found(mailbox, before.ref);
    expect(only(renamed.item, aSeries())).toEqual({ ...aSeries(), uid: before.item['uid'], ...rename });
    const recurrenceOverrides = {
      ...(renamed.item['recurrenceOverrides'] as object),
      '2026-03-31T09:30:00': { title: 'Only this one' },
    };
    const patch = { recurrenceOverrides };
    const second = {
      ref: before.ref,
      patch,
      item: patched(renamed.item, patch),
      intent: anIntent(renamed.version),
    };
    expect(await mailbox.update([second], soon())).toMatchObject([{ ok: true }]);
    expect((await found(mailbox, before.ref)).item['recurrenceOverrides']).toEqual(recurrenceOverrides);
  });

  it('makes a single event a series, ends it earlier with its exceptions, and makes it single again', async () => {
    const { mailbox, collection } = open();
    if (mailbox.traits.recurrence !== 'series') return;
    const before = await created(mailbox, collection, anEvent());
    const write = async (patch: JsonObject) => {
      const { item, version } = await found(mailbox, before.ref);
      const request = { ref: before.ref, patch, item: patched(item, patch), intent: anIntent(version) };
      expect(await mailbox.update([request], soon())).toMatchObject([{ ok: true }]);
      return (await found(mailbox, before.ref)).item;
    };
    const weekly = { frequency: 'weekly', byDay: [{ day: 'tu' }] };
    const recurrenceOverrides = {
      '2026-03-17T09:30:00': { title: 'Only this one' },
      '2026-03-31T09:30:00': { start: '2026-04-01T11:00:00' },
    };
    const series = { recurrenceRules: [{ ...weekly, count: 8 }], recurrenceOverrides };
    expect(await write(series)).toMatchObject(series);
    const { '2026-03-17T09:30:00': first } = recurrenceOverrides;
    const ended = {
      recurrenceRules: [{ ...weekly, until: '2026-03-24T09:30:00' }],
      recurrenceOverrides: { '2026-03-17T09:30:00': first },
    };
    const shorter = normaliseEvent(await write(ended));
    expect(shorter.recurrenceOverrides).toEqual(ended.recurrenceOverrides);
    const dates = occurrences(shorter, { from: null, to: null }, 10);
    expect(dates.map(({ recurrenceId }) => recurrenceId?.slice(0, 10))).toEqual([
      '2026-03-10',
      '2026-03-17',
      '2026-03-24',
    ]);
    const single = await write({ recurrenceRules: null, recurrenceOverrides: null });
    expect(only(single, anEvent())).toEqual({ ...anEvent(), uid: before.item['uid'] });
    expect(single['recurrenceRules']).toBeUndefined();
    expect(single['recurrenceOverrides']).toBeUndefined();
  });

  it('does not overwrite or remove what a person changed meanwhile', async () => {
    const { mailbox, collection, human } = open();
    const before = await created(mailbox, collection, anEvent());
    await human.retitle(before.ref, 'By hand');
    const patch = { title: 'By machine' };
    const intent = anIntent(before.version);
    const update = { ref: before.ref, patch, item: patched(before.item, patch), intent };
    if (mailbox.traits.conditionalUpdate) {
      const [outcome] = await mailbox.update([update], soon());
      expect(outcome?.ok === false ? outcome.error : outcome).toBeInstanceOf(Stale);
    }
    if (mailbox.traits.conditionalDelete) {
      const [outcome] = await mailbox.remove([{ ref: before.ref, intent }], soon());
      expect(outcome?.ok === false ? outcome.error : outcome).toBeInstanceOf(Stale);
    }
    expect((await found(mailbox, before.ref)).item['title']).toBe('By hand');
  });

  it('removes, and says of what is not there that it is gone', async () => {
    const { mailbox, collection } = open();
    const { ref, version, item } = await created(mailbox, collection, anEvent());
    const intent = anIntent(version);
    expect(await mailbox.remove([{ ref, intent }], soon())).toMatchObject([{ ok: true }]);
    expect(await mailbox.read([ref], soon())).toEqual([{ type: 'gone', ref }]);
    const [again] = await mailbox.remove([{ ref, intent }], soon());
    expect(again?.ok === false ? again.error : again).toBeInstanceOf(Gone);
    const [late] = await mailbox.update(
      [{ ref, patch: { title: 'x' }, item: patched(item, { title: 'x' }), intent }],
      soon(),
    );
    expect(late?.ok === false ? late.error : late).toBeInstanceOf(Gone);
  });
}

/** A side may count its revisions in SEQUENCE. */
function sequenceOf(item: object): object {
  return 'sequence' in item ? { sequence: item.sequence } : {};
}
