import HtmlWebpackPlugin from 'html-webpack-plugin';
import { bundle } from '../../../../tools/webpack/bundle.mjs';

/** The adapter's test pane, with the real page of the commands and of the sign-in. The folder comes from the command line. */
const entry = {
  taskpane: './test/taskpane/office/support/pane-entry.ts',
  commands: './src/commands/main.ts',
  'pane-sign-in': './src/taskpane/sign-in.tsx',
};
const templates = {
  taskpane: './src/taskpane/taskpane.html',
  commands: './src/commands/commands.html',
  'pane-sign-in': './src/taskpane/sign-in.html',
};
const common = bundle({ mode: 'development', name: 'office-tests', entry, folder: 'dist/office-tests' });
const [scripts, ...rules] = common.module.rules;

export default {
  ...common,
  devtool: false,
  module: { rules: [{ test: scripts.test, use: scripts.use, exclude: /node_modules/ }, ...rules] },
  output: { ...common.output, filename: '[name].js', chunkFilename: '[name].js', clean: false },
  plugins: Object.entries(templates).map(
    ([name, template]) =>
      new HtmlWebpackPlugin({
        filename: `${name}.html`,
        template,
        chunks: [name],
        inject: 'head',
        scriptLoading: 'defer',
      }),
  ),
};
