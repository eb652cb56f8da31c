import { gzipSync } from 'node:zlib';

/**
 * Adds up what a page loads until its first useful content stands: the chunks that its entry begins with, and those of
 * `also`, which it fetches at once. Prints a table after each build, and fails the build above the limit.
 *
 * - `entry`: name of the entry.
 * - `also`: modules that are fetched dynamically before anything useful is seen, as patterns of their paths. Where several
 *   chunks match one pattern, only one of them is loaded (a language out of several): the heaviest counts.
 * - `limit`: bytes, gzip. Scripts from elsewhere (office.js) are not counted.
 */
export class FirstPaintBudget {
  constructor({ entry, also = [], limit }) {
    Object.assign(this, { entry, also, limit });
  }

  apply(compiler) {
    const name = 'FirstPaintBudget';
    compiler.hooks.thisCompilation.tap(name, (compilation) => {
      const stage = compiler.webpack.Compilation.PROCESS_ASSETS_STAGE_REPORT;
      compilation.hooks.processAssets.tap({ name, stage }, () => {
        const rows = this.rowsOf(compilation);
        const total = sum(rows.map((row) => row.gzip));
        const raw = sum(rows.map((row) => row.raw));
        if (total > this.limit) {
          const over = `${format(total)} bytes (gzip) until its first content, ${format(total - this.limit)} too many`;
          compilation.errors.push(new compiler.webpack.WebpackError(`${this.entry} loads ${over}.`));
        }
        this.table = [...rows, { file: `of ${format(this.limit)} at most`, raw, gzip: total }];
      });
    });
    compiler.hooks.done.tap(name, () => {
      if (this.table !== undefined) console.log(tableText(this.entry, this.table));
    });
  }

  rowsOf(compilation) {
    const entrypoint = compilation.entrypoints.get(this.entry);
    if (entrypoint === undefined) throw new Error(`There is no entry ${this.entry}`);
    const initial = filesOf(entrypoint.chunks);
    const rows = [...initial].map((file) => measured(compilation, file));
    for (const pattern of this.also) {
      const later = groupsWith(compilation, pattern).map((group) =>
        [...filesOf(group.chunks)]
          .filter((file) => !initial.has(file))
          .map((file) => measured(compilation, file)),
      );
      if (later.length === 0) throw new Error(`Nothing that is loaded later has a module like ${pattern}`);
      rows.push(...later.reduce((heaviest, each) => (weight(each) > weight(heaviest) ? each : heaviest)));
    }
    return rows;
  }
}

/** The groups of chunks that are loaded together for a dynamic import of such a module. */
function groupsWith(compilation, pattern) {
  return compilation.chunkGroups.filter(
    (group) =>
      !group.isInitial() &&
      group.chunks.some((chunk) =>
        [...compilation.chunkGraph.getChunkModulesIterable(chunk)].some((module) =>
          pattern.test(module.nameForCondition() ?? ''),
        ),
      ),
  );
}

function filesOf(chunks) {
  return new Set(chunks.flatMap((chunk) => [...chunk.files].filter((file) => file.endsWith('.js'))));
}

function measured(compilation, file) {
  const source = compilation.getAsset(file).source.buffer();
  return { file, raw: source.length, gzip: gzipSync(source, { level: 9 }).length };
}

function tableText(entry, rows) {
  const lines = rows.map(
    ({ file, raw, gzip }) => `  ${format(raw).padStart(9)} ${format(gzip).padStart(9)}  ${file}`,
  );
  return [`${entry}: until its first content     (bytes, gzip)`, ...lines].join('\n');
}

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
const weight = (rows) => sum(rows.map((row) => row.gzip));
const format = (number) => number.toLocaleString('en-GB');
