/**
 * What `work` makes of each, one after the other. A transaction has one connection, and that does one thing at a time:
 * asked for several at once, it only queues them, and the next major version of `pg` refuses.
 */
export async function inTurn<T, R>(items: Iterable<T>, work: (item: T) => R | Promise<R>): Promise<R[]> {
  const made: R[] = [];
  for (const item of items) made.push(await work(item));
  return made;
}
