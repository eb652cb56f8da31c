import { pump } from '../../src/sync/pump.ts';
import type { Fault } from '../../src/sandbox/main.ts';
import { PLAIN_CRM } from './plain-servers.ts';
import { runScenario } from './run.ts';
import type { Scenario, Setup, Step } from './scenario.ts';
import { realMailbox } from './servers.ts';

/** What goes wrong with one request, a kind after the other. */
const FAULTS: Readonly<Record<string, readonly Fault[]>> = {
  'before its effect': [
    { kind: 'cut-before' },
    { kind: 'unavailable', retryAfterSeconds: null },
    { kind: 'server-busy', backOffMilliseconds: 1_000 },
    { kind: 'throttle', retryAfterSeconds: 1 },
  ],
  'after its effect': [
    { kind: 'cut-after' },
    { kind: 'lose-acknowledgement' },
    { kind: 'truncate-answer', bytes: 200 },
  ],
  'with one of its items': [
    { kind: 'item-error', code: 'ErrorInternalServerTransientError' },
    { kind: 'item-error', code: 'ErrorIrresolvableConflict' },
    { kind: 'no-version' },
  ],
};
/** More requests than any of these pumps makes. */
const REQUESTS = 12;

const crm = { place: 'crm', thing: 1 } as const;
const series = { type: 'create', ...crm, edit: 1, shape: 'series', users: [0] } as const;
const occurrence = (index: number, edit: number, exclude = false, place = 'crm'): Step => {
  return { type: 'occurrence', ...crm, place, edit, index, exclude };
};
const exceptions = [occurrence(2, 2), occurrence(3, 3, true), occurrence(4, 5)];
const calm: PumpStep = { type: 'pump', user: 0, seed: 1, faults: 0, stop: null };

/** By name: what happens first, undisturbed, and what a disturbed pump then carries to the mailbox. */
const WRITES: Readonly<Record<string, readonly Step[]>> = {
  'a single event is created': [{ ...series, shape: 'single' }],
  'a series is created with its exceptions': [series, ...exceptions],
  'a single event is changed': [
    { ...series, shape: 'single' },
    calm,
    { type: 'edit', ...crm, edit: 7, fields: ['title', 'start', 'locations'] },
  ],
  'a series and single dates of it are changed': [
    series,
    ...exceptions,
    calm,
    { type: 'edit', ...crm, edit: 7, fields: ['title', 'description'] },
    occurrence(4, 8),
    occurrence(5, 9),
    occurrence(1, 10, true),
  ],
  'a series with exceptions is moved': [
    series,
    ...exceptions,
    calm,
    { type: 'edit', ...crm, edit: 7, fields: ['start', 'title'] },
  ],
  'a series with exceptions is removed': [series, ...exceptions, calm, { type: 'delete', ...crm }],
};

const SETUP: Setup = {
  mailboxes: [realMailbox('ews')],
  crm: PLAIN_CRM,
  guardFew: 10,
  answer: 'approve',
};

type PumpStep = Extract<Step, { type: 'pump' }>;

interface Result {
  readonly after: number;
  readonly struck: number;
  readonly broken: readonly string[];
}

/** Plays a story with a pump that is disturbed at each of its requests, one after the other; `then`: what people do next. */
async function disturbed(
  steps: readonly Step[],
  how: (after: number) => Partial<PumpStep>,
  then: readonly Step[] = [],
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (let after = 0; after < REQUESTS; after += 1) {
    const scenario: Scenario = {
      seed: 1,
      setup: SETUP,
      steps: [...steps, { ...calm, ...how(after) }, ...then],
    };
    const { violations, coverage } = await runScenario(scenario, { pump });
    const broken = violations.map(({ invariant, message }) => `${invariant}: ${message}`);
    const struck = coverage.wireFaults + coverage.wireDeaths;
    results.push({ after, struck, broken });
    // Nothing struck twice in a row: that was the last request.
    if (struck === 0 && results.at(-2)?.struck === 0 && results.some((one) => one.struck > 0)) break;
  }
  return results;
}

describe.each(Object.entries(WRITES))('Exchange: while %s', (_name, steps) => {
  it.each(Object.entries(FAULTS))(
    'each request may fail %s',
    async (_when, faults) => {
      const results = await disturbed(steps, (after) => {
        const fault = faults[after % faults.length];
        return fault === undefined ? {} : { line: { fault, after } };
      });
      expect(results.filter(({ broken }) => broken.length > 0)).toEqual([]);
      expect(results.some(({ struck }) => struck > 0)).toBe(true);
    },
    120_000,
  );

  it('the process may die at each request', async () => {
    const results = await disturbed(steps, (after) => ({ stop: { after, how: 'wire' } }));
    expect(results.filter(({ broken }) => broken.length > 0)).toEqual([]);
    expect(results.some(({ struck }) => struck > 0)).toBe(true);
  }, 120_000);

  it('the process may die at each request, and the owner takes a date out before anybody looks', async () => {
    const takenOut = [occurrence(6, 20, true, 'mailbox 0')];
    const results = await disturbed(steps, (after) => ({ stop: { after, how: 'wire' } }), takenOut);
    expect(results.filter(({ broken }) => broken.length > 0)).toEqual([]);
    expect(results.some(({ struck }) => struck > 0)).toBe(true);
  }, 120_000);
});
