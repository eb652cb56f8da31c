import { resolve } from 'node:path';
import HtmlWebpackPlugin from 'html-webpack-plugin';

const ROOT = resolve(import.meta.dirname, '..', '..', '..', '..');

/** The tests' small Outlook, unminified. The folder comes from the command line. */
export default {
  mode: 'development',
  devtool: false,
  target: ['web', 'es2022'],
  context: ROOT,
  entry: { main: resolve(import.meta.dirname, 'outlook-page.tsx') },
  output: { filename: '[name].js', publicPath: '/' },
  resolve: { extensions: ['.ts', '.tsx', '.js'] },
  module: {
    rules: [
      {
        test: /\.tsx?$/,
        loader: 'swc-loader',
        options: {
          jsc: {
            target: 'es2022',
            parser: { syntax: 'typescript', tsx: true },
            transform: { react: { runtime: 'automatic' } },
          },
        },
      },
    ],
  },
  plugins: [new HtmlWebpackPlugin({ title: 'Outlook', favicon: resolve(ROOT, 'assets/icon.svg') })],
};
