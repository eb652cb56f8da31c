import HtmlWebpackPlugin from 'html-webpack-plugin';
import { bundle, compressedCopies } from './bundle.mjs';

/** The CRM's own pages, src/web, into dist/web: index.html, hashed chunks (one per page and language), hashed assets. */
export function web(mode) {
  return {
    ...bundle({ mode, name: 'web', entry: { main: './src/web/main.tsx' }, folder: 'dist/web' }),
    optimization: {
      runtimeChunk: 'single',
      splitChunks: {
        chunks: 'all',
        cacheGroups: {
          react: {
            test: /node_modules[\\/](react|react-dom|scheduler|react-router|@tanstack)[\\/]/,
            name: 'react',
            priority: 20,
          },
        },
      },
    },
    performance: {
      hints: mode === 'production' ? 'warning' : false,
      maxEntrypointSize: 750_000,
      maxAssetSize: 400_000,
    },
    plugins: [
      new HtmlWebpackPlugin({
        template: './src/web/index.html',
        favicon: './assets/liaison.svg',
        scriptLoading: 'defer',
        inject: 'head',
      }),
      ...compressedCopies(mode),
    ],
  };
}
