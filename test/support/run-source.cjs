// node -r test/support/run-source.cjs src/x.ts: runs the source as the build would have made it, without building. What
// was compiled once is kept: specs start the product dozens of times, and compiling was a quarter of each start.
const { transformSync, version } = require('@swc/core');
const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const { join } = require('node:path');

const root = join(__dirname, '../..');
const configFile = join(root, '.swcrc');
const kept = join(root, 'node_modules/.cache/run-source');
mkdirSync(kept, { recursive: true });
const settings = readFileSync(configFile);

Module._extensions['.ts'] = (module, file) => {
  const source = readFileSync(file, 'utf8');
  const name = createHash('sha256')
    .update(version)
    .update(settings)
    .update(file)
    .update('\0')
    .update(source)
    .digest('hex');
  module._compile(compiled(join(kept, `${name}.js`), file, source), file);
};

function compiled(place, filename, source) {
  try {
    return readFileSync(place, 'utf8');
  } catch {
    const { code } = transformSync(source, { filename, swcrc: true, sourceMaps: 'inline', configFile });
    // Several processes may write at once.
    writeFileSync(`${place}.${process.pid}`, code);
    renameSync(`${place}.${process.pid}`, place);
    return code;
  }
}
