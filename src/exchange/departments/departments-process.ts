import { fork } from 'node:child_process';
import { once } from 'node:events';

/** The invented departments in a process of their own. */
export interface DepartmentsProcess {
  url: string;
  stop(): Promise<void>;
}

/**
 * Starts the program of the departments beside this one and waits for its address; it ends when this process does.
 * @param program its compiled file
 */
export async function forkDepartments(program: string): Promise<DepartmentsProcess> {
  const child = fork(program, ['0'], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const ended = once(child, 'exit').catch(() => undefined);
  const [message] = (await Promise.race([once(child, 'message'), ended.then(() => [{ url: undefined }])])) as [
    { url?: string },
  ];
  if (message.url === undefined) throw new Error('The invented departments have ended before they began');
  return {
    url: message.url,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
