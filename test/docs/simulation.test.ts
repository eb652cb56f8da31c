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

  it('tells of every kind of stories', () => {
    const rows = tableUnder(PAGE, ['Kind (`--profile`)', 'How often', 'What happens besides']);
    expect(rows.map(([kind]) => kind).sort()).toEqual(PROFILES.map((name) => `\`${name}\``).sort());
  });
});
