import { resolve } from 'node:path';
import { constants } from 'node:zlib';
import CompressionPlugin from 'compression-webpack-plugin';
import HtmlWebpackPlugin from 'html-webpack-plugin';

/** Builds the pages of src/web into dist/web: index.html, hashed chunks (one per page and language), hashed assets. */
export default (_environment, { mode = 'production' }) => ({
  mode,
  target: ['web', 'es2022'],
  entry: { main: './src/web/main.tsx' },
  output: {
    path: resolve(import.meta.dirname, 'dist/web'),
    filename: '[name].[contenthash:10].js',
    chunkFilename: '[name].[contenthash:10].js',
    assetModuleFilename: '[name].[contenthash:10][ext]',
    publicPath: '/',
    clean: true,
  },
  // No eval in development builds either: the pages' content security policy forbids it.
  devtool: mode === 'production' ? false : 'source-map',
  resolve: { extensions: ['.ts', '.tsx', '.js'] },
  module: {
    rules: [
      {
        test: /\.tsx?$/,
        include: resolve(import.meta.dirname, 'src'),
        use: { loader: 'swc-loader', options: swcOptions },
      },
      { test: /\.svg$/, type: 'asset/resource' },
    ],
  },
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
    ...(mode === 'production' ? [compressed('brotliCompress', '.br', BEST), compressed('gzip', '.gz')] : []),
  ],
});

/** Texts once more, compressed, beside themselves: the server sends them to browsers that take that. */
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
