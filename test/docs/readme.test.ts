import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DEMO_SETTINGS } from '../../src/demo/settings.ts';
import { story } from '../../src/demo/story/story.ts';
import { SETTINGS } from '../../src/server/config.ts';
import { exists, pages, ROOT, tableUnder, textOf } from './support.ts';

const readme = textOf('README.md');

describe('the README', () => {
  it('lists every setting with its default and meaning, and no other', () => {
    const listed = tableUnder(readme, ['Setting', 'Default', 'Meaning']);
    const code = (text: string): string => (text === '' ? '' : `\`${text}\``);
    const expected = [...SETTINGS, ...DEMO_SETTINGS].map((setting) => [
      code(setting.name),
      code(setting.default),
      setting.meaning,
    ]);
    expect(listed).toEqual(expected);
  });

  it('lists every command, and no other', () => {
    const listed = tableUnder(readme, ['Command', 'What it does']).map(
      ([command]) => /^`npm (?:run )?(\S+?)`$/.exec(command ?? '')?.[1],
    );
    expect([...listed].sort()).toEqual(Object.keys(scripts()).sort());
  });

  it('shows the demo accounts as they are', () => {
    const accounts = [...readme.matchAll(/^ {8}(\w+) +(\S+) +(admin|user)$/gm)].map((match) =>
      match.slice(1),
    );
    const { users } = story('2026-03-02');
    expect(accounts).toEqual(users.map(({ name, password, role }) => [name, password, role]));
  });

  it('has every folder of src in its map, and no other', () => {
    const folders = readdirSync(join(ROOT, 'src'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .flatMap(({ parentPath }) => withParents(parentPath.slice(ROOT.length + 1)));
    const { listed, named } = map();
    expect([...new Set(folders)].filter((folder) => !named.has(folder))).toEqual([]);
    expect([...listed].filter((folder) => !exists(folder))).toEqual([]);
  });
});

describe('README and docs', () => {
  it.each(pages())('%s: commands of npm exist', (page) => {
    const named = [...textOf(page).matchAll(/npm run ([a-z][\w:-]*)/g)].map(([, name]) => name ?? '');
    expect(named.filter((name) => !(name in scripts()))).toEqual([]);
  });

  it.each(pages())('%s: links lead somewhere', (page) => {
    const links = [...textOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target ?? '');
    const broken = links.filter((target) => !/^https?:/.test(target) && !leads(page, target));
    expect(broken).toEqual([]);
  });

  it.each(pages())('%s: files that it names exist', (page) => {
    const named = [...textOf(page).matchAll(/`((?:src|test|tools|docs)\/[\w./-]+)`/g)].map(
      ([, path]) => path ?? '',
    );
    expect(named.filter((path) => !exists(path))).toEqual([]);
  });
});

function scripts(): Readonly<Record<string, string>> {
  return (JSON.parse(textOf('package.json')) as { readonly scripts: Readonly<Record<string, string>> })
    .scripts;
}

/** Whether a relative link leads to a file, and its fragment to a heading there. */
function leads(page: string, target: string): boolean {
  const [path = '', fragment] = target.split('#');
  const file = path === '' ? page : join(dirname(page), path);
  if (!exists(file)) return false;
  if (fragment === undefined) return true;
  const headings = [...textOf(file).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading ?? '');
  return headings.some(
    (heading) =>
      heading
        .toLowerCase()
        .replace(/[^\w\s-]/g, '')
        .trim()
        .replace(/\s/g, '-') === fragment,
  );
}

/** `src/a/b` and `src/a`. */
function withParents(folder: string): readonly string[] {
  return folder === 'src' ? [] : [folder, ...withParents(dirname(folder))];
}

/** Folders with a line of their own, and those together with the ones that a line names for the folder below it. */
function map(): { readonly listed: ReadonlySet<string>; readonly named: ReadonlySet<string> } {
  const lines = readme.slice(readme.indexOf('\n    src/\n'), readme.indexOf('The walls between')).split('\n');
  const listed = new Set<string>();
  const named = new Set<string>();
  const above: string[] = [];
  for (const line of lines) {
    const [, indent = '', name = '', text = ''] = /^ {4}( *)(\S+)\/(.*)$/.exec(line) ?? [];
    if (name === '') continue;
    above.splice(indent.length / 2, Infinity, name);
    const folder = above.join('/');
    listed.add(folder);
    named.add(folder);
    for (const [, inside = ''] of text.matchAll(/\b([a-z]+)\//g)) named.add(join(folder, basename(inside)));
  }
  return { listed, named };
}
