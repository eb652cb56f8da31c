// Builds what has changed since the last build, without the tests: `node tools/build.mjs [--server]` (without the pages).
import { run } from './run.mjs';

const steps = [['Compiling the server', 'tsc', ['-b', 'src/demo']]];
if (!process.argv.includes('--server')) {
  steps.push(
    ['Checking the pages', 'tsc', ['-b', 'src/web', 'src/commands', 'src/sandbox/outlook-web/page']],
    ['Building the pages', 'webpack', ['--mode', 'production']],
  );
}

for (const [what, program, args] of steps) {
  const began = Date.now();
  process.stderr.write(`${what} … `);
  const code = await run(program, args, { quiet: true });
  process.stderr.write(code === 0 ? `${((Date.now() - began) / 1000).toFixed(1)} s\n` : 'failed\n');
  if (code !== 0) process.exit(code);
}
