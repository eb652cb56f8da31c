import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { MUTANTS } from '../catalogue.ts';
import { hunt } from './hunt.ts';
import type { Mutant, Sign } from './mutant.ts';

const MOST = 300;
const MINUTES = 300_000;

const ROOT = new URL('../../../', import.meta.url);

/**
 * At least one for every promise that a mutant breaks, and a story in which it showed. The hunt begins there, so that it is
 * over soon; all of them, from any seed, are for `npm run simulate:mutants`.
 */
const SOON: Readonly<Record<string, number>> = {
  'last-modified-wins': 9,
  'rewritten-never-converges': 1,
  'create-repeated': 7,
  'zombie-worker-writes': 81,
  'reset-resurrects-deletes': 73,
  'second-record-from-copy': 8,
  'moved-occurrence-twice': 2,
  'windows-zone-as-utc': 1,
  'stale-write-drops-edit': 12,
  'poison-item-blocks': 4,
  'back-off-ignored': 3,
  'busy-edit-leaks-back': 106,
  'invitation-on-import': 2,
  'new-mapping-overwrites': 4,
};

const ANYTHING: Sign = { promise: 'I4', message: /^/ };

function called(wanted: string): Mutant {
  return MUTANTS.find(({ name }) => name === wanted)!;
}

async function run(options: readonly string[]) {
  const program = ['./test/support/register-typescript.js', 'test/mutants/harness/main.ts'];
  const child = spawn(process.execPath, ['--import', ...program, ...options], {
    cwd: fileURLToPath(ROOT),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { output, errors, code: child.exitCode };
}

describe('mutants', () => {
  it('are 33, each in a file that says what it puts back and replaces a module that is there', () => {
    const files = readdirSync(new URL('..', import.meta.url)).filter((file) => file.endsWith('.ts'));
    const named = MUTANTS.map(({ name }) => `${name}.ts`);
    expect(files.filter((file) => file !== 'catalogue.ts').sort()).toEqual(named.toSorted());
    expect(named).toHaveLength(33);
    for (const { name, replaces } of MUTANTS) {
      expect(existsSync(new URL(replaces, ROOT))).toBe(true);
      expect(readFileSync(new URL(`../${name}.ts`, import.meta.url), 'utf8')).toMatch(/^\/\*\*/m);
    }
  });

  it(
    'are not caught for being in a module’s place',
    async () => {
      const name = 'harness/unchanged';
      const unchanged: Mutant = { name, failure: 'None', replaces: 'src/sync/json.ts', shows: ANYTHING };
      const missed = { name, caught: false, scenarios: 5, seed: 1, caughtBy: null, violation: null };
      expect(await hunt(unchanged, 1, 5)).toEqual(missed);
    },
    MINUTES,
  );

  it(
    'must be in that place: one that can not be loaded is no catch',
    async () => {
      const absent: Mutant = {
        ...{ name: 'absent', failure: 'None', replaces: 'src/sync/leaf.ts', shows: ANYTHING },
      };
      await expect(hunt(absent, 1, 1)).rejects.toThrow('absent could not be played');
    },
    MINUTES,
  );

  it('break every promise but that of crash-safety, which all the others are kept for', () => {
    const promises = new Set(MUTANTS.map(({ shows }) => shows.promise));
    const soon = new Set(Object.keys(SOON).map((name) => called(name).shows.promise));
    expect([...promises].sort()).toEqual([...soon].sort());
  });

  it.each(Object.entries(SOON))(
    '%s is caught for what it is about',
    async (name, seed) => {
      const mutant = called(name);
      const { caught, violation } = await hunt(mutant, seed, MOST);
      expect(caught).toBe(true);
      expect(violation?.invariant).toBe(mutant.shows.promise);
      expect(violation?.message).toMatch(mutant.shows.message);
    },
    MINUTES,
  );

  it(
    'are told of as one JSON document, and with an exit code',
    async () => {
      const options = ['--only', 'create-repeated', '--seed', '7', '--scenarios', '300', '--json'];
      const { output, errors, code } = await run(options);
      const { mutants, ...rest } = JSON.parse(output) as { mutants: readonly object[] };
      expect(rest).toEqual({});
      expect(mutants).toEqual([
        { name: 'create-repeated', caught: true, scenarios: expect.any(Number), seed: 7 },
      ]);
      expect(errors).toContain('caught by seed');
      expect(code).toBe(0);
    },
    MINUTES,
  );

  it(
    'are asked for by name',
    async () => {
      const { errors, code } = await run(['--only', 'nothing']);
      expect(errors).toContain('Mutants: last-modified-wins, ');
      expect(code).toBe(2);
    },
    MINUTES,
  );
});
