// node -r test/support/run-source.cjs src/x.ts: runs the source as the build would have made it, without building.
const { transformFileSync } = require('@swc/core');
const Module = require('node:module');

Module._extensions['.ts'] = (module, file) => {
  const { code } = transformFileSync(file, {
    swcrc: true,
    sourceMaps: 'inline',
    configFile: `${__dirname}/../../.swcrc`,
  });
  module._compile(code, file);
};
