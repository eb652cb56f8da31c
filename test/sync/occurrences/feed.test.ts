import { memoryMailbox, memoryMailboxWorld } from '../../../src/server/mailboxes/memory/index.ts';
import type { MemoryMailboxOptions } from '../../../src/server/mailboxes/memory/index.ts';
import { Gone, Throttled } from '../../../src/sync/errors.ts';
import { eventKind } from '../../../src/sync/kinds/event/kind.ts';
import { occurrenceMailbox } from '../../../src/sync/occurrences/occurrence-mailbox.ts';
import { rolling, rollingWindow } from '../../../src/sync/occurrences/rolling-window.ts';
import type { Cursor, Mailbox, Page } from '../../../src/sync/ports.ts';
import { daily, on } from '../support/occurrences.ts';
import { event } from '../support/world.ts';

const DAY = 86_400_000;
const MIDDLE = Date.UTC(2026, 11, 3, 12);

/** A calendar, and the mailbox that presents its occurrences with a time frame of a day on either side. */
function calendar(options: Partial<MemoryMailboxOptions> = {}) {
  const clock = { now: MIDDLE };
  const now = () => clock.now;
  const world = memoryMailboxWorld({
    now,
    addresses: [],
    collections: [{ id: 'cal', name: 'Calendar', kinds: ['Event'], color: null, writable: true }],
    fields: { Event: Object.keys(eventKind.fields) },
    ...options,
  });
  const counts = { read: 0 };
  const memory = memoryMailbox(world);
  const inner: Mailbox = {
    ...memory,
    read: (refs, context) => {
      counts.read += 1;
      return memory.read(refs, context);
    },
  };
  const presenting = (around: (mailbox: Mailbox) => Mailbox = (mailbox) => mailbox): Mailbox => {
    const window = rollingWindow({ from: clock.now - DAY, to: clock.now + DAY }, clock.now);
    return occurrenceMailbox({
      mailbox: around(inner),
      kinds: [eventKind],
      window,
      now,
      callTimeoutMs: 1000,
      waits: false,
      told: new Map(),
      patience: { asked: null },
    });
  };
  const changes = (cursor: Cursor | null): Promise<Page> =>
    presenting().changes('cal', cursor, { deadline: clock.now + 1000 });
  return { clock, world, counts, changes, presenting };
}

const told = ({ changes }: Page): readonly string[] =>
  changes.map(({ type, ref }) => `${type} ${ref.id.replace(';recurrence-id=', ' ')}`);

describe('a feed in which series are taken apart', () => {
  it('tells the occurrences in the window by whole days, and single items as they are', async () => {
    const { world, changes } = calendar();
    world.store.insert(daily(), { collection: 'cal' });
    world.store.insert(event('single'), { collection: 'cal' });
    const page = await changes(null);
    expect(told(page)).toEqual([
      'removed i1',
      ...[2, 3, 4].map((date) => `present i1 ${on(date)}`),
      'present i2',
    ]);
    expect(page).toMatchObject({ listing: 'full', complete: true, more: false });
  });

  it("asks for nothing but the mailbox's own page while the day lasts, and for each series once when it is over", async () => {
    const { world, changes, clock, counts } = calendar();
    world.store.insert(daily(), { collection: 'cal' });
    const first = await changes(null);
    counts.read = 0;
    const same = await changes(first.cursor);
    expect([told(same), counts.read]).toEqual([[], 0]);
    clock.now += DAY;
    const next = await changes(same.cursor);
    expect(next).toMatchObject({ listing: 'delta', more: true, complete: false });
    expect([told(next), counts.read]).toEqual([[`present i1 ${on(5)}`], 1]);
    const rest = await changes(next.cursor);
    expect([told(rest), rest.more, counts.read]).toEqual([[], false, 1]);
  });

  it('does not break into a listing that is under way', async () => {
    const { world, changes, clock } = calendar({ pageSize: 1 });
    world.store.insert(daily(), { collection: 'cal' });
    world.store.insert(event('single'), { collection: 'cal' });
    const first = await changes(null);
    clock.now += DAY;
    const second = await changes(first.cursor);
    expect([told(second), second.listing, second.complete]).toEqual([['present i2'], 'full', true]);
    expect(told(await changes(second.cursor))).toEqual([`present i1 ${on(5)}`]);
  });

  it('remembers what it told when the mailbox has forgotten its cursor, and lists anew', async () => {
    const { world, changes } = calendar();
    world.store.insert(daily(), { collection: 'cal' });
    const first = await changes(null);
    world.store.forgetCursors();
    const [stored] = world.store.items.values();
    world.store.edit(stored?.ref.id ?? '', { recurrenceOverrides: { [on(3)]: { excluded: true } } });
    const again = await changes(first.cursor);
    expect(again).toMatchObject({ changes: [], listing: 'delta', more: true });
    const page = await changes(again.cursor);
    expect(page).toMatchObject({ listing: 'full', complete: true });
    expect(told(page)).toEqual([
      'removed i1',
      `removed i1 ${on(3)}`,
      ...[2, 4].map((date) => `present i1 ${on(date)}`),
    ]);
  });

  it('removes nothing because a calendar is gone, on the day when it looks again either', async () => {
    const { world, changes, clock } = calendar();
    world.store.insert(daily(), { collection: 'cal' });
    const first = await changes(null);
    const [stored] = world.store.items.values();
    world.store.remove(stored?.ref.id ?? '');
    (world.options.collections as unknown[]).length = 0;
    clock.now += DAY;
    const rolled = await changes(first.cursor);
    expect(told(rolled)).toEqual([]);
    await expect(changes(rolled.cursor)).rejects.toThrow(Gone);
  });

  it('takes the last word of a page on a series that it names twice', async () => {
    const { world, changes, presenting } = calendar();
    const { ref } = world.store.insert(daily(), { collection: 'cal' });
    const first = await changes(null);
    const before = await presenting().read([{ ...ref, id: `${ref.id};recurrence-id=${on(3)}` }], {
      deadline: Infinity,
    });
    expect(before).toMatchObject([{ type: 'found', found: { correlationKey: null } }]);
    world.store.remove(ref.id);
    expect(told(await changes(first.cursor))).toEqual([
      'removed i1',
      ...[2, 3, 4].map((date) => `removed i1 ${on(date)}`),
    ]);
  });

  it('says what it wrote, and leaves the mailbox alone when that could not be looked at', async () => {
    const { world, presenting, clock } = calendar();
    const { ref } = world.store.insert(daily(), { collection: 'cal' });
    const part = { ...ref, id: `${ref.id};recurrence-id=${on(3)}` };
    const context = { deadline: Infinity };
    const [reading] = await presenting().read([part], context);
    if (reading?.type !== 'found') throw new Error('It is not there');
    let reads = 0;
    const busy = new Throttled({ code: 'throttled' }, clock.now + DAY);
    const mailbox = presenting((inner) => ({
      ...inner,
      read: (refs, asked) => ((reads += 1) === 1 ? inner.read(refs, asked) : Promise.reject(busy)),
    }));
    const { version, item } = reading.found;
    const intent = { id: 'i', correlationKey: 'k', expectedVersion: version, mailPolicy: 'none' } as const;
    const patch = { title: 'Three' };
    const [outcome] = await mailbox.update(
      [{ ref: part, patch, item: { ...item, ...patch }, intent }],
      context,
    );
    expect(outcome).toEqual({ ok: true, ref: part, version: null, item: null });
    await expect(mailbox.read([part], context)).rejects.toBe(busy);
    expect(reads).toBe(2);
  });

  it('lets nobody write what only a series has, or which of its dates an item is', () => {
    const { recurrence, fields } = calendar().presenting().traits;
    expect(recurrence).toBe('occurrences');
    expect(
      Object.keys(eventKind.fields).filter((field) => fields['Event']?.includes(field) !== true),
    ).toEqual(['recurrenceRules', 'recurrenceOverrides']);
    const compared = rolling(eventKind, { from: null, to: null }).fields;
    expect(Object.keys(compared)).not.toContain('recurrenceId');
  });

  it('gives an occurrence a new version when it changes, and only then', async () => {
    const { world, presenting } = calendar();
    const { ref } = world.store.insert(daily(), { collection: 'cal' });
    const refs = [2, 3].map((date) => ({ ...ref, id: `${ref.id};recurrence-id=${on(date)}` }));
    const versions = async () =>
      (await presenting().read(refs, { deadline: Infinity })).map((reading) =>
        reading.type === 'found' ? reading.found.version : reading.type,
      );
    const [second, third] = await versions();
    world.store.edit(ref.id, { recurrenceOverrides: { [on(3)]: { title: 'Three' } } });
    const after = await versions();
    expect(after[0]).toBe(second);
    expect(after[1]).not.toBe(third);
  });
});
