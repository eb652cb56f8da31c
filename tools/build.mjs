// Builds what has changed since the last build, without the tests: `node tools/build.mjs [--server]` (without the pages).
import { run } from './run.mjs';

/** Two at a time: what is compiled and checked is no part of the bundles. */
const LANES = [[['Compiling the server', 'tsc', ['-b', 'src/demo']]]];
if (!process.argv.includes('--server')) {
  LANES[0].push([
    'Checking the pages',
    'tsc',
    ['-b', 'src/web', 'src/commands', 'src/sandbox/outlook-web/page'],
  ]);
  LANES.push([['Building the pages', 'webpack', ['--mode', 'production']]]);
}

process.stderr.write('Building what has changed …\n');
const results = await Promise.all(
  LANES.map(async (steps) => {
    for (const [what, program, args] of steps) {
      const began = Date.now();
      const code = await run(program, args, { quiet: true });
      const took = code === 0 ? `${((Date.now() - began) / 1000).toFixed(1)} s` : 'failed';
      process.stderr.write(`${what} … ${took}\n`);
      if (code !== 0) return code;
    }
    return 0;
  }),
);
process.exit(Math.max(...results));
