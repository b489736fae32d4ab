// Hands the terminal over to a Node program and becomes its shadow: signals go in, the exit code comes out.
import { spawn } from 'node:child_process';
import { exitCode, root } from './steps.mjs';

/** Never returns. The channel tells the child when this process dies without a signal, so that it stops too. */
export function become(program, args, { channel = false } = {}) {
  const stdio = ['inherit', 'inherit', 'inherit', ...(channel ? ['ipc'] : [])];
  const child = spawn(process.execPath, [program, ...args], { cwd: root, stdio });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    console.error(error.message);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(exitCode(code, signal)));
}
