// Draws and checks the same directions as test/consistency, for pictures and editors: npx depcruise src
const RANKS = [
  ['platform'],
  ['trust'],
  ['reference'],
  ['people', 'supply'],
  ['referral'],
  ['results'],
  ['exchange'],
  ['console'],
];

const directions = RANKS.flatMap((wings, rank) =>
  wings.map((wing) => {
    const above = RANKS.slice(rank)
      .flat()
      .filter((other) => other !== wing);
    return {
      name: `${wing}-looks-down`,
      severity: 'error',
      from: { path: `^src/${wing}/` },
      to: { path: `^src/(${above.join('|')})/` },
    };
  }),
).filter(({ to }) => to.path !== '^src/()/');

module.exports = {
  forbidden: [
    { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'room-by-its-index',
      severity: 'error',
      from: { path: '^src/([^/]+/[^/]+)/' },
      to: { path: '^src/[^/]+/[^/]+/.+', pathNot: ['^src/$1/', '^src/[^/]+/[^/]+/index\\.ts$'] },
    },
    {
      name: 'room-by-its-index-from-the-top',
      severity: 'error',
      from: { path: '^src/[^/]+\\.ts$' },
      to: { path: '^src/[^/]+/[^/]+/.+', pathNot: '^src/[^/]+/[^/]+/index\\.ts$' },
    },
    ...directions,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.spec\\.ts$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
  },
};
