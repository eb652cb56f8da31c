import { resolve } from 'node:path';
import HtmlWebpackPlugin from 'html-webpack-plugin';
import { bundle, compressedCopies, ROOT } from './bundle.mjs';
import { FirstPaintBudget } from './first-paint-budget.mjs';

/** What the pane may weigh until its first useful content stands, in bytes, gzip, without office.js. */
const LIMIT = 170_000;

/** The add-in: the pane, its sign-in dialog, the buttons without a pane. Into dist/taskpane, scripts into its folder pane. */
export function taskpane(mode) {
  const entry = {
    taskpane: './src/taskpane/main.tsx',
    commands: './src/commands/main.ts',
    'pane-sign-in': './src/taskpane/sign-in.tsx',
  };
  const common = bundle({ mode, name: 'taskpane', entry, folder: 'dist/taskpane' });
  return {
    ...common,
    output: {
      ...common.output,
      filename: 'pane/[name].[contenthash:10].js',
      chunkFilename: 'pane/[name].[contenthash:10].js',
      assetModuleFilename: 'pane/[name].[contenthash:10][ext]',
      // The pages of the CRM are another bundle on the same origin.
      uniqueName: 'liaison-pane',
    },
    resolve: { ...common.resolve, alias: oneCopy() },
    optimization: {
      splitChunks: {
        cacheGroups: {
          react: {
            test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/,
            name: 'react',
            chunks: (chunk) => chunk.name !== 'commands',
            priority: 20,
          },
        },
      },
    },
    performance: false,
    plugins: [
      page('taskpane.html', './src/taskpane/taskpane.html', 'taskpane'),
      page('pane-sign-in.html', './src/taskpane/sign-in.html', 'pane-sign-in'),
      page('commands.html', './src/commands/commands.html', 'commands'),
      ...(mode === 'production'
        ? [
            new FirstPaintBudget({
              entry: 'taskpane',
              also: [/language[\\/]\w\w[\\/]dictionary/],
              limit: LIMIT,
            }),
          ]
        : []),
      ...compressedCopies(mode),
    ],
  };
}

function page(filename, template, chunk) {
  return new HtmlWebpackPlugin({
    filename,
    template,
    chunks: [chunk],
    scriptLoading: 'defer',
    inject: 'head',
  });
}

/** npm installs a copy of these beside each package that wants them; one is enough. */
function oneCopy() {
  const beside = resolve(ROOT, 'node_modules/@fluentui/react-components/node_modules/@fluentui');
  return { '@fluentui/react-portal': resolve(beside, 'react-portal') };
}
