/** The walls between the rooms. Each rule says why it is there. */
module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      severity: 'error',
      comment: 'Two files that need each other are one thing in two places.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'sync-knows-nobody',
      severity: 'error',
      comment: 'The engine must be provable alone: it decides, others do.',
      from: { path: '^src/sync' },
      to: {
        pathNot: ['^src/sync', '^node_modules/(temporal-polyfill|temporal-spec|temporal-utils)/'],
      },
    },
    {
      name: 'contract-knows-typebox-only',
      severity: 'error',
      comment: 'The contract is shared by server, pane and pages; it must not drag one into the other.',
      from: { path: '^src/contract' },
      to: { pathNot: ['^src/contract', '^node_modules/typebox/'] },
    },
    {
      name: 'adapters-know-sync-and-themselves',
      severity: 'error',
      comment: 'A provider is one folder: it can be added and removed without touching another.',
      from: { path: '^src/server/mailboxes/(caldav|memory|ews|graph|google)/' },
      to: {
        path: '^src/server/',
        pathNot: [
          '^src/server/mailboxes/$1/',
          '^src/server/mailboxes/(net/|xml/|zones/|provider\\.ts$)',
          '^src/server/memory/',
        ],
      },
    },
    {
      name: 'sql-in-storage-only',
      severity: 'error',
      comment: 'Who speaks SQL knows the schema; only storage does.',
      from: { path: '^src', pathNot: '^src/server/(storage|jobs)/' },
      to: { path: '^node_modules/(kysely|pg)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'main-is-the-only-one-who-sees-everything',
      severity: 'error',
      comment: 'A composition root that others import is a global.',
      from: { path: '^src/server', pathNot: '^src/server/main\\.ts$' },
      to: { path: '^src/server/main\\.ts$' },
    },
    {
      name: 'web-knows-contract-only',
      severity: 'error',
      comment: 'Pages run in a browser and speak to the server over its API.',
      from: { path: '^src/web' },
      to: { path: '^src/', pathNot: '^src/(web|contract)/' },
    },
    {
      name: 'pane-knows-contract-only',
      severity: 'error',
      comment: 'The pane runs in Outlook and speaks to the server over its API; it must stay small.',
      from: { path: '^src/taskpane' },
      to: { path: '^src/', pathNot: '^src/(taskpane|contract)/' },
    },
    {
      name: 'commands-know-the-panes-office-and-api',
      severity: 'error',
      comment: 'A button without a pane needs the same Office and the same API, and nothing that is shown.',
      from: { path: '^src/commands' },
      to: { path: '^src/', pathNot: '^src/(commands|contract|taskpane/(office|api|session|language))/' },
    },
    {
      name: 'outlook-web-page-stands-alone',
      severity: 'error',
      comment:
        'The page that plays Outlook runs in a browser: it has nothing of the groupware but its answers, and the manifest as the server read it.',
      from: { path: '^src/sandbox/outlook-web/page/' },
      to: { path: '^src/', pathNot: '^src/sandbox/outlook-web/(page|(answers|manifest-model)\\.ts)' },
    },
    {
      name: 'product-never-imports-sandbox',
      severity: 'error',
      comment: 'The sandbox calibrates the product; it must not hold it up.',
      from: { path: '^src/(contract|sync|server|web|taskpane|commands)/' },
      to: { path: '^src/(sandbox|demo)/' },
    },
    {
      name: 'sandbox-stands-alone',
      severity: 'error',
      comment: 'A sandbox that shares code with the product shares its mistakes.',
      from: { path: '^src/sandbox' },
      to: { path: '^src/', pathNot: '^src/sandbox/' },
    },
    {
      name: 'src-never-imports-test',
      severity: 'error',
      comment: 'What ships must not need what checks it.',
      from: { path: '^src' },
      to: { path: '^test' },
    },
    {
      name: 'declared-dependencies-only',
      severity: 'error',
      comment: 'What is not in package.json is there by accident.',
      from: { path: '^src' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'undetermined', 'unknown'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default'],
      extensions: ['.ts', '.tsx', '.js'],
    },
  },
};
