import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';

/**
 * Programs and data that some suites need and that a machine with only Node and npm has not. A suite that lacks one
 * is left out by name (the test command lists it at the end); with LIAISON_TEST_ALL=1 it fails instead.
 */
export const REQUIREMENTS = {
  chromium: () => chromiumPath() !== null,
  radicale: () => onPath('radicale'),
  xandikos: () => onPath('xandikos'),
  cyrus: () => existsSync('/usr/lib/cyrus/bin/httpd') && onPath('saslpasswd2'),
  vdirsyncer: () => onPath('vdirsyncer'),
  xmllint: () => onPath('xmllint'),
  exchangelib: () => existsSync('/usr/lib/python3/dist-packages/exchangelib'),
  davmail: () => existsSync(DAVMAIL) && onPath('java'),
  /** Public corpora beside the checkout; not part of the project. */
  'reference-data': () => existsSync(join(REFERENCE, 'ical')),
} as const;

export type Requirement = keyof typeof REQUIREMENTS;

/** The gateway's program, as Debian installs it. */
export const DAVMAIL = '/usr/share/davmail/davmail.jar';

/** The folder of the public corpora. */
export const REFERENCE = resolve(import.meta.dirname, '..', '..', 'shared', 'reference');

/** `describe` when everything required is there; otherwise the suite is skipped with what it lacks in its name. */
export function describeWith(required: readonly Requirement[], name: string, body: () => void): void {
  const missing = required.filter((requirement) => !REQUIREMENTS[requirement]());
  if (missing.length === 0) {
    describe(name, body);
    return;
  }
  const label = `${name} [needs ${missing.join(', ')}]`;
  if (process.env['LIAISON_TEST_ALL'] === '1') {
    describe(label, () => {
      it('has what it needs', () => {
        throw new Error(`Not installed: ${missing.join(', ')}`);
      });
    });
    return;
  }
  describe.skip(label, body);
}

/** An installed Chromium, or null. LIAISON_CHROMIUM names one explicitly. */
export function chromiumPath(): string | null {
  const named = process.env['LIAISON_CHROMIUM'];
  if (named !== undefined && existsSync(named)) return named;
  for (const name of ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']) {
    const found = which(name);
    if (found !== null) return found;
  }
  return null;
}

/**
 * The browser in which pages are looked at, or null: Chromium without everything that only a window needs, where it is
 * installed. It renders the same with half the processor time.
 */
export function pagesChromiumPath(): string | null {
  const isNamed = process.env['LIAISON_CHROMIUM'] !== undefined;
  return (isNamed ? null : which('chromium-headless-shell')) ?? chromiumPath();
}

/** Full path of a program on PATH (and the system folders that a user's PATH may lack), or null. */
export function which(program: string): string | null {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/bin'];
  for (const folder of folders) {
    const path = join(folder, program);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      continue;
    }
  }
  return null;
}

/** Files of a reference folder with one of these endings, sorted; full paths. */
export function referenceFiles(folder: string, ending: string): readonly string[] {
  const directory = join(REFERENCE, folder);
  return readdirSync(directory)
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => join(directory, name));
}

function onPath(program: string): boolean {
  return which(program) !== null;
}
