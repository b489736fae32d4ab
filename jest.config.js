// One configuration, several projects: unit specs stand beside the code (of the benches too), the rest in test/.
// Nest 12 and a few of its dependencies are ES modules only, and Jest on Node 20 cannot require those, so SWC turns
// them into CommonJS too. A new ES-module-only dependency has to be added to ES_MODULES (the error names it).
const ES_MODULES = [
  '@nestjs',
  'es-toolkit',
  'file-type',
  'strtok3',
  'token-types',
  'uint8array-extras',
  'load-esm',
  '@tokenizer',
  'path-to-regexp',
  'content-disposition',
  'cookie',
  'intl-messageformat',
  '@formatjs',
  // Its own copy of cookie is an ES module.
  'light-my-request',
  '@seriousme',
];
const jsc = {
  target: 'es2022',
  parser: { syntax: 'typescript', decorators: true },
  transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
  keepClassNames: true,
};
const base = {
  testEnvironment: '<rootDir>/test/support/environment.cjs',
  transform: {
    'node_modules/.+\\.m?js$': ['@swc/jest', { swcrc: false, module: { type: 'commonjs' }, jsc: { target: 'es2022' } }],
    '\\.ts$': ['@swc/jest', { swcrc: false, module: { type: 'commonjs' }, jsc }],
  },
  transformIgnorePatterns: [`node_modules/(?!(?:.*node_modules/)?(${ES_MODULES.join('|')})/)`],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
};
const withDatabase = {
  ...base,
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  setupFilesAfterEnv: ['<rootDir>/test/support/jest-setup.ts'],
};

// Specs of a folder run in one file, but for those that start programs of their own; each by itself where one is asked
// for by name.
const each = process.env.TEST_SPECS === 'each';
const UNIT = each
  ? ['<rootDir>/src/**/*.spec.ts', '<rootDir>/test/bench/*.spec.ts']
  : ['<rootDir>/test/unit.group-spec.ts'];
const CONSISTENCY = each ? ['<rootDir>/test/consistency/**/*.spec.ts'] : ['<rootDir>/test/consistency.group-spec.ts'];
const INTEGRATION = each
  ? ['<rootDir>/test/integration/**/*.int-spec.ts']
  : ['<rootDir>/test/integration/*.group-spec.ts', '<rootDir>/test/integration/programs/*.int-spec.ts'];
const E2E = each
  ? ['<rootDir>/test/e2e/**/*.e2e-spec.ts']
  : ['<rootDir>/test/e2e.group-spec.ts', '<rootDir>/test/e2e/programs/*.e2e-spec.ts'];

module.exports = {
  // Generous: a spec that starts whole programs shares two cores with the others.
  testTimeout: 120_000,
  // On two busy cores a worker that is through needs longer than half a second to let go of two gigabytes.
  workerGracefulExitTimeout: 10_000,
  testSequencer: '<rootDir>/test/support/groups-first.cjs',
  projects: [
    { ...base, displayName: 'unit', testMatch: UNIT },
    { ...base, displayName: 'consistency', testMatch: CONSISTENCY },
    { ...withDatabase, displayName: 'integration', testMatch: INTEGRATION },
    // Run by .ci/run alone: it reads the directories in ../shared/data.
    { ...withDatabase, displayName: 'data', testMatch: ['<rootDir>/test/data/**/*.data-spec.ts'] },
    // Run by .ci/run alone: it needs Chromium (CHROMIUM_PATH, else Debian's place).
    { ...withDatabase, displayName: 'browser', testMatch: ['<rootDir>/test/browser/**/*.browser-spec.ts'] },
    // Longer looks with Chromium, run by name: every role and width; a picture of every page.
    { ...withDatabase, displayName: 'axe-full', testMatch: ['<rootDir>/test/browser/**/*.full-spec.ts'] },
    { ...withDatabase, displayName: 'screenshots', testMatch: ['<rootDir>/test/browser/**/*.screenshots-spec.ts'] },
    { ...withDatabase, displayName: 'e2e', testMatch: E2E },
  ],
};
