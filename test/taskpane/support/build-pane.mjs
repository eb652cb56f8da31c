import { resolve } from 'node:path';
import webpack from 'webpack';
import { bundle, ROOT } from '../../../tools/webpack/bundle.mjs';

/** Builds the page of the pane's tests into the folder that is named: `node build-pane.mjs FOLDER`. */
const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('Name the folder to build into');

const entry = { pane: './test/taskpane/support/pane-entry.tsx' };
const base = bundle({ mode: 'development', name: 'pane-tests', entry, folder: resolve(folder) });
const [scripts, ...others] = base.module.rules;
const config = {
  ...base,
  devtool: false,
  output: { ...base.output, filename: '[name].js', chunkFilename: '[name].js' },
  module: { rules: [{ ...scripts, include: [scripts.include, resolve(ROOT, 'test')] }, ...others] },
};

webpack(config, (error, stats) => {
  if (error === null && stats?.hasErrors() === false) return;
  process.stderr.write(`${error?.stack ?? stats?.toString({ all: false, errors: true })}\n`);
  process.exitCode = 1;
});
