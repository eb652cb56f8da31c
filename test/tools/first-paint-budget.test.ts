import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import webpack from 'webpack';
import { FirstPaintBudget } from '../../tools/webpack/first-paint-budget.mjs';

const { jest } = import.meta;

let folder: string;
let printed: string[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'liaison-budget-'));
  printed = [];
  jest.spyOn(console, 'log').mockImplementation((text: string) => void printed.push(text));
});
afterEach(async () => {
  jest.restoreAllMocks();
  await rm(folder, { recursive: true, force: true });
});

/** Text that gzip can't make smaller, the same each time. */
function noise(bytes: number, seed: number): string {
  let state = seed;
  return Array.from({ length: bytes }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return String.fromCharCode(33 + ((state >> 16) % 90)).replace(/[\\'`$]/, 'x');
  }).join('');
}

/** Builds a page with two languages and something that is loaded much later; answers its errors. */
async function build(limit: number, also = [/language-\w\w/]): Promise<string[]> {
  const files = {
    'main.js': `
      console.log(${JSON.stringify(noise(3_000, 1))});
      if (navigator.language === 'de') import('./language-de.js'); else import('./language-en.js');
      import('./later.js');`,
    'language-de.js': `console.log(${JSON.stringify(noise(2_000, 2))});`,
    'language-en.js': `console.log(${JSON.stringify(noise(1_000, 3))});`,
    'later.js': `console.log(${JSON.stringify(noise(50_000, 4))});`,
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  const stats = await new Promise<webpack.Stats | undefined>((resolve, reject) => {
    webpack(
      {
        mode: 'production',
        context: folder,
        entry: { pane: './main.js' },
        output: { path: join(folder, 'out') },
        optimization: { minimize: false },
        performance: false,
        plugins: [new FirstPaintBudget({ entry: 'pane', also, limit })],
      },
      (error, result) => (error === null ? resolve(result) : reject(error)),
    );
  });
  return (stats?.compilation.errors ?? []).map((error) => error.message);
}

it('prints every file that loads first, with the heaviest language and without what comes later', async () => {
  expect(await build(10_000)).toEqual([]);
  const [title, ...rows] = printed.join('\n').split('\n');
  expect(title).toMatch(/^pane: until its first content/);
  const figures = rows.map((row) =>
    row
      .trim()
      .split(/\s+/)
      .slice(0, 2)
      .map((each) => Number(each.replace(',', ''))),
  );
  expect(figures).toHaveLength(3);
  const [main, language, total] = figures as [number, number][] as [
    [number, number],
    [number, number],
    [number, number],
  ];
  expect(language[0]).toBeGreaterThan(2_000);
  expect(language[0]).toBeLessThan(3_000);
  expect(total).toEqual([main[0] + language[0], main[1] + language[1]]);
  expect(rows.at(-1)).toContain('of 10,000 at most');
});

it('fails the build that loads more than it may', async () => {
  const errors = await build(4_000);
  expect(errors).toHaveLength(1);
  expect(errors[0]).toMatch(/^pane loads [\d,]+ bytes \(gzip\) until its first content, [\d,]+ too many\.$/);
});

it('does not let a part of the budget disappear unnoticed', async () => {
  await expect(build(10_000, [/no-such-module/])).rejects.toThrow('Nothing that is loaded later');
});
