import type { Event, RecurrenceRule } from '../../../../src/sync/kinds/event/event.ts';
import { normaliseEvent } from '../../../../src/sync/kinds/event/normalise.ts';
import type { Found, WriteOutcome } from '../../../../src/sync/ports.ts';
import { anEvent, anIntent, aSeries, created, found, soon } from '../../../contracts/mailbox/events.ts';
import { openWorld } from './harness.ts';
import type { EwsWorld } from './harness.ts';

describe('Series in Exchange', () => {
  let world: EwsWorld;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());

  const make = (event: Event): Promise<Found> => created(world.mailbox, world.collection, event);

  /** Writes a patch onto what was found; returns what became of it. */
  async function write(before: Found, patch: Event | object): Promise<WriteOutcome | undefined> {
    const item = Object.fromEntries(
      Object.entries({ ...before.item, ...patch }).filter(([, value]) => value !== null),
    ) as Event;
    const request = { ref: before.ref, patch: { ...patch }, item, intent: anIntent(before.version) };
    const [outcome] = await world.mailbox.update([request], soon());
    return outcome;
  }

  /** The same, and it has to work; returns the item as it is afterwards. */
  async function rewrite(before: Found, patch: object): Promise<Event> {
    const outcome = await write(before, patch);
    if (outcome?.ok !== true) throw new Error('not written', { cause: outcome?.error });
    return normaliseEvent((await found(world.mailbox, before.ref)).item);
  }

  it.each<readonly [string, Partial<Event>]>([
    ['daily', { recurrenceRules: [{ frequency: 'daily', interval: 3, count: 10 }] }],
    ['weekly without saying the day', { recurrenceRules: [{ frequency: 'weekly', count: 4 }] }],
    [
      'every other week from Sunday on',
      {
        recurrenceRules: [
          {
            frequency: 'weekly',
            interval: 2,
            firstDayOfWeek: 'su',
            byDay: [{ day: 'tu' }, { day: 'fr' }],
            until: '2026-06-01T09:30:00',
          },
        ],
      },
    ],
    ['on the tenth of the month', { recurrenceRules: [{ frequency: 'monthly', byMonthDay: [10] }] }],
    [
      'on the last day of the month',
      {
        start: '2026-03-31T09:30:00',
        recurrenceRules: [{ frequency: 'monthly', byMonthDay: [-1], count: 5 }],
      },
    ],
    [
      'on the second Tuesday',
      { recurrenceRules: [{ frequency: 'monthly', byDay: [{ day: 'tu', nthOfPeriod: 2 }] }] },
    ],
    [
      'on the last working day',
      {
        start: '2026-03-31T09:30:00',
        recurrenceRules: [
          {
            frequency: 'monthly',
            byDay: ['mo', 'tu', 'we', 'th', 'fr'].map((day) => ({ day })),
            bySetPosition: [-1],
            count: 6,
          },
        ],
      },
    ],
    ['yearly', { recurrenceRules: [{ frequency: 'yearly', byMonth: ['3'], byMonthDay: [10], count: 3 }] }],
    [
      'on the second Tuesday in March',
      {
        recurrenceRules: [
          { frequency: 'yearly', byMonth: ['3'], byDay: [{ day: 'tu', nthOfPeriod: 2 }], count: 3 },
        ],
      },
    ],
    ['every other year', { recurrenceRules: [{ frequency: 'yearly', interval: 2, count: 3 }] }],
    [
      'in whole days',
      {
        start: '2026-03-10T00:00:00',
        showWithoutTime: true,
        duration: 'P1D',
        recurrenceRules: [{ frequency: 'weekly', byDay: [{ day: 'tu' }], count: 3 }],
        recurrenceOverrides: { '2026-03-17T00:00:00': { excluded: true } },
      },
    ],
  ])('%s are the same when they are read back', async (_name, properties) => {
    const { timeZone, ...rest } = anEvent(properties);
    const event = (rest.showWithoutTime === true ? rest : { ...rest, timeZone }) as Event;
    expect(normaliseEvent((await make(event)).item)).toEqual(normaliseEvent(event));
  });

  it.each<readonly [string, Partial<Event>]>([
    ['by the hour', { recurrenceRules: [{ frequency: 'hourly', count: 3 }] }],
    ['with two rules', { recurrenceRules: [{ frequency: 'daily' }, { frequency: 'weekly' }] }],
    [
      'on a day that some months lack',
      { start: '2026-03-31T09:30:00', recurrenceRules: [{ frequency: 'monthly' }] },
    ],
    [
      'on the fifth Tuesday',
      { recurrenceRules: [{ frequency: 'monthly', byDay: [{ day: 'tu', nthOfPeriod: 5 }] }] },
    ],
    ['that begin beside their rule', { recurrenceRules: [{ frequency: 'weekly', byDay: [{ day: 'fr' }] }] }],
    [
      'with a date beside their rule',
      { recurrenceRules: [{ frequency: 'weekly' }], recurrenceOverrides: { '2026-03-12T09:30:00': {} } },
    ],
  ])('%s are refused before anything is written', async (_name, properties) => {
    const request = { collection: world.collection, item: anEvent(properties), intent: anIntent() };
    const [outcome] = await world.mailbox.create([request], soon());
    expect(outcome).toMatchObject({ ok: false, error: { name: 'Unsupported', effect: 'none' } });
    expect(
      world.sandbox.groupware.events.in(world.sandbox.groupware.calendars.of('olga')[0]?.id ?? ''),
    ).toEqual([]);
  });

  it('get another hour: their exceptions are written again', async () => {
    const before = await make(aSeries());
    const recurrenceOverrides = {
      '2026-03-17T11:00:00': { excluded: true },
      '2026-03-24T11:00:00': { title: 'Review, moved', start: '2026-03-25T11:00:00' },
    };
    const after = await rewrite(before, { start: '2026-03-10T11:00:00', recurrenceOverrides });
    expect(after).toMatchObject({ start: '2026-03-10T11:00:00', recurrenceOverrides });
  });

  it('get another rule: exceptions that it still has stay', async () => {
    const before = await make(aSeries());
    const recurrenceRules = [{ frequency: 'weekly', byDay: [{ day: 'tu' }], count: 12 }];
    const after = await rewrite(before, { recurrenceRules });
    expect(after).toMatchObject({ recurrenceRules, recurrenceOverrides: aSeries().recurrenceOverrides });
  });

  it('lose one occurrence more, and get one back', async () => {
    const before = await make(aSeries());
    const { '2026-03-17T09:30:00': _back, ...others } = before.item['recurrenceOverrides'] as Record<
      string,
      object
    >;
    const recurrenceOverrides = { ...others, '2026-04-14T09:30:00': { excluded: true } };
    const after = await rewrite(before, { recurrenceOverrides });
    expect(after.recurrenceOverrides).toEqual(recurrenceOverrides);
  });

  it.each<readonly [string, RecurrenceRule]>([
    ['every day, so many times', { frequency: 'daily', count: 5 }],
    [
      'every third day until its last date',
      { frequency: 'daily', interval: 3, until: '2026-03-22T09:30:00' },
    ],
    ['every third day until some day', { frequency: 'daily', interval: 3, until: '2026-03-24T09:30:00' }],
    ['every day for years', { frequency: 'daily', until: '2029-03-10T09:30:00' }],
    ['every day without end', { frequency: 'daily' }],
    ['every week, without end', { frequency: 'weekly', byDay: [{ day: 'tu' }] }],
    ['every month, so many times', { frequency: 'monthly', byMonthDay: [10], count: 4 }],
  ])('take place again on their first date, which was taken out: %s', async (_name, rule) => {
    const before = await make(
      anEvent({
        recurrenceRules: [rule],
        recurrenceOverrides: { '2026-03-10T09:30:00': { excluded: true } },
      }),
    );
    const after = await rewrite(before, { title: 'All of it', recurrenceOverrides: null });
    expect(after).toMatchObject({ title: 'All of it', recurrenceRules: before.item['recurrenceRules'] });
    expect(after.recurrenceOverrides).toBeUndefined();
  });

  it('change many occurrences at once, each in its own way', async () => {
    const before = await make(aSeries());
    const recurrenceOverrides = {
      '2026-03-10T09:30:00': { title: 'First' },
      '2026-03-24T09:30:00': { excluded: true },
      '2026-03-31T09:30:00': { start: '2026-03-31T12:00:00', duration: 'PT2H' },
      '2026-04-07T09:30:00': { description: null, keywords: { x: true } },
      '2026-04-14T09:30:00': { locations: { '1': { name: 'Elsewhere' } } },
      '2026-03-17T09:30:00': { excluded: true },
    };
    const after = await rewrite(before, { recurrenceOverrides });
    expect(after.recurrenceOverrides).toEqual(recurrenceOverrides);
  });

  it('move occurrences to where others still are, which make room', async () => {
    const { recurrenceOverrides: _none, ...plain } = aSeries();
    const before = await make(plain);
    const recurrenceOverrides = {
      '2026-03-10T09:30:00': { start: '2026-03-18T09:30:00' },
      '2026-03-17T09:30:00': { start: '2026-03-25T09:30:00' },
      '2026-03-24T09:30:00': { start: '2026-03-27T09:30:00' },
    };
    expect((await rewrite(before, { recurrenceOverrides })).recurrenceOverrides).toEqual(recurrenceOverrides);
  });

  it('keep in a changed occurrence what nobody named, whether or not we know of it', async () => {
    const { recurrenceOverrides: _none, ...plain } = aSeries();
    const before = await make({ ...plain, status: 'tentative', priority: 1 });
    const recurrenceOverrides = { '2026-03-10T09:30:00': { start: '2026-03-10T12:00:00' } };
    const { status: _unknown, priority: _unheld, ...known } = before.item;
    const request = {
      ref: before.ref,
      patch: { recurrenceOverrides },
      item: { ...known, recurrenceOverrides },
      intent: anIntent(before.version),
    };
    expect((await world.mailbox.update([request], soon()))[0]).toMatchObject({ ok: true });
    const after = normaliseEvent((await found(world.mailbox, before.ref)).item);
    expect(after).toMatchObject({ status: 'tentative', priority: 1 });
    expect(after.recurrenceOverrides).toEqual(recurrenceOverrides);
  });

  it('do not move one occurrence past another', async () => {
    const { recurrenceOverrides: _none, ...plain } = aSeries();
    const before = await make(plain);
    const recurrenceOverrides = { '2026-03-10T09:30:00': { start: '2026-03-18T09:30:00' } };
    expect(await write(before, { recurrenceOverrides })).toMatchObject({
      ok: false,
      error: { name: 'Malformed', parameters: { condition: 'ErrorOccurrenceCrossingBoundary' } },
    });
  });

  it('become a single event, and a single event a series', async () => {
    const before = await make(aSeries());
    const single = await rewrite(before, { recurrenceRules: null, recurrenceOverrides: null });
    expect(single.recurrenceRules).toBeUndefined();
    const again = await found(world.mailbox, before.ref);
    const rules = [{ frequency: 'daily', count: 3 }];
    expect(await rewrite(again, { recurrenceRules: rules })).toMatchObject({ recurrenceRules: rules });
  });

  it('say nothing to anybody when they change, unless a person asked for it', async () => {
    const participants = {
      'mailto:olga@contract.example': { roles: { owner: true }, name: 'Olga Owner' },
      'mailto:gert@contract.example': { roles: { attendee: true }, name: 'Gert Guest' },
    } as const;
    const before = await make({ ...aSeries(), participants });
    await rewrite(before, {
      title: 'Quietly',
      recurrenceOverrides: { '2026-03-17T09:30:00': { excluded: true } },
    });
    expect(world.sandbox.groupware.outbox.mails()).toEqual([]);
    const again = await found(world.mailbox, before.ref);
    const request = {
      ref: again.ref,
      patch: { title: 'Aloud' },
      item: { ...again.item, title: 'Aloud' },
      intent: { ...anIntent(again.version), mailPolicy: 'send' as const },
    };
    await world.mailbox.update([request], soon());
    expect(world.sandbox.groupware.outbox.mails().length).toBeGreaterThan(0);
  });

  it('tell everybody of what was written silently, once asked to, and change nothing', async () => {
    const participants = {
      'mailto:olga@contract.example': { roles: { owner: true }, name: 'Olga Owner' },
      'mailto:gert@contract.example': { roles: { attendee: true }, name: 'Gert Guest' },
      'mailto:greta@contract.example': { roles: { attendee: true }, name: 'Greta Guest' },
    } as const;
    for (const event of [
      { ...aSeries(), participants },
      { ...anEvent(), participants },
    ]) {
      const before = await make(event);
      const sent = world.sandbox.groupware.outbox.mails().length;
      const request = {
        ref: before.ref,
        patch: {},
        item: before.item,
        intent: { ...anIntent(before.version), mailPolicy: 'send' as const },
      };
      const [outcome] = await world.mailbox.update([request], soon());
      expect(outcome).toMatchObject({ ok: true });
      const mails = world.sandbox.groupware.outbox.mails().slice(sent);
      expect(mails.flatMap(({ to }) => to).sort()).toEqual([
        expect.stringContaining('gert@contract.example'),
        expect.stringContaining('greta@contract.example'),
      ]);
      const after = await found(world.mailbox, before.ref);
      expect(normaliseEvent(after.item)).toEqual(normaliseEvent(before.item));
      // Whoever lost the answer finds out that it happened, whatever else was written since.
      expect([before.toldBy, after.toldBy]).toEqual([null, request.intent.id]);
      // A version that has moved on sends nothing.
      const [stale] = await world.mailbox.update([request], soon());
      expect(stale).toMatchObject({ ok: false });
      expect(world.sandbox.groupware.outbox.mails()).toHaveLength(sent + mails.length);
    }
  });
});
