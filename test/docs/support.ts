import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The folder of the project. */
export const ROOT = resolve(import.meta.dirname, '..', '..');

/** Text of a file of the project, by its path from the root. */
export function textOf(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** The README and every page of docs, as paths from the root. Decisions and measurements are kept by others. */
export function pages(): readonly string[] {
  const inDocs = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' });
  return [
    'README.md',
    ...inDocs.filter((path) => path.endsWith('.md')).map((path) => join('docs', path)),
  ].sort();
}

/** Whether a file or folder of the project exists. */
export function exists(path: string): boolean {
  return existsSync(join(ROOT, path));
}

/** Cells of the rows of the table under these headings, in their order. */
export function tableUnder(text: string, headings: readonly string[]): readonly (readonly string[])[] {
  const lines = text.split('\n');
  const head = lines.indexOf(`| ${headings.join(' | ')} |`);
  if (head === -1) throw new Error(`There is no table of ${headings.join(', ')}`);
  const rows: string[][] = [];
  for (const line of lines.slice(head + 2)) {
    if (!line.startsWith('|')) break;
    rows.push(
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    );
  }
  return rows;
}
