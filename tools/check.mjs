// Everything that can be said of the code without running it. All checks run; the exit code tells whether all passed.
import { run } from './run.mjs';

/** Two at a time. Lint reads the types that are written beside what is compiled, so it comes after. */
const LANES = [
  [
    ['Types', 'tsc', ['-b']],
    ['Lint', 'eslint', ['.', '--max-warnings', '0']],
  ],
  [
    ['Walls between the rooms', 'depcruise', ['src', '--config', '.dependency-cruiser.cjs']],
    ['Dead code', 'knip', []],
    ['Format', 'prettier', ['--check', '.', '--log-level', 'warn']],
  ],
];

const failed = [];
await Promise.all(
  LANES.map(async (checks) => {
    for (const [name, program, args] of checks) {
      const code = await run(program, args, { quiet: true });
      console.log(`${code === 0 ? 'ok    ' : 'FAILED'}  ${name}`);
      if (code !== 0) failed.push(name);
    }
  }),
);
if (failed.length > 0) {
  console.error(`Not clean: ${failed.join(', ')}`);
  process.exit(1);
}
