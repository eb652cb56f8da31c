import fc from 'fast-check';
import { followItem } from '../../../src/taskpane/office/follow-item.ts';
import type { Followed } from '../../../src/taskpane/office/follow-item.ts';
import { OfficeProblem } from '../../../src/taskpane/office/port.ts';
import type { OpenItem } from '../../../src/taskpane/office/port.ts';

const { jest } = import.meta;

/** How something answers: after so many milliseconds, with an error, or never. */
type Way = { readonly after: number; readonly outcome: 'answers' | 'fails' | 'hangs' };
/** One switch in Outlook: to an item, or to none; the next one comes `pause` milliseconds later. */
interface Switch {
  readonly isItem: boolean;
  readonly reading: Way;
  readonly loading: Way;
  readonly pause: number;
}

const way = fc.record({
  after: fc.nat(120),
  outcome: fc.oneof(
    { weight: 8, arbitrary: fc.constant('answers' as const) },
    { weight: 1, arbitrary: fc.constant('fails' as const) },
    { weight: 1, arbitrary: fc.constant('hangs' as const) },
  ),
});
const oneSwitch: fc.Arbitrary<Switch> = fc.record({
  isItem: fc.oneof({ weight: 7, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
  reading: way,
  loading: way,
  pause: fc.nat(60),
});

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it('keeps to the newest item through 1,000 random switches with random answer delays', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(oneSwitch, { minLength: 1_000, maxLength: 1_000 }), async (switches) => {
      const scene = play();
      for (const [index, each] of switches.entries()) {
        scene.show(each, index);
        await jest.advanceTimersByTimeAsync(each.pause);
      }
      await jest.advanceTimersByTimeAsync(1_000);
      scene.expectNewest();
      expect(scene.wrongPaints).toEqual([]);
      expect(scene.unabortedLoads()).toEqual([]);
      scene.stop();
    }),
    { numRuns: 5 },
  );
});

it('keeps what is shown of an item while it is asked for again, and shows what a write answered', async () => {
  let answers = 0;
  const item = openItem('a');
  const follower = followItem(
    { current: () => Promise.resolve(item), onItemChanged: () => () => undefined },
    () => Promise.resolve(`answer ${++answers}`),
  );
  const seen: string[] = [];
  const stop = follower.subscribe(() => seen.push(told(follower.state())));
  await settle();
  follower.again();
  await settle();
  follower.show(item, 'written');
  follower.show(openItem('b'), 'of another item');
  expect(seen).toEqual([
    'loading a',
    'shown a: answer 1',
    'shown a: answer 1, refreshing',
    'shown a: answer 1, refreshing',
    'shown a: answer 2',
    'shown a: written',
  ]);
  stop();
});

it('says that asking again failed beside what is shown, and lets a write win over an answer under way', async () => {
  const item = openItem('a');
  const answers = [
    Promise.resolve('first'),
    Promise.reject(new Error('down')),
    new Promise<string>(() => undefined),
  ];
  for (const each of answers) void each.catch(() => undefined);
  const follower = followItem(
    { current: () => Promise.resolve(item), onItemChanged: () => () => undefined },
    () => answers.shift()!,
  );
  const stop = follower.subscribe(() => undefined);
  await settle();
  follower.again();
  await settle();
  expect(follower.state()).toMatchObject({
    stage: 'shown',
    value: 'first',
    refreshing: false,
    error: new Error('down'),
  });
  follower.again();
  await settle();
  follower.show(item, 'written');
  await settle();
  expect(told(follower.state())).toBe('shown a: written');
  stop();
});

it('listens to Outlook only while somebody listens to it', async () => {
  let handlers = 0;
  const signals: AbortSignal[] = [];
  const follower = followItem(
    {
      current: () => Promise.resolve(openItem('a')),
      onItemChanged: () => {
        handlers++;
        return () => handlers--;
      },
    },
    (_, signal) => {
      signals.push(signal);
      return new Promise<string>(() => undefined);
    },
  );
  expect(handlers).toBe(0);
  const stops = [follower.subscribe(() => undefined), follower.subscribe(() => undefined)];
  await settle();
  expect([handlers, signals.map((signal) => signal.aborted)]).toEqual([1, [false]]);
  for (const stop of stops) stop();
  stops[0]!();
  expect([handlers, signals.map((signal) => signal.aborted)]).toEqual([0, [true]]);
});

/** An Outlook that shows what it is told, a loader, and an eye on everything that is painted. */
function play() {
  let shown: { readonly open: OpenItem | null; readonly by: Switch } | null = null;
  let changed: () => void = () => undefined;
  const wrongPaints: string[] = [];
  const loads: { readonly open: OpenItem; readonly signal: AbortSignal }[] = [];
  const follower = followItem<string>(
    {
      current: () => {
        const { open, by } = shown!;
        return answer(by.reading, open, new OfficeProblem('no-answer', 'mailbox.item'));
      },
      onItemChanged: (listener) => {
        changed = listener;
        return () => undefined;
      },
    },
    (open, signal) => {
      loads.push({ open, signal });
      return answer(shown!.by.loading, `value of ${open.key}`, new Error(`failure of ${open.key}`));
    },
  );
  let stop: () => void = () => undefined;
  const look = () => {
    const state = follower.state();
    const newest = shown!.open?.key ?? null;
    if ('open' in state && state.open.key !== newest) wrongPaints.push(`${told(state)} instead of ${newest}`);
    if (state.stage === 'nothing' && newest !== null) wrongPaints.push(`nothing instead of ${newest}`);
    if (state.stage === 'shown' && state.value !== `value of ${newest}`) wrongPaints.push(told(state));
    if (state.stage === 'failed' && String(state.error) !== `Error: failure of ${newest}`)
      wrongPaints.push(told(state));
  };
  return {
    wrongPaints,
    show: (by: Switch, index: number) => {
      shown = { open: by.isItem ? openItem(`item ${index}`) : null, by };
      if (index === 0) stop = follower.subscribe(look);
      else changed();
      // What stands there is painted too, until the next change.
      look();
    },
    /** What is loaded for an item that is not shown any more must have been told so. */
    unabortedLoads: () =>
      loads
        .filter(({ open, signal }) => open.key !== shown!.open?.key && !signal.aborted)
        .map(({ open }) => open.key),
    expectNewest: () => {
      const { open, by } = shown!;
      expect(told(follower.state())).toBe(expected(open, by));
    },
    stop: () => stop(),
  };
}

/** What must be seen in the end, when everything that answers has answered. */
function expected(open: OpenItem | null, { reading, loading }: Switch): string {
  if (reading.outcome === 'hangs') return 'reading';
  if (reading.outcome === 'fails') return 'unreadable';
  if (open === null) return 'nothing';
  const { key } = open;
  return { hangs: `loading ${key}`, fails: `failed ${key}`, answers: `shown ${key}: value of ${key}` }[
    loading.outcome
  ];
}

function answer<T>({ after, outcome }: Way, value: T, error: Error): Promise<T> {
  return new Promise((resolve, reject) => {
    if (outcome === 'hangs') return;
    setTimeout(() => (outcome === 'answers' ? resolve(value) : reject(error)), after);
  });
}

function told(state: Followed<string>): string {
  if (!('open' in state)) return state.stage;
  const { stage, open } = state;
  if (stage !== 'shown') return `${stage} ${open.key}`;
  return `shown ${open.key}: ${state.value}${state.refreshing ? ', refreshing' : ''}`;
}

function openItem(key: string): OpenItem {
  const ids = { itemId: key, messageId: null, conversationId: null, seriesId: null };
  const item = { kind: 'message' as const, ...ids, subject: key, start: null, end: null, participants: [] };
  return { key, composing: false, item };
}

const settle = () => jest.advanceTimersByTimeAsync(1);
