const tasks: Array<() => Promise<void>> = [];

/**
 * Starts something once for all specs of a Jest file, since starting it takes longer than most of them; closed at its end.
 * @param start what is made at the first call
 */
export function onceInFile<T extends { close(): Promise<void> }>(start: () => Promise<T>): () => Promise<T> {
  let started: Promise<T> | undefined;
  return () => {
    started ??= start().then((made) => {
      tasks.push(() => made.close());
      return made;
    });
    return started;
  };
}

/** Called after each Jest file. */
export async function endFile(): Promise<void> {
  for (const task of tasks.splice(0)) await task();
}
