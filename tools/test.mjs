// Builds, runs every test that can run here, names what was left out, and ends with the totals.
// Arguments go to jest (a path runs only those tests). LIAISON_TEST_ALL=1: what lacks a program fails instead.
// LIAISON_TEST_BUILT=1: somebody has just built it all (`tsc -b` and the pages).
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { packagedChromium } from './packaged-chromium.mjs';
import { ROOT, run } from './run.mjs';

const results = join(ROOT, 'dist', 'test-results.json');
const totals = join(ROOT, 'dist', 'test-totals.txt');
mkdirSync(join(ROOT, 'dist'), { recursive: true });
rmSync(results, { force: true });
rmSync(totals, { force: true });

const built = process.env['LIAISON_TEST_BUILT'] === '1' ? 0 : await run('node', ['tools/build.mjs']);
if (built !== 0) process.exit(built);

const jest = join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');
const workers = String(Math.max(1, Math.min(4, cpus().length)));
const code = await run(
  'node',
  [
    '--experimental-vm-modules',
    '--no-warnings=ExperimentalWarning',
    jest,
    `--maxWorkers=${workers}`,
    '--json',
    `--outputFile=${results}`,
    '--testLocationInResults=false',
    ...process.argv.slice(2),
  ],
  { env: await packagedChromium() },
);

const report = read(results);
if (report === null) {
  console.error('The tests did not run to their end.');
  process.exit(code === 0 ? 1 : code);
}
const leftOut = new Map();
for (const suite of report.testResults) {
  for (const test of suite.assertionResults.filter(({ status }) => status === 'pending')) {
    const title = test.ancestorTitles[0] ?? test.title;
    leftOut.set(title, (leftOut.get(title) ?? 0) + 1);
  }
}
if (leftOut.size > 0) {
  console.log('\nLeft out here:');
  for (const [title, count] of leftOut) console.log(`  ${title} (${count} tests)`);
}
// A file that does not even load has no failing test to count; it must not pass for none.
const broken = report.testResults.filter(
  ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
).length;
const failed = report.numFailedTests + broken;
const line = `${report.numPassedTests} passed, ${failed} failed, ${report.numPendingTests} skipped`;
writeFileSync(totals, `${line}\n`);
console.log(`\n${line}`);
process.exit(failed > 0 || report.numPassedTests === 0 ? 1 : code);

function read(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}
