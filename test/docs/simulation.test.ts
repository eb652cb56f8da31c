import { MUTANTS } from '../mutants/catalogue.ts';
import { PROFILES } from '../simulation/generate/profiles.ts';
import { tableUnder, textOf } from './support.ts';

const PAGE = textOf('docs/simulation.md');

describe('docs/simulation.md', () => {
  it('names every mutant, in the order of the catalogue, with its module and the promise that it breaks', () => {
    const rows = tableUnder(PAGE, ['Failure', 'Mutant', 'Module in `src`', 'Breaks', 'Needed']);
    expect(rows.map((cells) => cells.slice(0, 4))).toEqual(
      MUTANTS.map(({ failure, name, replaces, shows }) => [
        failure,
        `\`${name}\``,
        `\`${replaces.replace('src/', '')}\``,
        shows.promise,
      ]),
    );
    for (const [, , , , needed] of rows) expect(needed).toMatch(/^\d+$|^at most \d+$/);
  });

  it('names every kind of stories', () => {
    const row = tableUnder(PAGE, ['Option', 'Default', 'Meaning']).find(
      ([option]) => option === '`--profile`',
    );
    expect(row?.[2]).toBe(`What kind of stories: ${PROFILES.map((name) => `\`${name}\``).join(', ')}`);
  });
});
