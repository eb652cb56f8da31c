import HtmlWebpackPlugin from 'html-webpack-plugin';
import { bundle } from './bundle.mjs';

/** The page that plays Outlook on the web in the sandbox, into dist/outlook-web. It runs on this machine alone. */
export function outlookWeb(mode) {
  return {
    ...bundle({
      mode,
      name: 'outlook-web',
      entry: { main: './src/sandbox/outlook-web/page/main.tsx' },
      folder: 'dist/outlook-web',
    }),
    performance: { hints: false },
    plugins: [
      new HtmlWebpackPlugin({
        template: './src/sandbox/outlook-web/page/index.html',
        scriptLoading: 'defer',
        inject: 'head',
      }),
    ],
  };
}
