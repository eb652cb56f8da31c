/** One project; what a suite needs from the machine it asks for through test/requirements.ts. */
export default {
  testEnvironment: '<rootDir>/test/support/environment.js',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts', '**/*.test.tsx'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', tsx: true },
          transform: { react: { runtime: 'automatic' } },
        },
        module: { type: 'es6' },
      },
    ],
  },
  moduleNameMapper: { '^sanitize-html$': '<rootDir>/test/support/sanitize-html.cjs' },
  globalSetup: '<rootDir>/test/support/global-setup.js',
  globalTeardown: '<rootDir>/test/support/global-teardown.js',
  setupFiles: ['<rootDir>/test/support/property-seed.js'],
  testSequencer: '<rootDir>/test/support/sequencer.js',
  // ES modules of earlier files stay in a worker's memory (10 to 40 MB a file), and what runs in it later gets slower and
  // slower: a simulation took five times as long after a hundred files. Another worker is begun instead.
  workerIdleMemoryLimit: '350MB',
  testTimeout: 90_000,
};
