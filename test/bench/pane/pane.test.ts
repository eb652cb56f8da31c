import { describeWith } from '../../requirements.ts';
import { readOptions } from '../options.ts';
import { paneRow, paneTable } from './row.ts';
import { runPane } from './run.ts';

describeWith(['chromium'], 'The benchmark of the pane', () => {
  it('measures how it opens, cold and warm, and how it goes on to another mail', async () => {
    const rows = await runPane(readOptions(['--only', 'pane']), () => undefined, 2);
    expect(rows.map(({ name, items }) => [name, items])).toEqual([
      ['paint, cold', 2],
      ['paint, warm', 2],
      ['switch to another mail', 2],
    ]);
    for (const { p50, p95, worst } of rows) {
      expect(p50).toBeGreaterThan(0);
      expect([p50, p95, worst]).toEqual([p50, p95, worst].sort((a, b) => a - b));
    }
    expect(paneTable(rows).trimEnd().split('\n')).toHaveLength(4);
  }, 180_000);
});

describe('The rows of the pane', () => {
  it('are left out when nobody asks for them', async () => {
    expect(await runPane(readOptions(['--only', 'planner']), () => undefined)).toEqual([]);
  });

  it('say what half and 95 of 100 took at most, and the worst', () => {
    const times = Array.from({ length: 20 }, (_, index) => 20 - index);
    expect(paneRow('x', times)).toEqual({
      name: 'x',
      server: 'pane',
      items: 20,
      p50: 10,
      p95: 19,
      worst: 20,
    });
  });
});
