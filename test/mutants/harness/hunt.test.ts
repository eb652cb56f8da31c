import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { MUTANTS } from '../catalogue.ts';
import { hunt, play } from './hunt.ts';
import type { Mutant } from './mutant.ts';

/** That of the simulation's own tests, which the product passes. */
const SEED = 20_261_121;
const MOST = 300;
const MINUTES = 300_000;

const ROOT = new URL('../../../', import.meta.url);

/** Found by few scenarios, wherever one begins. The others are for `npm run simulate:mutants`. */
const QUICKLY = [
  ...['last-modified-wins', 'rewritten-never-converges', 'truncation-rewritten', 'create-repeated'],
  ...['copied-key-adopted', 'held-deletion-recreated', 'personal-fields-shared', 'moved-occurrence-twice'],
  ...['orphaned-override', 'split-leaves-duplicates', 'poison-item-blocks', 'back-off-ignored'],
  ...['transient-failure-deletes', 'invitation-on-import', 'new-mapping-overwrites'],
];

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
    'do not include the product as it is',
    async () => {
      expect(await play(null, ['memory'], SEED, 5)).toEqual({ seed: null, scenarios: 5, violations: [] });
    },
    MINUTES,
  );

  it(
    'are not caught for being in a module’s place',
    async () => {
      const unchanged: Mutant = {
        name: 'harness/unchanged',
        failure: 'None',
        replaces: 'src/sync/json.ts',
      };
      const { name } = unchanged;
      const missed = { name, caught: false, scenarios: 10, seed: SEED, caughtBy: null, violation: null };
      expect(await hunt(unchanged, SEED, 10)).toEqual(missed);
    },
    MINUTES,
  );

  it(
    'must be in that place: one that can not be loaded is no catch',
    async () => {
      const absent: Mutant = { name: 'absent', failure: 'None', replaces: 'src/sync/leaf.ts' };
      await expect(hunt(absent, SEED, 1)).rejects.toThrow('absent could not be played');
    },
    MINUTES,
  );

  it.each(QUICKLY)(
    '%s is caught soon',
    async (name) => {
      const found = await hunt(called(name), SEED, MOST);
      expect(found).toMatchObject({ name, caught: true, seed: SEED });
      // The promise that was broken, and neither a crash nor a time-out of the hunt.
      expect(found.violation).toMatch(/^I\d+: /);
    },
    MINUTES,
  );

  it(
    'are told of as one JSON document, and with an exit code',
    async () => {
      const options = ['--only', 'create-repeated', '--seed', String(SEED), '--scenarios', '300', '--json'];
      const { output, errors, code } = await run(options);
      const { mutants, ...rest } = JSON.parse(output) as { mutants: readonly object[] };
      expect(rest).toEqual({});
      expect(mutants).toEqual([
        { name: 'create-repeated', caught: true, scenarios: expect.any(Number), seed: SEED },
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
