const tasks: Array<() => Promise<void>> = [];

/** Has `task` done when all specs of this Jest file have ended. */
export const atEndOfFile = (task: () => Promise<void>): void => void tasks.push(task);

/** Called after each Jest file. */
export async function endFile(): Promise<void> {
  for (const task of tasks.splice(0)) await task();
}
