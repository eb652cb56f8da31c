import { runBench } from './bench.ts';
import { readOptions, USAGE } from './options.ts';
import type { BenchOptions } from './options.ts';
import { paneTable } from './pane/row.ts';
import { runPane } from './pane/run.ts';
import { table } from './row.ts';
import { searchTable } from './search/row.ts';
import { runSearch } from './search/run.ts';

let options: BenchOptions;
try {
  options = readOptions(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  process.exit(2);
}
const rows = await runBench(options, (what) => process.stderr.write(`${what}\n`));
const searchRows = await runSearch(options, (what) => process.stderr.write(`${what}\n`));
const paneRows = await runPane(options, (what) => process.stderr.write(`${what}\n`));
const shown = options.json ? process.stderr : process.stdout;
if (rows.length > 0) shown.write(`\n${table(rows)}`);
if (searchRows.length > 0) shown.write(`\n${searchTable(searchRows)}`);
if (paneRows.length > 0) shown.write(`\n${paneTable(paneRows)}`);
if (options.json) process.stdout.write(`${JSON.stringify([...rows, ...searchRows, ...paneRows], null, 2)}\n`);
