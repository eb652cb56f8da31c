import { readOptions } from '../options.ts';
import { population } from './population.ts';
import { searchTable, type SearchRow } from './row.ts';
import { runSearch } from './run.ts';

describe('The benchmark of the search, among 200 persons,', () => {
  let rows: readonly SearchRow[];
  beforeAll(async () => {
    rows = await runSearch(readOptions(['--persons', '200']), () => undefined, 1);
  }, 120_000);

  it('asks every class of questions for three users', () => {
    const names = [...new Set(rows.map(({ name }) => name))];
    expect(names).toHaveLength(18);
    expect(rows.map(({ name, sees }) => [sees, name])).toEqual(
      ['everything', 'a tenth', 'a thousandth'].flatMap((sees) => names.map((name) => [sees, name])),
    );
    for (const { count, p50, p95, p99 } of rows) {
      expect(count).toBeGreaterThanOrEqual(5);
      expect([p50, p95, p99]).toEqual([p50, p95, p99].sort((a, b) => a - b));
    }
    expect(searchTable(rows).trimEnd().split('\n')).toHaveLength(1 + rows.length);
  });

  it('is left out when nobody asks for it', async () => {
    expect(await runSearch(readOptions(['--persons', '0']), () => undefined)).toEqual([]);
    expect(await runSearch(readOptions(['--only', 'planner']), () => undefined)).toEqual([]);
    expect(() => readOptions(['--persons', 'many'])).toThrow('--persons');
  });
});

describe('The population', () => {
  it('is the same in every run and has what was asked for', () => {
    const [one, two] = [[...population(100)], [...population(100)]];
    expect(one).toEqual(two);
    const count = (type: string): number => one.filter((entry) => entry.type === type).length;
    expect(['company', 'person', 'matter', 'opportunity'].map(count)).toEqual([10, 100, 5, 5]);
    expect(new Set(one.map(({ id }) => id)).size).toBe(one.length);
  });
});
