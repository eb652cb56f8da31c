import { resolve } from 'node:path';
import { constants } from 'node:zlib';
import CompressionPlugin from 'compression-webpack-plugin';

/** The checkout's root. */
export const ROOT = resolve(import.meta.dirname, '..', '..');

/** What every bundle has in common: TypeScript by swc, content hashes in names, no eval. */
export function bundle({ mode, name, entry, folder, publicPath = '/' }) {
  return {
    name,
    mode,
    target: ['web', 'es2022'],
    context: ROOT,
    entry,
    output: {
      path: resolve(ROOT, folder),
      filename: '[name].[contenthash:10].js',
      chunkFilename: '[name].[contenthash:10].js',
      assetModuleFilename: '[name].[contenthash:10][ext]',
      publicPath,
      clean: true,
    },
    // No eval in development builds either: the pages' content security policy forbids it.
    devtool: mode === 'production' ? false : 'source-map',
    resolve: { extensions: ['.ts', '.tsx', '.js'] },
    module: {
      rules: [
        {
          test: /\.tsx?$/,
          include: resolve(ROOT, 'src'),
          use: { loader: 'swc-loader', options: swcOptions },
        },
        { test: /\.svg$/, type: 'asset/resource' },
      ],
    },
  };
}

/** Texts once more, compressed, beside themselves: the server sends them to browsers that take that. */
export function compressedCopies(mode) {
  if (mode !== 'production') return [];
  return [compressed('brotliCompress', '.br', BEST), compressed('gzip', '.gz')];
}

function compressed(algorithm, extension, compressionOptions = {}) {
  const test = /\.(js|html|svg)$/;
  return new CompressionPlugin({
    algorithm,
    compressionOptions,
    test,
    filename: `[path][base]${extension}`,
    threshold: 1_000,
  });
}

const BEST = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };

const swcOptions = {
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', tsx: true },
    transform: { react: { runtime: 'automatic' } },
  },
};
