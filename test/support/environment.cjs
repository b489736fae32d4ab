const { AsyncLocalStorage } = require('node:async_hooks');
const { join } = require('node:path');
const threads = require('node:worker_threads');
const { TestEnvironment } = require('jest-environment-node');

/** Those that the file under way has used. */
const used = new Set();
const { run } = AsyncLocalStorage.prototype;
AsyncLocalStorage.prototype.run = function (...args) {
  used.add(this);
  return run.apply(this, args);
};

/** A thread of the product is a source file here: it compiles what it loads, as programs run from source do. */
const { Worker } = threads;
if (Worker.name !== 'SourceWorker')
  threads.Worker = class SourceWorker extends Worker {
    constructor(file, options) {
      const compiles = { execArgv: ['-r', join(__dirname, 'run-source.cjs')] };
      super(file, String(file).endsWith('.ts') ? { ...options, ...compiles } : options);
    }
  };

/**
 * Node asks each AsyncLocalStorage that was ever used at every promise of the process, until it is disabled: with twenty
 * of them a promise costs twelve times what it costs with one. Each Jest file brings its own, and a worker runs a dozen.
 */
module.exports = class extends TestEnvironment {
  async teardown() {
    for (const storage of used) storage.disable();
    used.clear();
    await super.teardown();
  }
};
